import type { SpecificName } from '../template/model'
import type { XmlElement } from '../xml/xml-element'

/** A report (отчёт-ЭВФ) as it stands in its XML: nothing is judged here, wrong values included. */
export interface Report {
  /** Code of the template it was made by. */
  readonly code: string
  /** Number of the form inside its ОКУД. */
  readonly form: string
  readonly shifr: string
  readonly version: string
  readonly formatVersion: string
  readonly year: string
  readonly period: string
  readonly title: readonly ReportTitleItem[]
  readonly sections: readonly ReportSection[]
  readonly kept?: Kept
}

export interface ReportTitleItem {
  readonly name: string
  readonly value: string
  readonly kept?: Kept
}

export interface ReportSection {
  readonly code: string
  readonly rows: readonly ReportRow[]
  readonly kept?: Kept
}

/** A physical row: free rows share a code and differ by their specifics. */
export interface ReportRow {
  readonly code: string
  readonly specifics: Specifics
  readonly cells: readonly ReportCell[]
  readonly kept?: Kept
}

export type Specifics = { readonly [name in SpecificName]?: string }

export interface ReportCell {
  readonly column: string
  /** Trimmed; never empty in a report that was read. */
  readonly value: string
  readonly kept?: Kept
}

/** What stood in the XML without being known: written back as it was. */
export interface Kept {
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
}

/** The value of a field of the title, trimmed; empty where it is missing. */
export const titleValue = (report: Report, field: string): string =>
  report.title.find(({ name }) => name === field)?.value.trim() ?? ''

/** Whether there is no data cell at all. */
export const isEmptyReport = (report: Report): boolean =>
  report.sections.every(({ rows }) => rows.every(({ cells }) => cells.every(({ value }) => value.trim() === '')))
