import { codeKey } from '../codes'
import { elementOf, elementsOf, type XmlElement } from '../xml/xml-element'
import type { DefectList } from './defect'
import type {
  ColumnType,
  RowType,
  SpecificName,
  TemplateCell,
  TemplateColumn,
  TemplateRow,
  TemplateSection,
} from './model'
import { readCell } from './read-cell'

/** The sections of a template with their columns and rows. */
export const readSections = (source: XmlElement, defects: DefectList): TemplateSection[] => {
  const sections = elementOf(source, 'sections')
  const seen = new Set<string>()
  return (sections === undefined ? [] : elementsOf(sections, 'section')).flatMap(section => {
    const code = section.attributes.code?.trim() ?? ''
    const key = codeKey(code)
    const place = `Раздел ${code}`
    if (code === '') defects.error('Разделы', section.line, 'У раздела нет кода.')
    else if (seen.has(key)) defects.error(place, section.line, 'Раздел с таким кодом уже описан.')
    if (code === '' || seen.has(key)) return []
    seen.add(key)
    const columns = readColumns(section, place, defects)
    const rows = readRows(section, place, columns, defects)
    return [{ code, key, name: section.attributes.name ?? '', columns, rows, line: section.line }]
  })
}

const COLUMN_TYPES: ReadonlySet<string> = new Set(['B', 'V', 'S', 'Z'])
/** Letters that are typed in Cyrillic by mistake. */
const LATIN: Readonly<Record<string, string>> = { В: 'B', М: 'M', С: 'C' }
const latin = (letter: string): string => LATIN[letter] ?? letter

const readColumns = (section: XmlElement, place: string, defects: DefectList): TemplateColumn[] => {
  const columns = elementOf(section, 'columns')
  const seen = new Set<string>()
  const specifics = new Set<string>()
  return (columns === undefined ? [] : elementsOf(columns, 'column')).flatMap(column => {
    const { attributes, line } = column
    const code = attributes.code?.trim() ?? ''
    const key = codeKey(code)
    const here = `${place}, графа ${code}`
    if (code === '' || seen.has(key)) {
      defects.error(here, line, code === '' ? 'У графы нет кода.' : 'Графа с таким кодом уже описана.')
      return []
    }
    seen.add(key)
    const type = latin(attributes.type?.trim().toUpperCase() ?? '')
    if (!COLUMN_TYPES.has(type)) {
      defects.error(here, line, `Тип графы «${attributes.type ?? ''}» неизвестен: ожидается B, V, S или Z.`)
      return []
    }
    const specific = readSpecific(attributes.fld)
    if (type === 'S' && specific === undefined)
      defects.error(here, line, 'У графы специфики должен быть атрибут fld со значением s1, s2 или s3.')
    if (type === 'S' && specific !== undefined && specifics.has(specific))
      defects.error(here, line, `Специфика ${specific} уже занята другой графой раздела.`)
    if (specific !== undefined) specifics.add(specific)
    const given = elementOf(column, 'default-cell')
    const defaultCell = given === undefined ? undefined : readCell(given, here, defects)
    return [{ code, key, name: attributes.name ?? '', type: type as ColumnType, specific, defaultCell, line }]
  })
}

const readSpecific = (fld: string | undefined): SpecificName | undefined => {
  const name = fld?.trim().toLowerCase()
  return name === 's1' || name === 's2' || name === 's3' ? name : undefined
}

const readRows = (
  section: XmlElement,
  place: string,
  columns: readonly TemplateColumn[],
  defects: DefectList,
): TemplateRow[] => {
  const rows = elementOf(section, 'rows')
  const known = new Set(columns.map(({ key }) => key))
  const seen = new Set<string>()
  return (rows === undefined ? [] : elementsOf(rows, 'row')).flatMap(row => {
    const { attributes, line } = row
    const code = attributes.code?.trim() ?? ''
    const key = codeKey(code)
    const here = `${place}, строка ${code}`
    const type = readRowType(attributes.type, here, line, defects)
    if (type !== 'C' && (code === '' || seen.has(key))) {
      defects.error(here, line, code === '' ? 'У строки нет кода.' : 'Строка с таким кодом уже описана.')
      return []
    }
    if (type !== 'C') seen.add(key)
    const cells = new Map<string, TemplateCell>()
    for (const element of elementsOf(row, 'cell')) {
      const cell = readCell(element, here, defects)
      const column = codeKey(cell.column)
      if (!known.has(column))
        defects.warning(here, element.line, `Ячейка относится к неизвестной графе «${cell.column}».`)
      else if (cells.has(column)) defects.error(here, element.line, `Ячейка графы ${cell.column} описана дважды.`)
      else cells.set(column, cell)
    }
    return [
      { code, key, name: attributes.name ?? '', type, keySpecifics: attributes.grv?.trim() || undefined, cells, line },
    ]
  })
}

/** A type that is not known is a fixed row: nothing that could be filled gets lost. */
const readRowType = (text: string | undefined, place: string, line: number, defects: DefectList): RowType => {
  const type = latin(text?.trim().toUpperCase() ?? '')
  if (type === 'F' || type === 'M' || type === 'C') return type
  defects.warning(place, line, `Тип строки «${text ?? ''}» неизвестен: строка считается фиксированной (F).`)
  return 'F'
}
