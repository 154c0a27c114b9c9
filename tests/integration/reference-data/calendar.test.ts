import { listCalendarDays, listCalendarYears, loadCalendar } from '../../../src/features/calendar/calendar.repository'
import { reviewDeadline } from '../../../src/features/calendar/deadline'
import { CalendarMissingError, type WorkingCalendar } from '../../../src/features/calendar/working-days'
import { createDatabase, type TestDatabase } from '../../support/database'
import { collectedText, isCollected } from './collected'

let database: TestDatabase
let calendar: WorkingCalendar

beforeAll(async () => {
  database = await createDatabase()
  calendar = await loadCalendar(database.db)
})
afterAll(() => database.destroy())

describe('the production calendar that the project ships', () => {
  it.each([
    [2024, 248],
    [2025, 247],
    [2026, 247],
  ])('of %i has %i working days', (year, count) => {
    expect(calendar.countWorkingDays(`${year}-01-01`, `${year}-12-31`)).toBe(count)
    expect(calendar.isProvisional(`${year}-01-01`)).toBe(false)
  })

  it('is provisional for 2027 and ends with it', async () => {
    expect(calendar.isProvisional('2027-01-01')).toBe(true)
    expect(() => calendar.isWorkingDay('2028-01-01')).toThrow(CalendarMissingError)
    expect((await listCalendarYears(database.db)).map(({ year }) => year)).toEqual([2024, 2025, 2026, 2027])
  })

  it.each([
    ['2025-04-30', '2025-05-07'],
    ['2025-10-30', '2025-11-05'],
    ['2025-12-29', '2026-01-13'],
    ['2026-03-05', '2026-03-11'],
    ['2026-11-21', '2026-11-25'],
  ])('puts the review of what was sent on %s on %s at the latest', (sent, due) => {
    expect(reviewDeadline(`${sent}T08:00:00.000Z`, 'Europe/Moscow', calendar).dueOn).toBe(due)
  })

  it('is read year by year', async () => {
    const days = await listCalendarDays(database.db, 2024)
    expect(days.filter(({ kind }) => kind === 'work').map(({ day }) => day)).toEqual(['2024-04-27', '2024-12-28'])
    expect(days.every(({ day }) => day.startsWith('2024-'))).toBe(true)
  })
})

if (isCollected)
  describe('beside the collected calendar', () => {
    it('no day differs', async () => {
      type Collected = { years: Record<string, Record<'off' | 'short' | 'work', string[]>> }
      const { years } = JSON.parse(collectedText('calendar/production-calendar-2024-2027.json')) as Collected
      for (const [year, collected] of Object.entries(years)) {
        const days = await listCalendarDays(database.db, Number(year))
        for (const kind of ['off', 'short', 'work'] as const)
          expect(days.filter(day => day.kind === kind).map(({ day }) => day)).toEqual(collected[kind])
      }
    })
  })
