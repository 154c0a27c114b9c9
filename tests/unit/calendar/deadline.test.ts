import { localDay, reviewDeadline } from '../../../src/features/calendar/deadline'
import { CalendarMissingError } from '../../../src/features/calendar/working-days'
import { calendar } from './russian-days'

const due = (sentAt: string, timeZone: string, workingDays?: number) =>
  reviewDeadline(sentAt, timeZone, calendar, workingDays)

describe('the deadline of a review', () => {
  it.each([
    ['2025-04-30T09:00:00.000Z', '2025-05-07', '2025-05-07T21:00:00.000Z'],
    ['2025-10-30T09:00:00.000Z', '2025-11-05', '2025-11-05T21:00:00.000Z'],
    ['2025-12-29T09:00:00.000Z', '2026-01-13', '2026-01-13T21:00:00.000Z'],
    ['2026-03-05T09:00:00.000Z', '2026-03-11', '2026-03-11T21:00:00.000Z'],
    ['2026-11-21T09:00:00.000Z', '2026-11-25', '2026-11-25T21:00:00.000Z'],
  ])('of what was sent to Moscow at %s is the end of %s', (sentAt, dueOn, dueAt) => {
    expect(due(sentAt, 'Europe/Moscow')).toEqual({ dueOn, dueAt })
  })

  it('depends on the day that the office has, not on the day of UTC', () => {
    const sentAt = '2026-11-16T22:30:00.000Z'
    expect(due(sentAt, 'Europe/Kaliningrad')).toEqual({ dueOn: '2026-11-20', dueAt: '2026-11-20T22:00:00.000Z' })
    expect(due(sentAt, 'Asia/Kamchatka')).toEqual({ dueOn: '2026-11-20', dueAt: '2026-11-20T12:00:00.000Z' })
    const before = '2026-11-16T21:30:00.000Z'
    expect(due(before, 'Europe/Kaliningrad')).toEqual({ dueOn: '2026-11-19', dueAt: '2026-11-19T22:00:00.000Z' })
    expect(due(before, 'Asia/Kamchatka')).toEqual({ dueOn: '2026-11-20', dueAt: '2026-11-20T12:00:00.000Z' })
  })

  it('counts from a Friday in Kaliningrad that is a Saturday in Kamchatka already', () => {
    const sentAt = '2026-11-20T20:00:00.000Z'
    expect(due(sentAt, 'Europe/Kaliningrad').dueOn).toBe('2026-11-25')
    expect(due(sentAt, 'Asia/Kamchatka').dueOn).toBe('2026-11-25')
    expect(due('2026-11-20T11:59:59.999Z', 'Asia/Kamchatka').dueOn).toBe('2026-11-25')
    expect(due('2026-11-19T12:00:00.000Z', 'Asia/Kamchatka').dueOn).toBe('2026-11-25')
    expect(due('2026-11-19T11:59:59.999Z', 'Asia/Kamchatka').dueOn).toBe('2026-11-24')
  })

  it('crosses the year in the calendar of the office', () => {
    expect(due('2025-12-28T13:00:00.000Z', 'Asia/Kamchatka').dueOn).toBe('2026-01-13')
    expect(due('2025-12-28T13:00:00.000Z', 'Europe/Moscow').dueOn).toBe('2026-01-12')
  })

  it('may have another number of working days', () => {
    expect(due('2026-11-20T09:00:00.000Z', 'Europe/Moscow', 1)).toEqual({
      dueOn: '2026-11-23',
      dueAt: '2026-11-23T21:00:00.000Z',
    })
  })

  it('cannot be told without a calendar, a moment or a zone', () => {
    expect(() => due('2027-12-30T09:00:00.000Z', 'Europe/Moscow')).toThrow(CalendarMissingError)
    expect(() => due('yesterday', 'Europe/Moscow')).toThrow(RangeError)
    expect(() => due('2026-11-20T09:00:00.000Z', 'Europe/Atlantis')).toThrow(RangeError)
  })
})

describe('the day of a moment', () => {
  it('is the one that the clock of the zone shows', () => {
    expect(localDay('2026-11-20T12:00:00.000Z', 'Asia/Kamchatka')).toBe('2026-11-21')
    expect(localDay('2026-11-20T12:00:00.000Z', 'Europe/Kaliningrad')).toBe('2026-11-20')
  })
})
