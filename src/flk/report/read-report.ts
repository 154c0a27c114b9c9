import { SPECIFICS } from '../template/model'
import { REPORT_LIMITS, type XmlLimits } from '../xml/limits'
import { readXml } from '../xml/read-xml'
import { elementsOf, otherAttributes, textOf, type XmlElement } from '../xml/xml-element'
import { XmlError } from '../xml/xml-error'
import type { Kept, Report, ReportCell, ReportRow, ReportSection, ReportTitleItem, Specifics } from './model'

/** Reads the XML of a report. Throws `XmlError` where it is no report at all; its content is for `checkReport` to judge. */
export const readReport = (document: Uint8Array | string, limits: XmlLimits = REPORT_LIMITS): Report =>
  reportFrom(readXml(document, limits))

const ROOT = new Set(['code', 'form', 'shifr', 'version', 'format-version', 'year', 'period'])
const ITEM = new Set(['name', 'value'])
const SECTION = new Set(['code'])
const ROW = new Set(['code', ...SPECIFICS])

/** The same for a document that was read already. */
export const reportFrom = (source: XmlElement): Report => {
  if (source.name !== 'report')
    throw new XmlError(
      source.name === 'metaForm'
        ? 'Это XML-шаблон формы, а не отчёт. Загрузите файл отчёта.'
        : 'Файл не является отчётом: корневой элемент должен называться report.',
    )
  const attribute = (name: string): string => source.attributes[name]?.trim() ?? ''
  const parts = elementsOf(source)
  return {
    code: attribute('code'),
    form: attribute('form'),
    shifr: attribute('shifr'),
    version: attribute('version'),
    formatVersion: attribute('format-version'),
    year: attribute('year'),
    period: attribute('period'),
    title: parts.filter(({ name }) => name === 'title').flatMap(title => elementsOf(title, 'item').map(readItem)),
    sections: parts
      .filter(({ name }) => name === 'sections')
      .flatMap(sections => elementsOf(sections, 'section').map(readSection)),
    ...kept(
      source,
      ROOT,
      parts.filter(({ name }) => name !== 'title' && name !== 'sections'),
    ),
  }
}

const readItem = (item: XmlElement): ReportTitleItem => ({
  name: item.attributes.name?.trim() ?? '',
  value: item.attributes.value?.trim() ?? '',
  ...kept(item, ITEM, elementsOf(item)),
})

const readSection = (section: XmlElement): ReportSection => ({
  code: section.attributes.code?.trim() ?? '',
  rows: elementsOf(section, 'row').map(readRow),
  ...kept(
    section,
    SECTION,
    elementsOf(section).filter(({ name }) => name !== 'row'),
  ),
})

const readRow = (row: XmlElement): ReportRow => {
  const specifics: { -readonly [name in keyof Specifics]: Specifics[name] } = {}
  for (const name of SPECIFICS) {
    const value = row.attributes[name]?.trim() ?? ''
    if (value !== '') specifics[name] = value
  }
  const cells: ReportCell[] = []
  const others: XmlElement[] = []
  for (const child of row.children) {
    if (typeof child === 'string') continue
    if (child.name !== 'col') others.push(child)
    else {
      const value = textOf(child)
      if (value !== '')
        cells.push({ column: child.attributes.code?.trim() ?? '', value, ...kept(child, SECTION, elementsOf(child)) })
    }
  }
  return { code: row.attributes.code?.trim() ?? '', specifics, cells, ...kept(row, ROW, others) }
}

const kept = (element: XmlElement, known: ReadonlySet<string>, children: readonly XmlElement[]): { kept?: Kept } => {
  const attributes = otherAttributes(element, known)
  return children.length === 0 && Object.keys(attributes).length === 0 ? {} : { kept: { attributes, children } }
}
