import { type Code, codes } from './codes'
import type { LineValue, Part, Verdict } from './parts'

/** Names, numbers and instants (ISO 8601) that the sentence of a code speaks of. */
export type Details = Readonly<Record<string, string>>

/** One finding of a check: plain data, stored with the document and turned into a sentence when it is shown. */
export type Line = { part: Part; value: LineValue; code: Code; details: Details }

export const line = (code: Code, details: Details = {}): Line => {
  const { part, value } = codes[code]
  return { part, value, code, details }
}

/** One part that fails makes the whole invalid; one that could not be checked leaves it open. */
export const verdictOf = (findings: readonly { value: LineValue }[]): Verdict => {
  if (findings.some(({ value }) => value === 'invalid')) return 'invalid'
  return findings.some(({ value }) => value === 'unknown') ? 'unknown' : 'valid'
}
