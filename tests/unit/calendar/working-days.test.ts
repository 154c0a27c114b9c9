import { CalendarMissingError, workingCalendar } from '../../../src/features/calendar/working-days'
import { calendar } from './russian-days'

describe('a working day', () => {
  it.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-04', false, 'a holiday on a Wednesday'],
    ['2026-04-30', true, 'a shortened Thursday'],
    ['2025-11-01', true, 'a shortened Saturday'],
    ['2026-06-06', true, 'a Saturday that was made a working day'],
  ])('%s: %s, %s', (day, working) => {
    expect(calendar.isWorkingDay(day)).toBe(working)
  })
})

describe('working days are counted from the next day', () => {
  it.each([
    ['2025-04-30', 3, '2025-05-07'],
    ['2025-10-30', 3, '2025-11-05'],
    ['2025-12-29', 3, '2026-01-13'],
    ['2026-03-05', 3, '2026-03-11'],
    ['2026-11-21', 3, '2026-11-25'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 0, '2026-11-21'],
  ])('%s and %i more are %s', (day, count, due) => {
    expect(calendar.addWorkingDays(day, count)).toBe(due)
  })

  it('and the days between two days are the inverse of it', () => {
    for (const day of ['2025-04-30', '2025-12-29', '2026-11-21'])
      for (const count of [1, 2, 3, 10, 25])
        expect(calendar.countWorkingDays(day, calendar.addWorkingDays(day, count))).toBe(count)
    expect(calendar.countWorkingDays('2026-11-20', '2026-11-22')).toBe(0)
    expect(calendar.countWorkingDays('2026-11-25', '2026-11-20')).toBe(0)
  })
})

describe('a year without a calendar', () => {
  it('is an error that names the year', () => {
    expect(() => calendar.isWorkingDay('2028-01-10')).toThrow(CalendarMissingError)
    expect(() => calendar.isProvisional('2024-12-31')).toThrow('2024')
    expect(() => calendar.countWorkingDays('2027-12-30', '2028-01-01')).toThrow(CalendarMissingError)
    expect(() => workingCalendar([], []).isWorkingDay('2026-11-20')).toThrow(CalendarMissingError)
  })

  it('is an error even when the count only runs into it', () => {
    expect(calendar.addWorkingDays('2027-12-30', 1)).toBe('2027-12-31')
    const late = () => calendar.addWorkingDays('2027-12-30', 2)
    expect(late).toThrow(expect.objectContaining({ name: 'CalendarMissingError', year: 2028 }))
  })

  it('is another thing than a provisional one', () => {
    expect(calendar.isProvisional('2027-05-03')).toBe(true)
    expect(calendar.isProvisional('2026-05-04')).toBe(false)
  })
})

describe('what is no day or no count', () => {
  it.each(['', '2026-02-30', '2026-1-5', '20261121', '2026-11-21T00:00:00Z', '2026-W47-6', 'завтра'])(
    'is refused: %j',
    day => expect(() => calendar.isWorkingDay(day)).toThrow(RangeError),
  )

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is refused: %p working days', count => {
    expect(() => calendar.addWorkingDays('2026-11-20', count)).toThrow(RangeError)
  })
})
