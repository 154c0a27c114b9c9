import {
  cellRule,
  type Dictionary,
  type FormTemplate,
  type ReportSection,
  type TemplateColumn,
  type TemplateRow,
  type TemplateSection,
  typedNumber,
} from '../../../flk'
import type { Line } from '../sheet'
import { isOpen, valueIn } from '../sheet-cell'
import { byCodes } from './by-codes'
import { byPlace } from './by-place'
import type { Block, Left, Placed, Placement, Target } from './placement'
import { putValues } from './put-values'

/** Lays a block over a section. Empty cells of the block change nothing; of two values for one cell the latter counts. */
export const placeBlock = (
  template: FormTemplate,
  section: TemplateSection,
  stored: ReportSection | undefined,
  block: Block,
  target: Target,
): Placement => {
  const { pairs, left } =
    target.layout === 'codes' ? byCodes(section, stored, block) : byPlace(section, stored, block, target)
  const placed = new Map<string, Placed>()
  for (const { line, column, text } of pairs) {
    if (text === '') continue
    if (isOpen(line, column)) {
      const value = valueFor(template, line.row, column, text)
      placed.set(`${nameOf(line)} ${column.key}`, { line, column, value, was: valueIn(line.stands, column) })
    } else left.push(closedCell(line, column, text))
  }
  const all = [...placed.values()]
  return { ...putValues(section, stored, all), placed: all, left }
}

const nameOf = ({ row, occurrence }: Line): string => `${row.key} ${occurrence}`

const closedCell = ({ row }: Line, column: TemplateColumn, value: string): Left => ({
  value,
  why: `строка ${row.code}, графа ${column.code}: эта ячейка не заполняется`,
})

const names = new WeakMap<Dictionary, Map<string, string | undefined>>()

/** The id of the term that is called so; a name that several terms have says nothing. */
const idOfName = (dictionary: Dictionary, name: string): string | undefined => {
  let known = names.get(dictionary)
  if (known === undefined) {
    known = new Map()
    for (const term of dictionary.terms) {
      const key = term.name.toLowerCase()
      known.set(key, known.has(key) ? undefined : term.id)
    }
    names.set(dictionary, known)
  }
  return known.get(name.toLowerCase())
}

/** Numbers as people write them; the name of a term stands for its code. */
const valueFor = ({ dictionaries }: FormTemplate, row: TemplateRow, column: TemplateColumn, text: string): string => {
  const rule = cellRule(row, column)
  const id = rule?.check?.kind === 'appendix' ? rule.check.dictionary : rule?.dictionary
  const dictionary = id === undefined ? undefined : dictionaries.get(id)
  if (dictionary !== undefined && !dictionary.has(text)) return idOfName(dictionary, text) ?? text
  return rule?.format?.kind === 'number' ? typedNumber(text) : text
}
