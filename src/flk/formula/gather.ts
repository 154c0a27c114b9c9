import { formulaKey, termKey } from '../codes'
import { power, type Rational, rational } from '../number/rational'
import type { FlkOptions } from '../options'
import type { LoadedReport, LoadedRow, LoadedSection } from '../report-data/loaded-report'
import type { Matrix } from './matrix'
import { NotApplicable } from './not-applicable'
import type { Selection, SpecificFilter } from './selection'

/** The reports that a formula may look at. */
export interface Reports {
  readonly current: LoadedReport
  readonly previous: LoadedReport | undefined
}

/** Makes a reader of the selected cells: a matrix of physical rows × columns. */
export const gatherer = (selection: Selection, options: FlkOptions): ((reports: Reports) => Matrix) => {
  const { section, previous, rows, columns, columnCodes, filters } = selection
  const width = section.columns.length
  return reports => {
    const loaded = (previous ? reports.previous : reports.current)?.get(section)
    if (loaded === undefined) throw new NotApplicable('нет отчёта за прошлый период')
    const physical = physicalRows(loaded, rows)
    const kept =
      filters.length === 0
        ? physical
        : physical.filter(row => filters.every(filter => passes(filter, row, columnCodes)))
    if (kept.length === 0 && options.noSuchSpecific === 'skip')
      throw new NotApplicable('строк с такими спецификами нет')
    const found = kept.length > 0 ? kept : rows.map(position => absent(section.rows[position]?.code ?? '', position))
    return {
      rows: found.length,
      columns: columns.length,
      section: section.section.code,
      rowPlaces: found,
      columnPlaces: columnCodes,
      numbers: numbersAt(loaded, found, columns, width),
    }
  }
}

const physicalRows = ({ byPosition }: LoadedSection, rows: readonly number[]): LoadedRow[] => {
  const found: LoadedRow[] = []
  for (const position of rows) for (const row of byPosition[position] ?? []) found.push(row)
  return found
}

const absent = (code: string, position: number): LoadedRow => ({
  code,
  position,
  index: -1,
  offset: -1,
  source: undefined,
})

const passes = (
  { specific, ownColumn, permitted, defaults }: SpecificFilter,
  row: LoadedRow,
  columns: readonly string[],
): boolean => {
  const values = permitted.get(row.position)
  if (values === undefined) return false
  if (ownColumn) return values.has(termKey(row.source?.specifics[specific] ?? defaults.get(row.position) ?? ''))
  const keys = new Set(columns.map(formulaKey))
  return (
    row.source?.cells.some(({ column, value }) => keys.has(formulaKey(column)) && values.has(termKey(value))) ?? false
  )
}

const numbersAt = (
  { units, scale, oversized }: LoadedSection,
  rows: readonly LoadedRow[],
  columns: readonly number[],
  width: number,
): Matrix['numbers'] => {
  const length = rows.length * columns.length
  const picked = new Float64Array(length)
  let at = 0
  for (const { offset } of rows)
    for (const column of columns) {
      picked[at] = offset === -1 || column >= width ? Number.NaN : (units[offset + column] ?? Number.NaN)
      at += 1
    }
  if (oversized.size === 0) return { exact: false, scale, units: picked }
  const places = rows.flatMap(({ offset }) => columns.map(column => (offset === -1 ? -1 : offset + column)))
  if (!places.some(place => oversized.has(place))) return { exact: false, scale, units: picked }
  const unit = power(scale)
  const values = places.map((place, index): Rational | null => {
    const value = picked[index] ?? Number.NaN
    return oversized.get(place) ?? (Number.isNaN(value) ? null : rational(BigInt(value), unit))
  })
  return { exact: true, values }
}
