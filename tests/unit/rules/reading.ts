import type { Field } from '../../../src/validation/rule'

/** The value that a field makes of what was typed; fails when the field refuses it. */
export const valueOf = (field: Field, typed: string): unknown => field.parse(typed)

/** Name of the rule by which a field refuses what was typed; undefined when it takes it. */
export const ruleOf = (field: Field, typed: string): string | undefined => {
  const issue = field.safeParse(typed).error?.issues[0]
  return issue === undefined ? undefined : String((issue as { params?: { rule?: string } }).params?.rule)
}

/** The sentence that the person reads; undefined when the field takes what was typed. */
export const sentenceOf = (field: Field, typed: string): string | undefined =>
  field.safeParse(typed).error?.issues[0]?.message

/** Every string that differs from `digits` in one digit. */
export const withOneDigitChanged = (digits: string): string[] =>
  [...digits].flatMap((digit, place) =>
    [...'0123456789']
      .filter(other => other !== digit)
      .map(other => digits.slice(0, place) + other + digits.slice(place + 1)),
  )

/** A sequence of numbers that looks random and is the same in every run (linear congruential, modulus 2^31). */
export const sequence = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state
  }
}
