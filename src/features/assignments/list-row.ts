import { isOkpoLength } from '../../validation/rules/okpo'
import { ALWAYS, type Covers, coversYear } from '../forms/covers'
import type { YearPeriod } from '../forms/periods'
import type { Refusal } from './refusals'

/** A form that can be assigned, and the periods of a year of it. */
export type AssignableForm = { code: string; okud: string; periodsOf: (year: number) => readonly YearPeriod[] }

/** The cells of a row as they stand in the file. */
export type TypedRow = { okpo: string; form: string; year: string; period: string }

export type ListRow = { okpo: string; formCode: string; covers: Covers } | { refusal: Refusal }

/** Reads rows of a list: whose form it is, which form, and for which periods. */
export const rowReader = (forms: readonly AssignableForm[]) => {
  const byCode = new Map(forms.map(form => [form.code, form]))
  const byOkud = new Map<string, AssignableForm[]>()
  for (const form of forms) {
    const okud = String(Number(form.okud))
    byOkud.set(okud, [...(byOkud.get(okud) ?? []), form])
  }

  const formOf = (typed: string): AssignableForm | Refusal => {
    const own = byCode.get(typed)
    if (own !== undefined) return own
    const [only, ...others] = /^\d{6,7}$/.test(typed) ? (byOkud.get(String(Number(typed))) ?? []) : []
    if (only === undefined) return 'form.unknown'
    return others.length > 0 ? 'form.several' : only
  }

  return ({ okpo, form: typed, year, period }: TypedRow): ListRow => {
    if (!/^\d+$/.test(okpo) || !isOkpoLength(okpo)) return { refusal: 'okpo.format' }
    const form = formOf(typed)
    if (typeof form === 'string') return { refusal: form }
    const covers = coversOf(form, [year, period].filter(Boolean).join('-'))
    return typeof covers === 'string' ? { refusal: covers } : { okpo, formCode: form.code, covers }
  }
}

/** Empty: always; «2026»: a year; «2026-0201»: one period. */
const coversOf = (form: AssignableForm, typed: string): Covers | Refusal => {
  if (typed === '') return ALWAYS
  const found = /^(20\d\d)(?:\s*[-./]\s*(\d{1,4}))?$/.exec(typed)
  if (found === null) return 'period.format'
  const year = Number(found[1])
  if (found[2] === undefined) return coversYear(year)
  const period = form.periodsOf(year).find(({ code }) => Number(code) === Number(found[2]))
  return period === undefined ? 'period.unknown' : { from: period.end, until: period.end }
}
