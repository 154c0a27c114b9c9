import type { CompiledForm } from '../compiled-form'
import { shortened } from '../number/decimal-text'
import type { Report, ReportTitleItem } from '../report/model'
import { type Finding, finding } from './protocol'

/** Block 2: every field of the template's title is there once and filled, and nothing else. */
export const checkTitle = ({ template, options }: CompiledForm, report: Report): Finding[] => {
  const given = new Map<string, ReportTitleItem>()
  const findings: Finding[] = []
  const known = new Map(template.title.map(({ field, name }) => [field, name]))
  for (const item of report.title) {
    const caption = known.get(item.name)
    const place = { field: item.name }
    if (caption === undefined)
      findings.push(finding(2, '2.1', `В титуле лишнее поле «${shortened(item.name)}»: в форме его нет.`, place))
    else if (given.has(item.name)) findings.push(finding(2, '2.2', `Поле титула «${caption}» указано дважды.`, place))
    else given.set(item.name, item)
  }
  for (const { field, name } of template.title) {
    const value = given.get(field)?.value.trim()
    const isKey = field === template.keyField
    const place = { field }
    if (value === undefined)
      findings.push(
        isKey
          ? finding(2, '2.5', `В титуле нет ключевого поля «${name}».`, place)
          : finding(2, '2.6', `В титуле нет поля «${name}».`, place),
      )
    else if (value === '') findings.push(finding(2, '2.3', `Заполните поле титула «${name}».`, place))
    else if (isKey && !(/^\d+$/.test(value) && options.okpoLengths.includes(value.length)))
      findings.push(
        finding(
          2,
          '2.4',
          `Код «${shortened(value)}» записан неверно: код состоит из ${lengths(options.okpoLengths)} цифр.`,
          place,
        ),
      )
  }
  return findings
}

/** «8, 10, 12 или 14». */
const lengths = (allowed: readonly number[]): string =>
  allowed.length < 2 ? allowed.join('') : `${allowed.slice(0, -1).join(', ')} или ${allowed.at(-1)}`
