import type { Day } from '../../db/db'

/** Which periods of a form an assignment is for: those that end between two days. */
export type Covers = { from: Day; until: Day }

/** Every period, whenever it ends. */
export const ALWAYS: Covers = { from: '1900-01-01', until: '9999-12-31' }

/** All periods of a year. */
export const coversYear = (year: number): Covers => ({ from: `${year}-01-01`, until: `${year}-12-31` })

/** Whether one of the assignments is for the period that ends on this day. */
export const isCovered = (covers: readonly Covers[], end: Day): boolean =>
  covers.some(({ from, until }) => from <= end && end <= until)
