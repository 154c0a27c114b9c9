import { formulaKey, termKey } from '../codes'
import type { FlkOptions } from '../options'
import { cellRule, type FormTemplate, SPECIFICS, type SpecificName } from '../template/model'
import type { SectionIndex, TemplateIndex } from '../template/template-index'
import type { CellNode, Items } from './ast'
import { NotApplicable } from './not-applicable'

/** What a cell reference means in one template: settled once, when the control is compiled. */
export interface Selection {
  readonly section: SectionIndex
  readonly previous: boolean
  /** Positions of rows and value columns in the order of the template. */
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly columnCodes: readonly string[]
  readonly filters: readonly SpecificFilter[]
}

/** Keeps the physical rows whose specific is one of those named. */
export interface SpecificFilter {
  readonly specific: SpecificName
  /** The section has such a column; otherwise the filter looks at the values of the cells. */
  readonly ownColumn: boolean
  /** Permitted values in lower case, by the position of the row in the template. */
  readonly permitted: ReadonlyMap<number, ReadonlySet<string>>
  /** What counts where a row names no specific, in lower case. */
  readonly defaults: ReadonlyMap<number, string>
}

/** Settles a reference. Throws `NotApplicable` where the template does not have what it names. */
export const selectionOf = (
  node: CellNode,
  template: FormTemplate,
  index: TemplateIndex,
  options: FlkOptions,
): Selection => {
  const section = index.get(formulaKey(node.section))
  if (section === undefined) throw new NotApplicable(`в шаблоне нет раздела ${node.section}`)
  const name = (what: string): string => `в разделе ${section.section.code} нет ${what}`
  const rows = expanded(node.rows, section.rowPositions, code => name(`строки ${code}`))
  const columns = expanded(node.columns, section.columnPositions, code => name(`графы ${code}`))
  if (rows.length === 0) throw new NotApplicable(name('ни одной из указанных строк'))
  if (columns.length === 0) throw new NotApplicable(name('ни одной из указанных граф'))
  return {
    section,
    previous: node.previous,
    rows,
    columns,
    columnCodes: columns.map(position => section.columns[position]?.code ?? ''),
    filters: SPECIFICS.flatMap((specific, place) => {
      const items = node.specifics[place] ?? '*'
      const filter =
        items === '*' ? undefined : filterOf(specific, items, { section, rows, columns, template, options })
      return filter === undefined ? [] : [filter]
    }),
  }
}

/**
 * Codes as positions in the order of the template, each once. A range goes from place to place and not from number to
 * number; its ends must exist, single codes that do not are dropped.
 */
const expanded = (
  items: Items,
  positions: ReadonlyMap<string, number>,
  missing: (code: string) => string,
): readonly number[] => {
  if (items === '*') return [...positions.values()]
  const found = new Set<number>()
  for (const { from, to, range } of items) {
    const first = positions.get(formulaKey(from))
    const last = positions.get(formulaKey(to))
    if (range && first === undefined) throw new NotApplicable(missing(from))
    if (range && last === undefined) throw new NotApplicable(missing(to))
    if (first === undefined || last === undefined) continue
    for (let position = first; position <= last; position += 1) found.add(position)
  }
  return [...found].sort((a, b) => a - b)
}

interface FilterPlace {
  readonly section: SectionIndex
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly template: FormTemplate
  readonly options: FlkOptions
}

const filterOf = (
  specific: SpecificName,
  items: Exclude<Items, '*'>,
  { section, rows, columns, template, options }: FilterPlace,
): SpecificFilter | undefined => {
  const column = section.specificColumns.get(specific)
  if (column === undefined && options.filterWithoutSpecific === 'ignore') return undefined
  const looked = column ?? section.columns[columns[0] ?? -1]
  const permitted = new Map<number, ReadonlySet<string>>()
  const defaults = new Map<number, string>()
  for (const position of rows) {
    const row = section.rows[position]
    const rule = row === undefined || looked === undefined ? undefined : cellRule(row, looked)
    const values = valuesOf(items, rule?.dictionary, template, options)
    const byDefault = column === undefined ? '' : termKey(rule?.defaultValue ?? '')
    permitted.set(position, values)
    if (byDefault !== '') defaults.set(position, byDefault)
    const keys = row?.keySpecifics
    const foreign = column !== undefined && keys !== undefined && !keys.includes(column.code)
    if (foreign && options.foreignSpecific === 'skip' && [...values].some(value => value !== byDefault))
      throw new NotApplicable(`специфика ${specific} не является ключевой для строки ${row?.code}`)
  }
  return { specific, ownColumn: column !== undefined, permitted, defaults }
}

const valuesOf = (
  items: Exclude<Items, '*'>,
  dictionary: string | undefined,
  { dictionaries }: FormTemplate,
  options: FlkOptions,
): ReadonlySet<string> => {
  const values = new Set<string>()
  for (const { from, to, range } of items) {
    if (!range) {
      values.add(termKey(from))
      continue
    }
    const terms = dictionary === undefined ? undefined : dictionaries.get(dictionary)
    const between = terms?.range(from, to, options.specificOrder)
    if (between === undefined) throw new NotApplicable(`диапазона специфик ${from}-${to} нет в справочнике`)
    for (const value of between) values.add(value)
  }
  return values
}
