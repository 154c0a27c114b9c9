import { type Comparing, faultUnits } from '../formula/comparison'
import { type CompiledFormula, compileFormula } from '../formula/compile'
import { FormulaError } from '../formula/formula-error'
import { cellsOf } from '../formula/lists'
import { NotApplicable } from '../formula/not-applicable'
import { parseFormula } from '../formula/parse'
import type { FlkOptions } from '../options'
import { type PeriodTest, parsePeriodClause } from '../period/period-clause'
import type { DefectList } from '../template/defect'
import type { Control, FormTemplate } from '../template/model'
import type { TemplateIndex } from '../template/template-index'

/** A control whose formulas were understood, or the reason why it is never applied. */
export interface CompiledControl {
  readonly control: Control
  /** Reason for which this control never applies to this template. */
  readonly never: string | undefined
  readonly appliesIn: PeriodTest
  readonly needsPrevious: boolean
  readonly condition: CompiledFormula | undefined
  readonly rule: CompiledFormula | undefined
}

interface ControlPlace {
  readonly template: FormTemplate
  readonly index: TemplateIndex
  readonly options: FlkOptions
}

/** Compiles rule, condition and period clause. What cannot be understood is a defect, and the control never applies. */
export const compileControl = (control: Control, place: ControlPlace, defects: DefectList): CompiledControl => {
  const where = `Контроль ${control.id}`
  const tell = (part: string, error: FormulaError): void =>
    defects.error(where, control.line, `${part}. ${error.message}`)
  const appliesIn = attempt(
    () => parsePeriodClause(control.periodClause),
    error => tell('Условие по периоду (periodClause)', error),
  )
  const condition = part('condition', control, place, defects, error => tell('Условие (condition)', error))
  const rule = part('rule', control, place, defects, error => tell('Правило (rule)', error))
  const broken = appliesIn === undefined || condition === 'broken' || rule === 'broken'
  const never = broken ? 'формула контроля не распознана' : (condition.never ?? rule.never)
  if (never !== undefined && !broken) defects.warning(where, control.line, `Контроль никогда не применяется: ${never}.`)
  if (broken || never !== undefined)
    return {
      control,
      never,
      appliesIn: appliesIn ?? (() => true),
      needsPrevious: false,
      condition: undefined,
      rule: undefined,
    }
  return {
    control,
    never,
    appliesIn,
    needsPrevious: condition.needsPrevious || rule.needsPrevious,
    condition: condition.compiled,
    rule: rule.compiled,
  }
}

interface CompiledPart {
  readonly compiled: CompiledFormula | undefined
  readonly needsPrevious: boolean
  readonly never: string | undefined
}

const part = (
  name: 'rule' | 'condition',
  control: Control,
  { template, index, options }: ControlPlace,
  defects: DefectList,
  tell: (error: FormulaError) => void,
): CompiledPart | 'broken' => {
  if (control[name] === '') return { compiled: undefined, needsPrevious: false, never: undefined }
  const parsed = attempt(() => parseFormula(control[name], options.logic), tell)
  if (parsed === undefined) return 'broken'
  const { node, mixesLogic } = parsed
  if (mixesLogic)
    defects.warning(
      `Контроль ${control.id}`,
      control.line,
      'В формуле смешаны AND и OR без скобок: уточните порядок скобками.',
    )
  const comparing: Comparing = {
    precision: control.precision,
    fault: name === 'rule' ? faultUnits(control.fault, control.precision) : 0n,
    options,
  }
  const needsPrevious = cellsOf(node).some(({ previous }) => previous)
  try {
    return { compiled: compileFormula(node, { template, index, comparing }), needsPrevious, never: undefined }
  } catch (error) {
    if (error instanceof NotApplicable) return { compiled: undefined, needsPrevious, never: error.reason }
    throw error
  }
}

/** The result, or undefined after a formula error was told. */
const attempt = <T>(read: () => T, tell: (error: FormulaError) => void): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    tell(error)
    return undefined
  }
}
