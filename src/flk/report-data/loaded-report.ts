import { formulaKey, underCode } from '../codes'
import { MAX_SCALE, MAX_UNITS } from '../number/column-numbers'
import { decimalParts } from '../number/decimal-text'
import { power, type Rational, rationalFrom } from '../number/rational'
import type { Report, ReportRow, ReportSection } from '../report/model'
import type { SectionIndex, TemplateIndex } from '../template/template-index'

/** A physical row of a report, or the row of nulls that stands for one that is not there. */
export interface LoadedRow {
  /** Code as in the template. */
  readonly code: string
  /** Position among the section's data rows in the template. */
  readonly position: number
  /** Place among the rows of the section in the report; -1 for a row that is not there. */
  readonly index: number
  /** Where its values begin; -1 for a row that is not there. */
  readonly offset: number
  readonly source: ReportRow | undefined
}

/** The values of a section, ready for formulas: physical rows by the position of their template row. */
export interface LoadedSection {
  readonly byPosition: readonly (readonly LoadedRow[])[]
  /** Values in whole units of 10^-scale, a row of value columns each; NaN where there is none. */
  readonly units: Float64Array
  readonly scale: number
  /** Values that no double holds, by their place in `units`. */
  readonly oversized: ReadonlyMap<number, Rational>
}

/** A report by sections of the template's index. */
export type LoadedReport = ReadonlyMap<SectionIndex, LoadedSection>

/** Puts the values of a report where formulas find them. What the template does not know is left out. */
export const loadReport = (index: TemplateIndex, report: Report): LoadedReport => {
  const given = new Map<string, ReportSection[]>()
  for (const section of report.sections) {
    const key = formulaKey(section.code)
    given.set(key, [...(given.get(key) ?? []), section])
  }
  return new Map(Array.from(index, ([key, section]) => [section, loadSection(section, given.get(key) ?? [])]))
}

const loadSection = (index: SectionIndex, sections: readonly ReportSection[]): LoadedSection => {
  const width = index.columns.length
  const rows = sections.flatMap(({ rows }) => rows)
  const byPosition: LoadedRow[][] = index.rows.map(() => [])
  const texts = Array.from<string | undefined>({ length: rows.length * width })
  let scale = 0
  let offset = 0
  for (const [place, row] of rows.entries()) {
    const position = underCode(index.rowPositions, row.code)
    if (position === undefined) continue
    const code = index.rows[position]?.code ?? row.code
    byPosition[position]?.push({ code, position, index: place, offset, source: row })
    for (const { column, value } of row.cells) {
      const at = underCode(index.columnPositions, column)
      if (at === undefined) continue
      texts[offset + at] = value
      const point = value.indexOf('.')
      if (point !== -1) scale = Math.max(scale, value.length - point - 1)
    }
    offset += width
  }
  return { byPosition: withAbsent(index, byPosition), ...numbersOf(texts.slice(0, offset), Math.min(scale, MAX_SCALE)) }
}

/** A row of the template that no physical row has is one row of nulls. */
const withAbsent = (index: SectionIndex, byPosition: readonly LoadedRow[][]): LoadedRow[][] =>
  byPosition.map((rows, position) =>
    rows.length > 0
      ? rows
      : [{ code: index.rows[position]?.code ?? '', position, index: -1, offset: -1, source: undefined }],
  )

/** Doubles hold decimal numbers of up to 15 digits so well that rounding to whole units finds the exact one. */
const SAFE_DIGITS = 15

const numbersOf = (texts: readonly (string | undefined)[], scale: number) => {
  const units = new Float64Array(texts.length).fill(Number.NaN)
  const oversized = new Map<number, Rational>()
  const unit = 10 ** scale
  for (let index = 0; index < texts.length; index += 1) {
    const text = texts[index]
    const parts = text === undefined ? undefined : decimalParts(text)
    if (text === undefined || parts === undefined) continue
    if (parts.integer.length + scale <= SAFE_DIGITS && parts.fraction.length <= scale) {
      units[index] = Math.round(Number(text) * unit)
      continue
    }
    const exact = rationalFrom(text)
    if (exact === undefined) continue
    const scaled = exact.n * power(scale)
    if (scaled % exact.d === 0n && scaled / exact.d <= MAX_UNITS && scaled / exact.d >= -MAX_UNITS)
      units[index] = Number(scaled / exact.d)
    else oversized.set(index, exact)
  }
  return { units, scale, oversized }
}
