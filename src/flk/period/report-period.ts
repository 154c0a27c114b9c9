import type { FlkOptions } from '../options'
import { dictionaryOf } from '../template/dictionary-names'
import type { FormTemplate } from '../template/model'
import { type Periodicity, periodsInYear } from './periodicity'

/** A period code taken apart. */
export interface PeriodNumber {
  /** Periodicity that a full code names; that of the template for a short one. */
  readonly type: Periodicity | undefined
  /** &NP of the controls. */
  readonly number: number
  /** Whether the code names its periodicity (0401) or only a number of the form's own dictionary (3). */
  readonly full: boolean
}

/** Full codes: type of periodicity and number in the year (S_TIME). */
const fullType = (code: number): Periodicity | undefined => {
  const type = Math.trunc(code / 100)
  const number = code % 100
  if (type !== 1 && type !== 2 && type !== 4 && type !== 12 && type !== 36 && type !== 56) return undefined
  return number >= 1 && number <= periodsInYear(type) ? type : undefined
}

/** Reads the period of a report; undefined where it is no number. */
export const readPeriod = (template: FormTemplate, period: string, options: FlkOptions): PeriodNumber | undefined => {
  if (!/^\d{1,4}$/.test(period)) return undefined
  const code = Number(period)
  const type = fullType(code)
  if (type !== undefined) return { type, number: code % 100, full: true }
  const step = options.shortPeriod === 'gcd' ? commonStep(permitted(template)) : 1
  return { type: template.periodicity, number: code % step === 0 ? code / step : code, full: false }
}

/** The period codes that a template permits, as numbers in the order of its dictionary. */
const permitted = (template: FormTemplate): number[] =>
  dictionaryOf(template, 's_time', 's_mes')
    ?.terms.map(({ id }) => Number(id))
    .filter(code => Number.isInteger(code)) ?? []

const commonStep = (codes: readonly number[]): number => codes.reduce((a, b) => divisor(a, b), 0) || 1
const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))

/** Months that end a period: what short codes name where a template has no dictionary of its own. */
const CLOSING_MONTHS: Readonly<Partial<Record<Periodicity, readonly number[]>>> = {
  1: [12],
  2: [6, 12],
  4: [3, 6, 9, 12],
}

/** Whether a report of the template can be for this period. */
export const isPermittedPeriod = (template: FormTemplate, { number, type }: PeriodNumber, period: string): boolean => {
  if (type === undefined || type !== template.periodicity) return false
  const codes = permitted(template)
  if (codes.length > 0)
    return codes.includes(Number(period)) || codes.includes(number) || (number >= 1 && number <= codes.length)
  return (number >= 1 && number <= periodsInYear(type)) || (CLOSING_MONTHS[type]?.includes(number) ?? false)
}
