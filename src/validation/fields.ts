import { z } from 'zod'
import type { Field } from './form'
import { judge } from './judge'

/**
 * Builds a field from a function: return the value, or call `fail` with the name of the rule and the sentence.
 * All our identifiers are written this way: one rule, one sentence, next to each other.
 */
export const field = <T>(parse: (typed: string, fail: (rule: string, message: string) => never) => T) =>
  z.string().transform((typed, ctx): T => {
    try {
      return parse(typed.trim(), (rule, message) => {
        throw new FieldFailure(rule, message)
      })
    } catch (error) {
      if (!(error instanceof FieldFailure)) throw error
      ctx.addIssue({ code: 'custom', message: error.message, params: { rule: error.rule } })
      return z.NEVER
    }
  })

/** Thrown for each wrong field of a form: an Error would write down the stack every time, which costs more than the rule. */
class FieldFailure {
  constructor(
    readonly rule: string,
    readonly message: string,
  ) {}
}

/** The field may be left empty; then its value is null. */
export const optional = <T>(inner: z.ZodType<T, string>) =>
  z.string().transform((typed, ctx): T | null => {
    if (typed.trim() === '') return null
    const result = judge(inner, typed)
    if (result.success) return result.data
    for (const issue of result.error.issues) ctx.addIssue({ ...issue, code: 'custom' })
    return z.NEVER
  })

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
