import { z } from 'zod'

/** A field turns the string that was typed into a value; its zod issues carry the Russian sentences. */
export type Field = z.ZodType<unknown, string>

/** What a rule throws: an Error would write down the stack every time, which costs more than the rule. */
export class FieldFailure {
  constructor(
    readonly rule: string,
    readonly message: string,
  ) {}
}

/** Gives the value of what was typed, or throws a FieldFailure. */
export type Rule<T> = (typed: string) => T

const rules = new WeakMap<Field, Rule<unknown>>()

/** A zod type made of one rule. A form asks the rule itself: going through zod costs several times as much. */
export const fieldOf = <T>(rule: Rule<T>) => {
  const field = z.string().transform((typed, ctx): T => {
    try {
      return rule(typed)
    } catch (error) {
      if (!(error instanceof FieldFailure)) throw error
      ctx.addIssue({ code: 'custom', message: error.message, params: { rule: error.rule } })
      return z.NEVER
    }
  })
  rules.set(field, rule)
  return field
}

/** The rule of a field; one that was written as a zod type throws its first issue. */
export const ruleOf = <T>(field: z.ZodType<T, string>): Rule<T> =>
  (rules.get(field) as Rule<T> | undefined) ??
  (typed => {
    const result = parseQuietly(field, typed)
    if (result.success) return result.data
    throw failureOf(result.error.issues[0])
  })

/** Like `safeParse`, without a stack. */
const parseQuietly = z.core._safeParse(z.core.$ZodError)

const failureOf = (issue: z.core.$ZodIssue | undefined): FieldFailure => {
  const params = issue?.code === 'custom' ? (issue.params as { rule?: string } | undefined) : undefined
  return new FieldFailure(params?.rule ?? issue?.code ?? 'invalid', issue?.message ?? 'Проверьте значение поля')
}
