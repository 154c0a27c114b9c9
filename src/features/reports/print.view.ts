import { cellRule, codeKey, type FormTemplate, periodicityAdjective, type Report, titleValue } from '../../flk'
import { sectionOf } from './check'
import { rowsWith } from './typed-section'

/** The whole report to read and to print: the title, a table a section. */
export const printView = (template: FormTemplate, report: Report) => ({
  periodicity: template.periodicity === undefined ? '' : periodicityAdjective(template.periodicity),
  title: template.title.map(({ field, name }) => ({
    key: { text: name },
    value: { text: titleValue(report, field) || '—' },
  })),
  sections: template.sections.map(section => {
    const columns = section.columns.filter(({ type }) => type === 'Z' || type === 'S')
    return {
      name: section.name || `Раздел ${section.code}`,
      head: [{ text: 'Показатель' }, { text: 'Строка' }, ...columns.map(({ name, code }) => ({ text: name || code }))],
      rows: section.rows.flatMap(row => {
        if (row.type === 'C')
          return [{ cells: [{ text: row.name }, { text: '' }, ...columns.map(() => ({ text: '' }))] }]
        const there = rowsWith(sectionOf(report, section.code), row)
        return (there.length === 0 ? [undefined] : there).map(stands => ({
          cells: [
            { text: row.name },
            { text: row.code },
            ...columns.map(column => {
              if (cellRule(row, column) === undefined) return { text: '×' }
              if (column.type === 'S') return { text: (column.specific && stands?.specifics[column.specific]) || '—' }
              return { text: stands?.cells.find(cell => codeKey(cell.column) === column.key)?.value || '—' }
            }),
          ],
        }))
      }),
    }
  }),
})
