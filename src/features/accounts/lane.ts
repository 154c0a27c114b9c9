/** Runs a piece of work when its turn comes. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>

/**
 * A queue for dear work: at most `width` pieces run at a time, the others wait and start in the order they came.
 * @param full makes the error for whoever finds `maxWaiting` others waiting already
 */
export const createLane = (
  width: number,
  maxWaiting = Number.POSITIVE_INFINITY,
  full = (): Error => new Error('the queue is full'),
): Lane => {
  const waiting: (() => void)[] = []
  let running = 0

  const enter = async (): Promise<void> => {
    if (running < width) running += 1
    else if (waiting.length < maxWaiting) await new Promise<void>(resolve => waiting.push(resolve))
    else throw full()
  }

  /** The place goes to the next in the queue directly: nobody who comes meanwhile can take it. */
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }

  return async work => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
