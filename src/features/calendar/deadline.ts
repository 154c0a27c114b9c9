import { DateTime } from 'luxon'
import type { Day, Instant } from '../../db/db'
import type { WorkingCalendar } from './working-days'

/** How long an office may take to review an application. Source: instructions of the real system, «3 рабочих дня». */
export const REVIEW_WORKING_DAYS = 3

/** `dueOn` is the last day in the office's own calendar; `dueAt` is its end, the following local midnight. */
export type Deadline = { dueOn: Day; dueAt: Instant }

/**
 * The deadline of what was sent at `sentAt`: the end of the n-th working day after the day of sending, both days as the
 * office sees them. `timeZone` is an IANA name. Errors: CalendarMissingError; RangeError for a wrong moment or zone.
 */
export const reviewDeadline = (
  sentAt: Instant,
  timeZone: string,
  calendar: WorkingCalendar,
  workingDays: number = REVIEW_WORKING_DAYS,
): Deadline => {
  const dueOn = calendar.addWorkingDays(localDay(sentAt, timeZone), workingDays)
  const midnight = DateTime.fromISO(dueOn, { zone: timeZone }).plus({ days: 1 }).startOf('day').toUTC()
  return { dueOn, dueAt: checked(midnight).toISO() }
}

/** The day on which a moment falls in a time zone. Errors: RangeError for a wrong moment or zone. */
export const localDay = (moment: Instant, timeZone: string): Day =>
  checked(DateTime.fromISO(moment, { zone: timeZone })).toISODate()

const checked = (moment: DateTime<true> | DateTime<false>): DateTime<true> => {
  if (!moment.isValid) throw new RangeError(`Not a moment in a time zone: ${moment.invalidExplanation}`)
  return moment
}
