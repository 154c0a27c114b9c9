import { spawn, spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The measured server has a core to itself; whatever puts load on it (client, database) has the other one. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '0', 'true']).status === 0

/** The command line that runs on one core, or the bare one where that is not possible. */
export const pinned = (core, command) => (canPin ? ['taskset', '-c', String(core), ...command] : command)

/** Starts a process on one core. */
export const spawnPinned = (core, command, options) => {
  const [program, ...args] = pinned(core, command)
  return spawn(program, args, options)
}

/** Starts a process that may use every core; takes what `spawnPinned` takes. */
export const spawnAnywhere = (_core, [program, ...args], options) => spawn(program, args, options)
