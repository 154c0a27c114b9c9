import { formulaKey, underCode } from '../codes'
import { cellRule, type FormTemplate, specificColumns } from '../template/model'
import { indexTemplate, type SectionIndex } from '../template/template-index'
import type { Report, ReportCell, ReportRow, ReportSection, Specifics } from './model'

/** Something filled in that another version of the form has no place for. */
export interface LostValue {
  /** Field of the title, where it is one. */
  readonly field: string | null
  readonly section: string | null
  readonly row: string | null
  readonly column: string | null
  readonly specifics: Specifics
  readonly value: string
}

export interface CarriedOver {
  readonly report: Report
  /** What the new version has no place for; nothing else is left out. */
  readonly lost: readonly LostValue[]
}

/**
 * Brings a report to another version of its form: what has a place there is taken along, right or wrong, and what has none
 * is told. Year and period stay.
 */
export const carryOver = (report: Report, template: FormTemplate): CarriedOver => {
  const index = indexTemplate(template)
  const fields = new Set(template.title.map(({ field }) => field))
  const lost: LostValue[] = report.title
    .filter(({ name, value }) => !fields.has(name) && value !== '')
    .map(({ name, value }) => ({ ...NOWHERE, field: name, value }))
  const carried = new Map<string, ReportSection>()
  for (const section of report.sections) {
    const key = formulaKey(section.code)
    const place = index.get(key)
    if (place === undefined) lost.push(...section.rows.flatMap(row => wholeRow(section.code, row)))
    else {
      const rows = [...(carried.get(key)?.rows ?? []), ...carryRows(place, section, lost)]
      carried.set(key, { ...section, code: place.section.code, rows })
    }
  }
  return {
    report: {
      ...report,
      code: template.code,
      form: template.idf,
      shifr: template.shifr,
      version: template.version,
      formatVersion: template.formatVersion,
      title: template.title.map(
        ({ field }) => report.title.find(({ name }) => name === field) ?? { name: field, value: '' },
      ),
      sections: template.sections.map(({ code }) => carried.get(formulaKey(code)) ?? { code, rows: [] }),
    },
    lost,
  }
}

const NOWHERE = { field: null, section: null, row: null, column: null, specifics: {} } as const

const valuesOf = (section: string, { code, specifics }: ReportRow, cells: readonly ReportCell[]): LostValue[] =>
  cells.map(({ column, value }) => ({ ...NOWHERE, section, row: code, column, specifics, value }))

/** A row that has no place; where nothing but its specifics stands in it, those are what is lost. */
const wholeRow = (section: string, row: ReportRow): LostValue[] =>
  row.cells.length > 0
    ? valuesOf(section, row, row.cells)
    : Object.entries(row.specifics).map(([column, value]) => ({ ...NOWHERE, section, row: row.code, column, value }))

const carryRows = (place: SectionIndex, section: ReportSection, lost: LostValue[]): ReportRow[] =>
  section.rows.flatMap(given => {
    const position = underCode(place.rowPositions, given.code)
    const row = position === undefined ? undefined : place.rows[position]
    if (row === undefined) {
      lost.push(...wholeRow(section.code, given))
      return []
    }
    const hasPlace = ({ column }: ReportCell): boolean => {
      const at = underCode(place.columnPositions, column)
      const found = at === undefined ? undefined : place.columns[at]
      return found !== undefined && (cellRule(row, found)?.inputType ?? 0) !== 0
    }
    const names = new Set(specificColumns(place.section).map(({ specific }) => specific))
    const specifics = Object.entries(given.specifics).filter(([name, value]) => {
      const stays = row.type === 'M' || [...names].some(known => known === name)
      if (!stays) lost.push({ ...NOWHERE, section: section.code, row: given.code, column: name, value })
      return stays
    })
    lost.push(
      ...valuesOf(
        section.code,
        given,
        given.cells.filter(cell => !hasPlace(cell)),
      ),
    )
    return [{ ...given, code: row.code, specifics: Object.fromEntries(specifics), cells: given.cells.filter(hasPlace) }]
  })
