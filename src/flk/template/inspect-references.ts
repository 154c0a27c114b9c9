import { codeKey } from '../codes'
import type { DefectList } from './defect'
import {
  type FormTemplate,
  specificColumns,
  type TemplateCell,
  type TemplateColumn,
  type TemplateSection,
} from './model'

/** What the parts of a template say of each other: dictionaries that are missing, relations that lead nowhere or round. */
export const inspectReferences = (template: FormTemplate, defects: DefectList): void => {
  for (const section of template.sections) {
    for (const column of section.columns) {
      const place = `Раздел ${section.code}, графа ${column.code}`
      if (column.defaultCell !== undefined) inspectCell(template, section, column, column.defaultCell, place, defects)
    }
    for (const row of section.rows)
      for (const column of section.columns) {
        const cell = row.cells.get(column.key)
        const place = `Раздел ${section.code}, строка ${row.code}, графа ${column.code}`
        if (cell !== undefined) inspectCell(template, section, column, cell, place, defects)
      }
    inspectRelations(section, defects)
  }
}

const inspectCell = (
  { dictionaries }: FormTemplate,
  section: TemplateSection,
  { type }: TemplateColumn,
  { check, dictionary, format, line }: TemplateCell,
  place: string,
  defects: DefectList,
): void => {
  if (type === 'Z' && format === undefined)
    defects.warning(place, line, 'Не указан формат ячейки: принимается любой текст.')
  if (check === undefined) return
  const missing = (id: string): void => defects.error(place, line, `Справочника «${id}» нет в шаблоне.`)
  if (check.kind === 'dictionary' || check.kind === 'related') {
    if (dictionary === undefined) defects.error(place, line, 'Не указан справочник (атрибут dic).')
    else if (!dictionaries.has(dictionary)) missing(dictionary)
  }
  if (check.kind === 'appendix' && !dictionaries.has(check.dictionary)) missing(check.dictionary)
  if (check.kind === 'related' && relatedColumn(section, check.column) === undefined)
    defects.error(place, line, `Графы специфики «${check.column}», на которую ссылается связь, в разделе нет.`)
  if (
    type === 'S'
      ? check.kind === 'range' || check.kind === 'list'
      : check.kind === 'appendix' || check.kind === 'related'
  )
    defects.warning(place, line, 'Вид проверки (атрибут vldType) не подходит к типу графы и не применяется.')
}

/** The S column that a relation names. */
export const relatedColumn = (section: TemplateSection, code: string) =>
  specificColumns(section).find(({ key }) => key === codeKey(code))

/** Relations that lead back to where they began: no value could be chosen first. */
const inspectRelations = (section: TemplateSection, defects: DefectList): void => {
  for (const start of specificColumns(section)) {
    const seen = new Set<string>()
    let at: TemplateColumn | undefined = start
    while (at !== undefined && !seen.has(at.key)) {
      seen.add(at.key)
      const check: TemplateCell['check'] = at.defaultCell?.check
      at = check?.kind === 'related' ? relatedColumn(section, check.column) : undefined
    }
    if (at?.key === start.key)
      defects.warning(
        `Раздел ${section.code}, графа ${start.code}`,
        start.line,
        'Связанные справочники ссылаются друг на друга по кругу.',
      )
  }
}
