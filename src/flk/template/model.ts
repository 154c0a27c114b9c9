import type { Periodicity } from '../period/periodicity'
import type { XmlElement } from '../xml/xml-element'
import type { CellCheck } from './cell-check'
import type { CellFormat } from './cell-format'
import type { Dictionary } from './dictionary'

/** A form of report as its XML template (`metaForm`) describes it. */
export interface FormTemplate {
  /** Code of the whole template: ОКУД without leading zeros, number of the form, periodicity. */
  readonly code: string
  readonly okud: string
  /** Number of the form inside its ОКУД. */
  readonly idf: string
  /** Periodicity as it stands in the template; may be one that is not known. */
  readonly idp: string
  readonly periodicity: Periodicity | undefined
  readonly shifr: string
  readonly name: string
  /** The field of the title that holds the respondent's code. */
  readonly keyField: string
  /** DD-MM-YYYY; a report must bear the same. */
  readonly version: string
  readonly formatVersion: string
  readonly settings: TemplateSettings
  readonly title: readonly TitleField[]
  readonly sections: readonly TemplateSection[]
  readonly controls: readonly Control[]
  /** By id in lower case. */
  readonly dictionaries: ReadonlyMap<string, Dictionary>
  /** Everything that was read, known or not: `writeTemplate` writes it back. */
  readonly source: XmlElement
}

export interface TemplateSettings {
  /** A signature is required. */
  readonly sign: boolean
  /** Control before sending is obligatory. */
  readonly validation: boolean
  /** An empty report is refused. */
  readonly notEmpty: boolean
}

export interface TitleField {
  readonly field: string
  readonly name: string
  readonly dictionary: string | undefined
}

export interface TemplateSection {
  readonly code: string
  /** The code as it is compared, see `codeKey`. */
  readonly key: string
  readonly name: string
  readonly columns: readonly TemplateColumn[]
  readonly rows: readonly TemplateRow[]
  readonly line: number
}

/** B: side-head, V: auxiliary, S: specific (key of free rows), Z: value. Only Z takes part in controls as a column. */
export type ColumnType = 'B' | 'V' | 'S' | 'Z'
export type SpecificName = 's1' | 's2' | 's3'
export const SPECIFICS: readonly SpecificName[] = ['s1', 's2', 's3']

export interface TemplateColumn {
  readonly code: string
  readonly key: string
  readonly name: string
  readonly type: ColumnType
  /** Which attribute of a report's row an S column fills. */
  readonly specific: SpecificName | undefined
  readonly defaultCell: TemplateCell | undefined
  readonly line: number
}

/** F: stands once at most, M: free, any number of times, C: heading without data. */
export type RowType = 'F' | 'M' | 'C'

export interface TemplateRow {
  readonly code: string
  readonly key: string
  readonly name: string
  readonly type: RowType
  /** Codes of the columns of the row's key specifics, as they stand in `grv`; undefined without the attribute. */
  readonly keySpecifics: string | undefined
  /** By column key. */
  readonly cells: ReadonlyMap<string, TemplateCell>
  readonly line: number
}

/** 0: nothing is typed here, 1: must be filled, 2: may be filled. */
export type InputType = 0 | 1 | 2

export interface TemplateCell {
  readonly column: string
  readonly format: CellFormat | undefined
  readonly inputType: InputType
  readonly defaultValue: string | undefined
  /** Id of the dictionary, in lower case. */
  readonly dictionary: string | undefined
  readonly check: CellCheck | undefined
  readonly line: number
}

export interface Control {
  readonly id: string
  readonly name: string
  readonly rule: string
  readonly condition: string
  readonly periodClause: string
  /** Obligatory controls stop a report, the others ask for an explanation. */
  readonly obligatory: boolean
  /** Admissible deviation as a decimal text, not negative. */
  readonly fault: string
  /** Decimal places that both sides are rounded to before they are compared. */
  readonly precision: number
  readonly line: number
}

/** The rule of a cell: what the row says of the column, otherwise the column's default. Nothing: no data may stand there. */
export const cellRule = (row: TemplateRow, column: TemplateColumn): TemplateCell | undefined =>
  row.cells.get(column.key) ?? column.defaultCell

/** The columns that hold values. */
export const valueColumns = (section: TemplateSection): TemplateColumn[] =>
  section.columns.filter(({ type }) => type === 'Z')

/** The columns that hold specifics, with the attribute each fills. */
export const specificColumns = (section: TemplateSection): (TemplateColumn & { specific: SpecificName })[] =>
  section.columns.filter(
    (column): column is TemplateColumn & { specific: SpecificName } =>
      column.type === 'S' && column.specific !== undefined,
  )

/** The rows that hold data. */
export const dataRows = (section: TemplateSection): TemplateRow[] => section.rows.filter(({ type }) => type !== 'C')
