import { DateTime } from 'luxon'
import type { Day } from '../../db/db'

/** A day that differs from «Saturday and Sunday are off»: `short` is a working day with an hour less. */
export type CalendarDay = { day: Day; kind: 'off' | 'short' | 'work' }

/** `provisional`: holidays of the Labour Code alone, the transfers are not decreed yet. */
export type CalendarYear = { year: number; status: 'official' | 'provisional' }

export type WorkingCalendar = {
  /** Errors: CalendarMissingError. */
  isWorkingDay(day: Day): boolean
  /** The n-th working day after `day`, counted from the next day; `day` itself for 0. Errors: CalendarMissingError. */
  addWorkingDays(day: Day, count: number): Day
  /** Working days later than `after` up to `last` inclusive; 0 when `last` is not later. Errors: CalendarMissingError. */
  countWorkingDays(after: Day, last: Day): number
  /** Whether the year of this day may still change by decree. Errors: CalendarMissingError. */
  isProvisional(day: Day): boolean
}

/** The production calendar of this year was not entered: no deadline that touches it can be told. */
export class CalendarMissingError extends Error {
  constructor(readonly year: number) {
    super(`The production calendar of ${year} is missing`)
    this.name = 'CalendarMissingError'
  }
}

/** The calendar that these rows make. Source of the rule: Labour Code of the Russian Federation, articles 14, 111, 112. */
export const workingCalendar = (years: readonly CalendarYear[], days: readonly CalendarDay[]): WorkingCalendar => {
  const statuses = new Map(years.map(({ year, status }) => [year, status]))
  const kinds = new Map(days.map(({ day, kind }) => [day, kind]))

  const statusOf = (moment: DateTime<true>): CalendarYear['status'] => {
    const status = statuses.get(moment.year)
    if (status === undefined) throw new CalendarMissingError(moment.year)
    return status
  }
  const isWorking = (moment: DateTime<true>): boolean => {
    statusOf(moment)
    const kind = kinds.get(moment.toISODate())
    return kind === undefined ? moment.weekday <= FRIDAY : kind !== 'off'
  }

  return {
    isWorkingDay: day => isWorking(parse(day)),
    isProvisional: day => statusOf(parse(day)) === 'provisional',
    addWorkingDays: (day, count) => {
      if (!Number.isInteger(count) || count < 0) throw new RangeError(`Not a number of working days: ${count}`)
      let moment = parse(day)
      for (let left = count; left > 0; ) {
        moment = moment.plus({ days: 1 })
        if (isWorking(moment)) left -= 1
      }
      return moment.toISODate()
    },
    countWorkingDays: (after, last) => {
      let count = 0
      const end = parse(last)
      for (let moment = parse(after).plus({ days: 1 }); moment <= end; moment = moment.plus({ days: 1 }))
        if (isWorking(moment)) count += 1
      return count
    },
  }
}

const FRIDAY = 5

const parse = (day: Day): DateTime<true> => {
  const moment = DateTime.fromISO(day, { zone: 'utc' })
  if (!moment.isValid || moment.toISODate() !== day) throw new RangeError(`Not a day: ${day}`)
  return moment
}
