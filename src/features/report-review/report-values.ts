import { readReport } from '../../flk'

export const VALUES_HEAD = [
  'Квитанция',
  'ОКПО',
  'Форма',
  'Версия',
  'Год',
  'Период',
  'Раздел',
  'Строка',
  'Специфика 1',
  'Специфика 2',
  'Специфика 3',
  'Графа',
  'Значение',
]

/** Every value of a report, a line each. */
export const valuesOf = ({ xml, okpo, number }: { xml: string; okpo: string; number: string }): string[][] => {
  const { code, version, year, period, sections } = readReport(xml)
  const head = [number, okpo, code, version, year, period]
  return sections.flatMap(section =>
    section.rows.flatMap(row =>
      row.cells.map(({ column, value }) => {
        const { s1 = '', s2 = '', s3 = '' } = row.specifics
        return [...head, section.code, row.code, s1, s2, s3, column, value]
      }),
    ),
  )
}
