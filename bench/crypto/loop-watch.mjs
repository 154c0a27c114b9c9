import { openSync, readSync } from 'node:fs'

const buffer = Buffer.alloc(100)
const open = () => {
  try {
    return openSync('/proc/self/schedstat')
  } catch {
    return null
  }
}
const file = open()

/** Milliseconds that the main thread has been on a processor and has stood in line for one; NaN where nobody tells. */
const scheduled = () => {
  if (file === null) return { own: Number.NaN, inLine: Number.NaN }
  const length = readSync(file, buffer, 0, buffer.length, 0)
  const [own, inLine] = buffer.toString('latin1', 0, length).split(' ')
  return { own: Number(own) / 1e6, inLine: Number(inLine) / 1e6 }
}

/**
 * Watches the event loop while work is done, between ticks of a millisecond. `held` is the longest time between two by
 * the clock on the wall. `ours` is the same without the time for which other threads and processes had the processors:
 * what the loop itself computed and waited for, the disk included. `computed` is the most processor time between two.
 */
export const watchLoop = async work => {
  const longest = { held: 0, ours: 0, computed: 0 }
  let last = { now: performance.now(), ...scheduled() }
  const tick = () => {
    const next = { now: performance.now(), ...scheduled() }
    const held = next.now - last.now
    longest.held = Math.max(longest.held, held)
    longest.ours = Math.max(longest.ours, held - (next.inLine - last.inLine))
    longest.computed = Math.max(longest.computed, next.own - last.own)
    last = next
  }
  const timer = setInterval(tick, 1)
  const started = performance.now()
  await work()
  const took = performance.now() - started
  await new Promise(resolve => setTimeout(resolve, 20))
  clearInterval(timer)
  return { took, ...longest }
}
