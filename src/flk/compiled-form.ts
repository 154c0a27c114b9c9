import { type CompiledControl, compileControl } from './control/compile-control'
import { type FlkOptions, optionsWith } from './options'
import { DefectList, type TemplateDefect } from './template/defect'
import type { FormTemplate } from './template/model'
import { indexTemplate, type TemplateIndex } from './template/template-index'

/** A template made ready for checking reports: formulas are functions now. Make it once per version and keep it. */
export interface CompiledForm {
  readonly template: FormTemplate
  readonly options: FlkOptions
  readonly index: TemplateIndex
  readonly controls: readonly CompiledControl[]
  /** What is wrong with the formulas. A control with an error is never applied. */
  readonly defects: readonly TemplateDefect[]
}

/** Compiles every control of a template. */
export const compileTemplate = (template: FormTemplate, changed: Partial<FlkOptions> = {}): CompiledForm => {
  const options = optionsWith(changed)
  const index = indexTemplate(template)
  const defects = new DefectList()
  const controls = template.controls
    .filter(({ rule }) => rule !== '')
    .map(control => compileControl(control, { template, index, options }, defects))
  return { template, options, index, controls, defects: defects.found }
}
