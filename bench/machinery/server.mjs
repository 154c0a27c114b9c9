import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bench, root } from './paths.mjs'
import { SERVER_CORE, spawnAnywhere, spawnPinned } from './pinned.mjs'

const START_MS = 30_000

/**
 * Starts a server in a process of its own on the server's core, and waits until `probe` answers 200.
 * `pin: false` gives it all cores: for work that its threads share. What it logs goes where a service manager would take it from the process and nothing keeps it.
 */
export const startServer = async ({ script, env = {}, probe, nodeArgs = [], pin = true }) => {
  const port = await freePort()
  const preload = join(bench, 'machinery', 'cpu-report.mjs')
  const address = `http://127.0.0.1:${port}`
  const command = [process.execPath, '--import', preload, ...nodeArgs, script]
  const child = (pin ? spawnPinned : spawnAnywhere)(SERVER_CORE, command, {
    cwd: root,
    env: { ...process.env, ...env, PORT: String(port), BASE_URL: address },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await ready(child, `${address}${probe}`)
  return {
    pid: child.pid,
    port,
    address,
    /** Milliseconds of processor time (user and system) that the process has used so far. */
    cpu: async () => {
      child.send('cpu')
      const [{ cpu }] = await once(child, 'message')
      return (cpu.user + cpu.system) / 1000
    },
    /** Bytes of memory that the process has (resident). */
    memory: async () => {
      child.send('memory')
      const [{ memory }] = await once(child, 'message')
      return memory
    },
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

export const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

const ready = async (child, url) => {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const ok = await fetch(url).then(
      answer => answer.ok,
      () => false,
    )
    if (ok) return
    await sleep(50)
  }
  child.kill('SIGKILL')
  throw new Error(`nothing answered at ${url}`)
}
