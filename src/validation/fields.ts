import type { z } from 'zod'
import type { Field } from './rule'
import { FieldFailure, fieldOf, ruleOf } from './rule'

/**
 * Builds a field from a function: return the value, or call `fail` with the name of the rule and the sentence.
 * All our identifiers are written this way: one rule, one sentence, next to each other.
 */
export const field = <T>(parse: (typed: string, fail: (rule: string, message: string) => never) => T) =>
  fieldOf(typed => parse(typed.trim(), fail))

const fail = (rule: string, message: string): never => {
  throw new FieldFailure(rule, message)
}

/** The field may be left empty; then its value is null. */
export const optional = <T>(inner: z.ZodType<T, string>) => {
  const rule = ruleOf(inner)
  return fieldOf((typed): T | null => (typed.trim() === '' ? null : rule(typed)))
}

/** Free text up to `max` characters. Control characters other than line feed and tab are refused by name. */
export const text = (options: { required?: string; max: number; tooLong: string }) =>
  field((typed, fail) => {
    if (typed === '' && options.required !== undefined) fail('required', options.required)
    if ([...typed].length > options.max) fail('too_long', options.tooLong)
    if (CONTROL.test(typed)) fail('control_characters', 'Удалите из текста невидимые управляющие символы')
    return typed
  })

const CONTROL =
  /[\u0000-\u0008\u000B-\u001F\u007F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** One of a closed list of values. */
export const choice = <T extends string>(allowed: readonly T[], required: string) =>
  field((typed, fail): T => allowed.find(value => value === typed) ?? fail('required', required))

/** One of the keys of a list of names, as select boxes and radios offer them. */
export const choiceOf = <T extends Record<string, string>>(names: T, required: string) =>
  choice(Object.keys(names) as (keyof T & string)[], required)

export type { Field }
