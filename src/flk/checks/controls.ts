import type { CompiledForm } from '../compiled-form'
import { runControl } from '../control/run-control'
import type { Failure } from '../formula/verdicts'
import { readPeriod } from '../period/report-period'
import type { Report } from '../report/model'
import { loadReport } from '../report-data/loaded-report'
import type { Control } from '../template/model'
import { type Finding, FindingList, finding, type SkippedControl } from './protocol'

export interface ControlsChecked {
  readonly findings: FindingList
  readonly skipped: readonly SkippedControl[]
  readonly held: number
}

/** Block 4: the controls of the template. */
export const checkControls = (form: CompiledForm, report: Report, previous: Report | undefined): ControlsChecked => {
  const reports = {
    current: loadReport(form.index, report),
    previous: previous === undefined ? undefined : loadReport(form.index, previous),
  }
  const period = readPeriod(form.template, report.period, form.options)?.number
  const findings = new FindingList()
  const skipped: SkippedControl[] = []
  let held = 0
  for (const compiled of form.controls) {
    const { control } = compiled
    const outcome = runControl(compiled, reports, period)
    if (outcome.kind === 'holds') held += 1
    else if (outcome.kind === 'fails') for (const failure of outcome.failures) findings.add(failed(control, failure))
    else {
      skipped.push({ control: control.id, reason: outcome.reason })
      if (outcome.missingPrevious && form.options.missingPrevious === 'notice') findings.add(notice(control))
    }
  }
  return { findings, skipped, held }
}

const failed = (control: Control, { section, row, column, left, operator, right, difference }: Failure): Finding =>
  finding(
    4,
    `4.${control.id}`,
    `${control.name || `Контроль ${control.id}`}; слева ${left ?? 'пусто'} ${operator} справа ${right ?? 'пусто'} разница ${difference}`,
    {
      control: control.id,
      severity: control.obligatory ? 'error' : 'warning',
      section,
      row: row?.code ?? null,
      column,
      specifics: row?.source?.specifics ?? {},
      rowIndex: row === null || row.index === -1 ? null : row.index,
      left,
      operator,
      right,
      difference,
    },
  )

const notice = (control: Control): Finding =>
  finding(
    4,
    `4.${control.id}`,
    `${control.name || `Контроль ${control.id}`}; проверка со значениями за прошлый период не проведена: прошлого отчёта нет`,
    { control: control.id, severity: 'warning' },
  )
