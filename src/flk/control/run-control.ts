import type { Reports } from '../formula/gather'
import { NotApplicable } from '../formula/not-applicable'
import type { Failure, Verdicts } from '../formula/verdicts'
import type { CompiledControl } from './compile-control'

/** What became of a control: it holds, it fails for some elements, or it does not apply. */
export type Outcome =
  | { readonly kind: 'holds' }
  | { readonly kind: 'fails'; readonly failures: readonly Failure[] }
  | { readonly kind: 'skipped'; readonly reason: string; readonly missingPrevious?: true }

const HOLDS: Outcome = { kind: 'holds' }

/**
 * Applies a control to the reports.
 * @param period &NP; undefined where the period of the report is not known
 */
export const runControl = (control: CompiledControl, reports: Reports, period: number | undefined): Outcome => {
  if (control.never !== undefined) return { kind: 'skipped', reason: control.never }
  if (control.rule === undefined) return { kind: 'skipped', reason: 'у контроля нет правила' }
  if (period !== undefined && !control.appliesIn(period))
    return { kind: 'skipped', reason: 'не применяется в этом периоде' }
  if (control.needsPrevious && reports.previous === undefined)
    return { kind: 'skipped', reason: 'нет отчёта за прошлый период', missingPrevious: true }
  try {
    const condition = control.condition?.(reports)
    if (condition?.holds.includes(1) === false) return { kind: 'skipped', reason: 'условие контроля не выполнено' }
    return judged(control.rule(reports), condition)
  } catch (error) {
    if (error instanceof NotApplicable) return { kind: 'skipped', reason: error.reason }
    throw error
  }
}

/** A condition of the same size masks the rule; of another size it has opened the gate to all of it. */
const judged = (rule: Verdicts, condition: Verdicts | undefined): Outcome => {
  const masks = condition !== undefined && condition.rows === rule.rows && condition.columns === rule.columns
  const failures: Failure[] = []
  for (let place = 0; place < rule.holds.length; place += 1) {
    if (rule.holds[place] === 1 || (masks && condition.holds[place] === 0)) continue
    const row = Math.trunc(place / rule.columns)
    failures.push(...rule.failures(row, place - row * rule.columns))
  }
  return failures.length === 0 ? HOLDS : { kind: 'fails', failures }
}
