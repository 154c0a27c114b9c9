import type { Dictionary, FormTemplate, TemplateCell } from '../../../flk'
import { formatInWords, typedNumber } from '../../../flk'
import { element } from './element'

export type CellField = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** Lists up to this length are shown to choose from; longer ones are typed and checked. */
const LONGEST_LIST = 500
/** Texts from this length on get more than one line. */
const LONG_TEXT = 60

/** The field of a cell, as its rule wants it. `title` is what a screen reader says of it. */
export const cellField = (rule: TemplateCell, template: FormTemplate, title: string): CellField => {
  const { check, dictionary, format } = rule
  const listed = check?.kind === 'appendix' ? check.dictionary : dictionary
  const terms = listed === undefined ? undefined : template.dictionaries.get(listed)
  const attributes = {
    'aria-label': title,
    title: format === undefined ? undefined : formatInWords(format),
    required: rule.inputType === 1,
  }
  if (check?.kind === 'list')
    return chosen(
      check.values.map(value => [value, value]),
      attributes,
    )
  if (check !== undefined && terms !== undefined && terms.terms.length <= LONGEST_LIST)
    return chosen(captions(terms), attributes)
  if (format?.kind === 'text' && format.length > LONG_TEXT) return element('textarea', { ...attributes, rows: '3' })
  const numeric = format?.kind === 'number'
  return element('input', {
    ...attributes,
    type: 'text',
    autocomplete: 'off',
    inputmode: numeric ? 'decimal' : undefined,
    'data-number': numeric,
    size: String(Math.min(30, Math.max(8, numeric ? format.integer : (format?.length ?? 10)))),
  })
}

const captions = ({ terms }: Dictionary): [string, string][] =>
  terms.map(({ id, name }) => [id, name === '' ? id : `${id} — ${name}`])

const chosen = (
  options: readonly (readonly [string, string])[],
  attributes: Readonly<Record<string, string | boolean | undefined>>,
): HTMLSelectElement =>
  element(
    'select',
    attributes,
    element('option', { value: '' }, '—'),
    ...options.map(([value, caption]) => element('option', { value }, caption)),
  )

/** What stands in a field, as a report wants it: «1 234,5» is 1234.5. */
export const fieldValue = (field: CellField): string =>
  field.hasAttribute('data-number') ? typedNumber(field.value) : field.value.trim()

/** Puts a value into a field; one that is not in its list is added to it, so that nothing gets lost. */
export const setField = (field: CellField, value: string): void => {
  if (field instanceof HTMLSelectElement && ![...field.options].some(option => option.value === value)) {
    const same = [...field.options].find(option => option.value.toLowerCase() === value.toLowerCase())
    if (same === undefined) field.append(element('option', { value }, value))
    else value = same.value
  }
  field.value = value
}
