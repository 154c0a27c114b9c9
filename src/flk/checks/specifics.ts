import { codeKey, termKey } from '../codes'
import { shortened } from '../number/decimal-text'
import type { Specifics } from '../report/model'
import type { Dictionary } from '../template/dictionary'
import {
  cellRule,
  type SpecificName,
  type TemplateCell,
  type TemplateColumn,
  type TemplateRow,
} from '../template/model'
import type { SectionIndex } from '../template/template-index'
import type { ValueError } from './value'

/** What counts as a row's specific: what the row says, otherwise the template's default; empty for none. */
export const effectiveSpecific = (
  section: SectionIndex,
  row: TemplateRow,
  specifics: Specifics,
  name: SpecificName,
): string => {
  const given = specifics[name]?.trim() ?? ''
  if (given !== '') return given
  const column = section.specificColumns.get(name)
  return (column === undefined ? undefined : cellRule(row, column)?.defaultValue) ?? ''
}

interface SpecificPlace {
  readonly section: SectionIndex
  readonly row: TemplateRow
  readonly specifics: Specifics
  readonly dictionaries: ReadonlyMap<string, Dictionary>
}

/** Judges one specific of a row by the rule of its column. */
export const checkSpecific = (
  name: SpecificName,
  column: TemplateColumn,
  rule: TemplateCell,
  place: SpecificPlace,
): ValueError[] => {
  const { section, row, specifics, dictionaries } = place
  const value = effectiveSpecific(section, row, specifics, name)
  if (value === '')
    return rule.inputType === 1 ? [{ code: '3.4', message: `Укажите «${column.name || column.code}».` }] : []
  if (rule.format?.kind === 'text' && [...value].length > rule.format.length)
    return [{ code: '3.11', message: `Значение «${shortened(value)}» длиннее ${rule.format.length} знаков.` }]
  const { check, dictionary } = rule
  const listed = check?.kind === 'appendix' ? check.dictionary : check?.kind === 'dictionary' ? dictionary : undefined
  if (listed !== undefined && dictionaries.get(listed)?.has(value) === false)
    return [
      { code: '3.7', message: `Значения «${shortened(value)}» нет в справочнике. Выберите значение из справочника.` },
    ]
  if (check?.kind !== 'related' || dictionary === undefined) return []
  const other = otherSpecific(check.column, place)
  const related = dictionaries.get(dictionary)?.term(value)?.relations.get(check.relation)
  return related?.includes(termKey(other))
    ? []
    : [{ code: '3.8', message: `Значение «${shortened(value)}» не сочетается со значением «${shortened(other)}».` }]
}

const otherSpecific = (code: string, { section, row, specifics }: SpecificPlace): string => {
  for (const [name, column] of section.specificColumns)
    if (column.key === codeKey(code)) return effectiveSpecific(section, row, specifics, name)
  return ''
}
