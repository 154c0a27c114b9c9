import { inMinutes } from '../../../src/features/accounts/waiting'

describe('A waiting time', () => {
  it.each([
    [1, 'через 1 минуту'],
    [60, 'через 1 минуту'],
    [61, 'через 2 минуты'],
    [300, 'через 5 минут'],
    [660, 'через 11 минут'],
    [900, 'через 15 минут'],
    [1260, 'через 21 минуту'],
    [3600, 'через 60 минут'],
  ])('of %i seconds is told as «%s»', (seconds, words) => {
    expect(inMinutes(seconds)).toBe(words)
  })
})
