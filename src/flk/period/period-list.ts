import { dictionaryOf } from '../template/dictionary-names'
import type { FormTemplate } from '../template/model'
import { type Periodicity, periodsInYear } from './periodicity'

/** A period to choose, as a report bears it. */
export interface PeriodChoice {
  readonly code: string
  readonly name: string
}

const MONTHS = 'январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь'.split(' ')
const QUARTERS = ['I квартал', 'II квартал', 'III квартал', 'IV квартал']
const HALVES = ['I полугодие', 'II полугодие']

/** «II квартал», «февраль», «3-я декада». */
const numberName = (periodicity: Periodicity, number: number): string => {
  if (periodicity === 1) return 'год'
  if (periodicity === 2) return HALVES[number - 1] ?? `${number}-е полугодие`
  if (periodicity === 4) return QUARTERS[number - 1] ?? `${number}-й квартал`
  if (periodicity === 12) return MONTHS[number - 1] ?? `${number}-й месяц`
  return periodicity === 36 ? `${number}-я декада` : `${number}-я неделя`
}

/** The periods of a year that a form is due for: of its dictionary, all of its periodicity without one. */
export const periodsOf = (template: FormTemplate, year: number): PeriodChoice[] => {
  const { periodicity } = template
  const listed = dictionaryOf(template, 's_time', 's_mes')?.terms ?? []
  if (listed.length > 0)
    return listed.map(({ id, name }, index) => ({
      code: id,
      name: name || fallback(periodicity, id, index, listed.length),
    }))
  if (periodicity === undefined) return []
  const count = periodicity === 56 ? weeksIn(year) : periodsInYear(periodicity)
  return Array.from({ length: count }, (_, index) => ({
    code: `${String(periodicity).padStart(2, '0')}${String(index + 1).padStart(2, '0')}`,
    name: numberName(periodicity, index + 1),
  }))
}

/** A term without a caption: named by its full code, by its place where the year is full, by its id otherwise. */
const fallback = (periodicity: Periodicity | undefined, id: string, index: number, count: number): string => {
  if (periodicity === undefined) return id
  if (/^\d{3,4}$/.test(id)) return numberName(periodicity, Number(id) % 100)
  return count === periodsInYear(periodicity) ? numberName(periodicity, index + 1) : `период ${id}`
}

/** Weeks of a year by ISO 8601: 53 where it begins or, in a leap year, ends on a Thursday. */
const weeksIn = (year: number): number => {
  const weekday = (month: number, day: number): number => new Date(Date.UTC(year, month, day)).getUTCDay()
  return weekday(0, 1) === 4 || weekday(11, 31) === 4 ? 53 : 52
}

/** The name of a report's period: «II квартал»; the code itself where it is not known. */
export const periodName = (template: FormTemplate, year: string, period: string): string => {
  const choices = periodsOf(template, Number(year))
  const same = choices.find(({ code }) => Number(code) === Number(period)) ?? choices[placeOf(period, choices.length)]
  return same?.name ?? period
}

/** A short number that no dictionary names is the place in the year. */
const placeOf = (period: string, count: number): number => {
  const number = Number(period)
  return number >= 1 && number <= count ? number - 1 : -1
}

/**
 * Year and period of the report that {{…}} reads: the period before, the last of the year before for the first. Undefined
 * for a period that the form does not have.
 */
export const previousPeriod = (
  template: FormTemplate,
  at: { readonly year: string; readonly period: string },
  which: 'period-before' | 'year-before' = 'period-before',
): { readonly year: string; readonly period: string } | undefined => {
  if (!/^\d{4}$/.test(at.year)) return undefined
  const before = String(Number(at.year) - 1)
  if (which === 'year-before') return { year: before, period: at.period }
  const choices = periodsOf(template, Number(at.year))
  const found = choices.findIndex(({ code }) => Number(code) === Number(at.period))
  const place = found === -1 ? placeOf(at.period, choices.length) : found
  if (place === -1) return undefined
  const short = found === -1
  const code = (choice: PeriodChoice | undefined, index: number): string | undefined =>
    choice === undefined ? undefined : short ? String(index + 1) : choice.code
  if (place > 0) return withPeriod(at.year, code(choices[place - 1], place - 1))
  const last = periodsOf(template, Number(before))
  return withPeriod(before, code(last.at(-1), last.length - 1))
}

const withPeriod = (year: string, period: string | undefined) => (period === undefined ? undefined : { year, period })
