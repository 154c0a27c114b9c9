import { optional, text } from '../../validation/fields'
import type { Finding } from '../../validation/finding'
import { defineForm, type RawValues } from '../../validation/form'
import { type RemarkTarget, WHOLE } from './remark-targets'

const MAX_REMARK = 500
const MAX_WHOLE = 2000

/** The input of a remark, apart from the field it is about. */
export const remarkInput = (target: string): string => `remark-${target}`

const WHOLE_INPUT = remarkInput(WHOLE)

/** Remarks out of a body, whatever they are about: which targets there are is known only with the application. */
export const readRemarks = (body: unknown): RawValues => {
  const names = Object.keys(body ?? {}).filter(name => /^remark-[\w-]{1,60}$/.test(name))
  return defineForm(Object.fromEntries(names.map(name => [name, optional(text(remark(MAX_WHOLE)))]))).read(body)
}

export type RemarkGiven = { field: string; label: string; text: string }

/** The remarks that were made, in the order of the page; at least one is needed. */
export const parseRemarks = (
  raw: RawValues,
  targets: readonly RemarkTarget[],
): { remarks: RemarkGiven[]; errors: Finding[] } => {
  const all = [...targets, { name: WHOLE, label: 'Заявка в целом', value: '' }]
  const form = defineForm(
    Object.fromEntries(
      all.map(({ name }) => [remarkInput(name), optional(text(remark(name === WHOLE ? MAX_WHOLE : MAX_REMARK)))]),
    ),
  )
  const { errors, known } = form.parse(raw)
  const remarks = all.flatMap(({ name, label }) => {
    const said = known[remarkInput(name)]
    return said ? [{ field: name, label, text: said }] : []
  })
  return { remarks, errors: errors.length === 0 && remarks.length === 0 ? [NONE] : errors }
}

const remark = (max: number) => ({ max, tooLong: `Замечание не длиннее ${max} знаков: сократите его` })

const NONE: Finding = {
  field: WHOLE_INPUT,
  severity: 'error',
  rule: 'remarks.required',
  message: 'Напишите хотя бы одно замечание: что исправить в заявке',
}
