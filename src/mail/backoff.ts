const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * How many times a letter is tried before it counts as failed: with the delays below that takes about two days, long
 * enough for a mail server to be mended over a weekend's day off, short enough for staff to hear of it.
 */
export const MAX_ATTEMPTS = 18

/**
 * Milliseconds to wait after the given failed attempt (from 1): 1–2 minutes, then twice as long each time, at most
 * 3–6 hours. Half of it is chance (`random`, 0 ≤ x < 1), so that letters which failed together do not return together.
 */
export const retryDelay = (attempt: number, random: () => number): number => {
  const longest = Math.min(6 * HOUR, 2 * MINUTE * 2 ** (attempt - 1))
  return Math.round((longest / 2) * (1 + random()))
}
