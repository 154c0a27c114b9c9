import type { Knex } from 'knex'
import type { Db } from '../../db/db'
import { type CalendarDay, type CalendarYear, type WorkingCalendar, workingCalendar } from './working-days'

/** Reads the whole production calendar: some tens of rows a year. Callers may keep it for a minute. */
export const loadCalendar = async (db: Db): Promise<WorkingCalendar> =>
  workingCalendar(await listCalendarYears(db), await listCalendarDays(db))

/** The years that have a calendar, in order. */
export const listCalendarYears = (db: Db): Promise<CalendarYear[]> =>
  db('calendar_years').select('year', 'status').orderBy('year')

/** The exceptions to «Saturday and Sunday are off», in order; of one year when it is given. */
export const listCalendarDays = async (db: Db, year?: number): Promise<CalendarDay[]> => {
  const query = db('calendar_days').select('day', 'kind').orderBy('day')
  return year === undefined ? query : query.whereBetween('day', [`${year}-01-01`, `${year}-12-31`])
}

/** Puts these days in the place of those that the year had. */
export const replaceYear = async (
  trx: Knex.Transaction,
  year: CalendarYear,
  days: readonly CalendarDay[],
): Promise<void> => {
  await trx('calendar_years').insert(year).onConflict('year').merge(['status'])
  await trx('calendar_days')
    .whereBetween('day', [`${year.year}-01-01`, `${year.year}-12-31`])
    .delete()
  if (days.length > 0) await trx('calendar_days').insert(days)
}
