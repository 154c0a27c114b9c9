import { readFileSync } from 'node:fs'

const MEGABYTE_KB = 1024
/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

const status = (pid, name) =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])

/** The most memory that a process has used so far, in megabytes. */
export const peakMemoryMb = pid => Math.round(status(pid, 'VmHWM') / MEGABYTE_KB)

/** Seconds of processor time that a process has used so far. */
export const cpuSeconds = pid => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}
