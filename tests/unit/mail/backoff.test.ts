import { MAX_ATTEMPTS, retryDelay } from '../../../src/mail/backoff'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const attempts = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, index) => index + 1)

test('the first delay is one to two minutes, and no delay is ever shorter than one minute or longer than six hours', () => {
  expect([retryDelay(1, () => 0), retryDelay(1, () => 0.5)]).toEqual([MINUTE, 1.5 * MINUTE])
  for (const attempt of attempts) {
    expect(retryDelay(attempt, () => 0)).toBeGreaterThanOrEqual(MINUTE)
    expect(retryDelay(attempt, () => 0.999)).toBeLessThanOrEqual(6 * HOUR)
  }
})

test('each delay is twice the one before until it reaches the longest', () => {
  expect(attempts.slice(0, 10).map(attempt => retryDelay(attempt, () => 0) / MINUTE)).toEqual([
    1, 2, 4, 8, 16, 32, 64, 128, 180, 180,
  ])
})

test('all attempts together take about two days', () => {
  const total = attempts.reduce((sum, attempt) => sum + retryDelay(attempt, () => 0.5), 0)
  expect(total / HOUR).toBeGreaterThan(42)
  expect(total / HOUR).toBeLessThan(54)
})
