import { formulaKey } from '../codes'
import {
  dataRows,
  type FormTemplate,
  type SpecificName,
  specificColumns,
  type TemplateColumn,
  type TemplateRow,
  type TemplateSection,
  valueColumns,
} from './model'

/** A section of a template with positions for what formulas and reports name by codes. */
export interface SectionIndex {
  readonly section: TemplateSection
  /** Rows that hold data, in the order of the template. */
  readonly rows: readonly TemplateRow[]
  /** Columns that hold values, in the order of the template. */
  readonly columns: readonly TemplateColumn[]
  /** By `formulaKey`. */
  readonly rowPositions: ReadonlyMap<string, number>
  readonly columnPositions: ReadonlyMap<string, number>
  readonly specificColumns: ReadonlyMap<SpecificName, TemplateColumn>
}

/** The sections of a template by `formulaKey` of their codes. */
export type TemplateIndex = ReadonlyMap<string, SectionIndex>

export const indexTemplate = (template: FormTemplate): TemplateIndex =>
  new Map(template.sections.map(section => [formulaKey(section.code), indexSection(section)]))

const indexSection = (section: TemplateSection): SectionIndex => {
  const rows = dataRows(section)
  const columns = valueColumns(section)
  return {
    section,
    rows,
    columns,
    rowPositions: positions(rows),
    columnPositions: positions(columns),
    specificColumns: new Map(specificColumns(section).map(column => [column.specific, column])),
  }
}

const positions = (coded: readonly { readonly code: string }[]): Map<string, number> =>
  new Map(coded.map(({ code }, position) => [formulaKey(code), position]))
