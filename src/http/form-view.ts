import type { Finding } from '../validation/finding'
import type { RawValues } from '../validation/form'
import type { OptionList } from './option-list'

type Params = Record<string, unknown>

/** Said with a filled form whose token was missing or out of date. */
const EXPIRED =
  'Страница была открыта слишком долго или вход выполнен в другой вкладке, поэтому данные ещё не отправлены. Всё, что вы ввели, сохранилось на странице, кроме паролей и файлов. Проверьте и нажмите кнопку ещё раз.'

/**
 * What a template needs to draw a form: the values as typed, the sentences beside the fields, the summary on top.
 * Templates ask it for the parameters of one macro: `{{ input(form.field("inn", { label: { text: "ИНН" } })) }}`.
 */
export class FormView {
  private readonly byField = new Map<string, { error?: string; warning?: string }>()
  readonly errors: Finding[]

  constructor(
    readonly values: RawValues = {},
    findings: readonly Finding[] = [],
    private readonly options: { notice?: string; notices?: Record<string, string> } = {},
  ) {
    this.errors = findings.filter(finding => finding.severity === 'error')
    for (const { field, severity, message } of findings) {
      const said = this.byField.get(field) ?? {}
      said[severity] = said[severity] === undefined ? message : `${said[severity]} ${message}`
      this.byField.set(field, said)
    }
  }

  /** The form as it was sent, after its token was refused. */
  static expired(values: RawValues): FormView {
    return new FormView(values, [], { notice: EXPIRED })
  }

  get hasErrors(): boolean {
    return this.errors.length > 0
  }

  get notice(): string | undefined {
    return this.options.notice
  }

  get summary(): { titleText: string; errorList: { text: string; href: string }[] } {
    const seen = new Set<string>()
    const errorList = this.errors
      .map(({ field, message }) => ({ text: message, href: `#${field}` }))
      .filter(({ text, href }) => !seen.has(href + text) && seen.add(href + text))
    return { titleText: 'Исправьте ошибки на странице', errorList }
  }

  /** For input, textarea, fileUpload. */
  field(name: string, params: Params = {}): Params {
    return { id: name, name, value: this.values[name] ?? '', ...params, ...this.said(name) }
  }

  /** For passwordInput: what was typed is never sent back. */
  secret(name: string, params: Params = {}): Params {
    return { id: name, name, ...params, ...this.said(name) }
  }

  /** For radios and checkboxes. */
  choices(name: string, params: Params = {}): Params {
    const value = this.values[name] ?? ''
    return { idPrefix: name, name, value, values: value === '' ? [] : value.split(','), ...params, ...this.said(name) }
  }

  /** For select with a long list that was rendered once. */
  list(name: string, options: OptionList, params: Params = {}): Params {
    return { id: name, name, options, value: this.values[name] ?? '', ...params, ...this.said(name) }
  }

  private said(name: string): Params {
    const said = this.byField.get(name)
    const notice = this.options.notices?.[name]
    return {
      ...(said?.error === undefined ? {} : { errorMessage: { text: said.error } }),
      ...(said?.warning === undefined ? {} : { warningMessage: { text: said.warning } }),
      ...(notice === undefined ? {} : { notice: { text: notice } }),
    }
  }
}
