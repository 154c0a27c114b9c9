import type { Status } from '../../../src/features/applications/application.status'
import { deadlineView } from '../../../src/features/review/deadline.view'

const ZONE = 'Asia/Novokuznetsk'

/** The end of 26 November in Kemerovo, seven hours before UTC's. */
const DUE = { dueOn: '2026-11-26', dueAt: '2026-11-26T17:00:00.000Z' }

const word = (now: string, timeZone = ZONE) =>
  deadlineView({ status: 'submitted', ...DUE }, new Date(now), timeZone)?.word

test('the last day is called today from its first minute to its last', () => {
  expect(word('2026-11-25T16:59:59.999Z')).toBeUndefined()
  expect(word('2026-11-25T17:00:00.000Z')).toBe('сегодня')
  expect(word('2026-11-26T16:59:59.999Z')).toBe('сегодня')
  expect(word('2026-11-26T17:00:00.000Z')).toBe('просрочена')
})

test('the day is a day of the office, wherever the server stands', () => {
  expect(word('2026-11-25T18:00:00.000Z', 'Europe/Moscow')).toBeUndefined()
  expect(word('2026-11-25T18:00:00.000Z', ZONE)).toBe('сегодня')
})

test('the day itself is given as it is read', () => {
  expect(deadlineView({ status: 'in_review', ...DUE }, new Date('2026-11-23'), ZONE)).toEqual({
    day: '26.11.2026',
    word: undefined,
  })
})

test.each<Status>(['returned', 'approved', 'rejected', 'withdrawn'])(
  'there is none when it is not the office’s turn: %s',
  status => {
    expect(deadlineView({ status, ...DUE }, new Date('2027-01-01'), ZONE)).toBeUndefined()
  },
)
