import type { CompiledForm } from '../compiled-form'
import { isEmptyReport, type Report } from '../report/model'
import { checkAttributes } from './attributes'
import { checkControls } from './controls'
import { checkFormat } from './format'
import { type Block, type Finding, finding, type Protocol } from './protocol'
import { checkTitle } from './title'

/**
 * Checks a report by its form. Nothing that stands in a report makes this throw.
 * @param previous the report that {{…}} reads; controls that need it are skipped where there is none
 */
export const checkReport = (
  form: CompiledForm,
  report: Report,
  { previous }: { readonly previous?: Report | undefined } = {},
): Protocol => {
  for (const [block, findings] of [
    [1, checkAttributes(form, report)],
    [2, checkTitle(form, report)],
  ] as const)
    if (findings.length > 0) return stopped(block, findings)

  const empty = isEmptyReport(report)
  if (empty && !form.template.settings.notEmpty) return { ...NOTHING, empty }

  const format = checkFormat(form, report)
  if (empty)
    format.found.unshift(finding(3, '3.0', 'Отчёт пуст, а эта форма пустой не сдаётся. Заполните хотя бы одну ячейку.'))
  if (format.found.length > 0) return { ...stopped(3, format.found), more: format.more, empty }

  const { findings, skipped, held } = checkControls(form, report, previous)
  return {
    findings: findings.found,
    skipped,
    held,
    stoppedAfter: findings.errors > 0 ? 4 : null,
    more: findings.more,
    empty,
  }
}

const NOTHING: Protocol = { findings: [], skipped: [], held: 0, stoppedAfter: null, more: 0, empty: false }

const stopped = (block: Block, findings: readonly Finding[]): Protocol => ({
  ...NOTHING,
  findings,
  stoppedAfter: block,
})
