import type { z } from 'zod'
import type { Finding } from './finding'
import { type Field, FieldFailure, ruleOf } from './rule'
import { sentText } from './sent-text'

/** What a person typed, by field name, exactly as it came from the browser (trimmed of nothing). */
export type RawValues = Record<string, string>

type Values<S extends Record<string, Field>> = { [K in keyof S]: z.output<S[K]> }

/** The outcome of reading a form: `value` is there only when no field has an error. */
export type Parsed<T> = { raw: RawValues; value: T | undefined; known: Partial<T>; errors: Finding[] }

export type Form<T> = {
  fields: readonly string[]
  /** Picks the form's fields out of a request body; anything else in the body does not exist. */
  read: (body: unknown) => RawValues
  /** Applies every field's rules. `known` holds the values of the fields that are right. */
  parse: (raw: RawValues) => Parsed<T>
}

/**
 * Declares a form: the order of the fields is the order on the page and of the messages.
 * The first issue of a field is its message: one sentence a field, all fields at once.
 */
export const defineForm = <S extends Record<string, Field>>(fields: S): Form<Values<S>> => {
  const names = Object.keys(fields)
  const rules = names.map(name => [name, ruleOf(fields[name] as Field)] as const)
  return {
    fields: names,
    read: body => Object.fromEntries(names.map(name => [name, sentText(body, name)])),
    parse: raw => {
      const known: Record<string, unknown> = {}
      const errors: Finding[] = []
      for (const [name, rule] of rules) {
        try {
          known[name] = rule(raw[name] ?? '')
        } catch (failure) {
          if (!(failure instanceof FieldFailure)) throw failure
          errors.push({ field: name, severity: 'error', rule: failure.rule, message: failure.message })
        }
      }
      const value = errors.length === 0 ? (known as Values<S>) : undefined
      return { raw, value, known: known as Partial<Values<S>>, errors }
    },
  }
}
