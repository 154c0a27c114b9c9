/** How often a form is due, by the type codes of periods (S_TIME). */
export type Periodicity = 1 | 2 | 4 | 12 | 36 | 56

/** How many periods of a kind a year has. */
const COUNTS: Readonly<Record<Periodicity, number>> = { 1: 1, 2: 2, 4: 4, 12: 12, 36: 36, 56: 53 }

const NAMES: Readonly<Record<Periodicity, string>> = {
  1: 'год',
  2: 'полугодие',
  4: 'квартал',
  12: 'месяц',
  36: 'декада',
  56: 'неделя',
}

const ADJECTIVES: Readonly<Record<Periodicity, string>> = {
  1: 'годовая',
  2: 'полугодовая',
  4: 'квартальная',
  12: 'месячная',
  36: 'декадная',
  56: 'недельная',
}

/** The periodicity of `idp`, which may have a leading zero; undefined for a number that means none. */
export const readPeriodicity = (idp: string): Periodicity | undefined => {
  const number = /^\s*\d{1,4}\s*$/.test(idp) ? Number(idp) : 0
  return Object.hasOwn(COUNTS, number) ? (number as Periodicity) : undefined
}

/** How many periods of the kind a year has at most. */
export const periodsInYear = (periodicity: Periodicity): number => COUNTS[periodicity]

/** «квартал», «месяц». */
export const periodicityName = (periodicity: Periodicity): string => NAMES[periodicity]

/** «квартальная», «месячная», as of a form. */
export const periodicityAdjective = (periodicity: Periodicity): string => ADJECTIVES[periodicity]
