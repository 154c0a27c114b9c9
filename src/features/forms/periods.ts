import { DateTime } from 'luxon'
import type { Day } from '../../db/db'
import { type FormTemplate, type PeriodChoice, type Periodicity, periodsOf } from '../../flk'
import { CalendarMissingError, type WorkingCalendar } from '../calendar/working-days'
import { ALWAYS, type Covers, isCovered } from './covers'

/** A period of a year with its last day. */
export type YearPeriod = PeriodChoice & { year: number; end: Day }

/** The number of a period within its year: of full codes (0402) the last two digits, otherwise its place or its month. */
const numberOf = (periodicity: Periodicity, code: string, index: number, count: number): number => {
  if (/^\d{3,4}$/.test(code)) return Number(code) % 100
  const perYear = { 1: 1, 2: 2, 4: 4, 12: 12, 36: 36, 56: 53 }[periodicity]
  if (count === perYear) return index + 1
  const month = Number(code)
  return periodicity === 1 || !(month >= 1 && month <= 12) ? index + 1 : Math.ceil((month * perYear) / 12)
}

/** The last day of a period. */
const endOf = (periodicity: Periodicity, year: number, number: number): Day => {
  if (periodicity === 56) return iso(DateTime.fromObject({ weekYear: year, weekNumber: number, weekday: 7 }))
  if (periodicity === 36) {
    const month = DateTime.utc(year, Math.ceil(number / 3))
    return iso(number % 3 === 0 ? month.endOf('month') : month.set({ day: (number % 3) * 10 }))
  }
  return iso(DateTime.utc(year, Math.min(12, number * (12 / periodicity))).endOf('month'))
}

const iso = (moment: DateTime): Day => moment.toISODate() ?? ''

/** Every period of a form in a year, in order. */
export const yearPeriods = (template: FormTemplate, year: number): YearPeriod[] => {
  const { periodicity } = template
  const choices = periodsOf(template, year)
  return choices.map((choice, index) => ({
    ...choice,
    year,
    end:
      periodicity === undefined
        ? `${year}-12-31`
        : endOf(periodicity, year, numberOf(periodicity, choice.code, index, choices.length)),
  }))
}

/** The latest period that is over, of those that are covered: what is due now. */
export const duePeriod = (
  template: FormTemplate,
  today: Day,
  covers: readonly Covers[] = [ALWAYS],
): YearPeriod | undefined => {
  const year = Number(today.slice(0, 4))
  return [...yearPeriods(template, year - 1), ...yearPeriods(template, year)].findLast(
    ({ end }) => end < today && isCovered(covers, end),
  )
}

/** Whether an assignment has nothing left to hand in: none of its periods is due, runs, or comes this year. */
export const isOver = (template: FormTemplate, today: Day, covers: readonly Covers[]): boolean =>
  duePeriod(template, today, covers) === undefined &&
  !yearPeriods(template, Number(today.slice(0, 4))).some(({ end }) => isCovered(covers, end))

/**
 * The last day for handing in: so many days after the end of the period, and the next working day where that is a day
 * off. Years without a production calendar leave it where it falls.
 */
export const dueDay = (end: Day, days: number, calendar: WorkingCalendar): Day => {
  let day = DateTime.fromISO(end, { zone: 'utc' }).plus({ days })
  try {
    while (!calendar.isWorkingDay(iso(day))) day = day.plus({ days: 1 })
  } catch (error) {
    if (!(error instanceof CalendarMissingError)) throw error
  }
  return iso(day)
}
