import { type Block, type Finding, type FormTemplate, type Protocol, type Report } from '../../flk'
import { paths } from '../../http/paths'
import { cellName, rowName } from './cells'
import { pageAddress } from './section-moves'
import { SheetPlaces } from './sheet'

/** Findings of one kind that a page lists. */
const MAX_SHOWN = 200

const BLOCKS: { block: Block; title: string }[] = [
  { block: 1, title: 'Форма и период' },
  { block: 2, title: 'Общая информация' },
  { block: 3, title: 'Заполнение разделов' },
  { block: 4, title: 'Контроли' },
]

/** The address of the cell that a finding is about; undefined where there is no place to go to. */
const addressOf = (template: FormTemplate, places: SheetPlaces, id: number, finding: Finding): string | undefined => {
  const { section, row, column, field, rowIndex } = finding
  if (field !== null) {
    const index = template.title.findIndex(item => item.field === field)
    return `${paths.cabinet.reportTitle(id)}${index === -1 ? '' : `#t${index + 1}`}`
  }
  const place = template.sections.findIndex(({ code }) => code === section) + 1
  const of = template.sections[place - 1]
  if (of === undefined) return undefined
  if (row === null) return paths.cabinet.reportSection(id, place)
  const { page, occurrence } = places.find(of, row, rowIndex)
  const anchor = column === null ? rowName(place, row, occurrence) : cellName(place, row, occurrence, column)
  return `${pageAddress(id, place, page)}#${anchor}`
}

/** The protocol of the control: what stops the report, and what wants an explanation, one a control. */
export const protocolView = (
  template: FormTemplate,
  report: Report,
  { findings, more, empty, skipped, held }: Protocol,
  { id, explanations, linked }: { id: number; explanations: Readonly<Record<string, string>>; linked: boolean },
) => {
  const places = new SheetPlaces(report)
  const line = (finding: Finding) => ({
    text: finding.message,
    rule: finding.code,
    href: linked ? addressOf(template, places, id, finding) : undefined,
  })
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const codes = [...new Set(warnings.map(({ code }) => code))]
  return {
    empty,
    // In the order of the control: what stands in an earlier block stops the ones after it.
    errors: errors.slice(0, MAX_SHOWN).map(line),
    blocks: BLOCKS.flatMap(({ block, title }) => {
      const lines = errors.slice(0, MAX_SHOWN).filter(finding => finding.block === block)
      return lines.length === 0 ? [] : [{ title, lines: lines.map(line) }]
    }),
    held,
    skipped: skipped.slice(0, MAX_SHOWN).map(({ control, reason }) => {
      const name = template.controls.find(({ id }) => id === control)?.name ?? ''
      return { control, name, reason }
    }),
    hiddenSkipped: Math.max(0, skipped.length - MAX_SHOWN),
    errorCount: errors.length + more,
    hidden: Math.max(0, errors.length - MAX_SHOWN) + more,
    warnings: codes.map(code => {
      const same = warnings.filter(warning => warning.code === code)
      return {
        code,
        field: `e${code.replace(/[^\p{L}\p{N}]/gu, '-')}`,
        lines: same.slice(0, 20).map(line),
        hidden: Math.max(0, same.length - 20),
        explanation: explanations[code] ?? '',
      }
    }),
  }
}

export type ProtocolView = ReturnType<typeof protocolView>
