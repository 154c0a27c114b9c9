/**
 * The engine of reports: templates, reports and their formal-logical control. Pure TypeScript without anything of the
 * web, the database or Node: it runs in a browser as it is. How it is used: docs/reports-engine.md.
 */
export { checkReport } from './checks/check-report'
export {
  type Block,
  type Finding,
  mayBeSent,
  type Protocol,
  type Severity,
  type SkippedControl,
} from './checks/protocol'
export { checkValue, type ValueError } from './checks/value'
export { codeKey, termKey } from './codes'
export { type CompiledForm, compileTemplate } from './compiled-form'
export { decimalParts, isDecimal, numberAdvice, typedNumber } from './number/decimal-text'
export { DEFAULT_OPTIONS, type FlkOptions, optionsWith } from './options'
export { type PeriodChoice, periodName, periodsOf, previousPeriod } from './period/period-list'
export { type Periodicity, periodicityAdjective, periodicityName, readPeriodicity } from './period/periodicity'
export { type CarriedOver, carryOver, type LostValue } from './report/carry-over'
export { type Explanations, takeExplanations, withExplanations } from './report/explanations'
export {
  isEmptyReport,
  type Kept,
  type Report,
  type ReportCell,
  type ReportRow,
  type ReportSection,
  type ReportTitleItem,
  type Specifics,
  titleValue,
} from './report/model'
export { newReport } from './report/new-report'
export { readReport, reportFrom } from './report/read-report'
export { companionNames, type ReportName, readReportName, reportName } from './report/report-name'
export { writeReport } from './report/write-report'
export type { CellCheck } from './template/cell-check'
export { type CellFormat, formatInWords } from './template/cell-format'
export { compareTemplates, type TemplateDifference } from './template/compare-templates'
export type { TemplateDefect } from './template/defect'
export { Dictionary, type DictionaryTerm } from './template/dictionary'
export {
  type ColumnType,
  type Control,
  cellRule,
  dataRows,
  type FormTemplate,
  type InputType,
  type RowType,
  SPECIFICS,
  type SpecificName,
  specificColumns,
  type TemplateCell,
  type TemplateColumn,
  type TemplateRow,
  type TemplateSection,
  type TemplateSettings,
  type TitleField,
  valueColumns,
} from './template/model'
export { type ReadTemplate, readTemplate, templateCode, templateFrom, writeTemplate } from './template/read-template'
export { REPORT_LIMITS, TEMPLATE_LIMITS, type XmlLimits } from './xml/limits'
export { readXml, readXmlStream } from './xml/read-xml'
export { isXmlText } from './xml/write-xml'
export type { XmlElement, XmlNode } from './xml/xml-element'
export { XmlError } from './xml/xml-error'
