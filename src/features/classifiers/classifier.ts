import type { Day } from '../../db/db'

/** The classifiers that the system keeps; the same words as in the database. */
export const CLASSIFIERS = ['okved2', 'okved', 'okopf', 'okfs', 'oksm', 'okogu', 'oktmo', 'okato'] as const
export type ClassifierName = (typeof CLASSIFIERS)[number]

export type ClassifierCode = {
  code: string
  name: string
  /** The code of the heading it stands under. */
  parent: string | null
  /** False for headings: they are shown, not chosen. */
  selectable: boolean
  /** First and last day on which the code is in force; null is «always». */
  validFrom: Day | null
  validTo: Day | null
}

/** Whether a code was closed before this day. Registers still hold such codes: a warning, never an error. */
export const isSuperseded = (code: Pick<ClassifierCode, 'validTo'>, today: Day): boolean =>
  code.validTo !== null && code.validTo < today

/** «12300 – Общества с ограниченной ответственностью». */
export const codeLabel = (code: Pick<ClassifierCode, 'code' | 'name'>): string => `${code.code} – ${code.name}`
