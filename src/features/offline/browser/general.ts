import { type FormTemplate, periodsOf, type Report, titleValue } from '../../../flk'
import { element, labelled } from './element'

/** Year, period and the fields of the title. */
export class General {
  readonly view: HTMLElement
  private readonly year = element('input', {
    type: 'text',
    inputmode: 'numeric',
    maxlength: '4',
    size: '4',
    id: 'year',
  })
  private readonly period = element('select', { id: 'period' })
  private readonly title: ReadonlyMap<string, HTMLInputElement>

  constructor(private readonly template: FormTemplate) {
    this.year.value = String(new Date().getFullYear())
    this.offerPeriods()
    this.year.addEventListener('change', () => this.offerPeriods())
    this.title = new Map(
      template.title.map(({ field }) => [
        field,
        element('input', {
          type: 'text',
          id: `title-${field}`,
          autocomplete: 'off',
          size: field === template.keyField ? '14' : '50',
        }),
      ]),
    )
    this.view = element(
      'section',
      {},
      element('h2', {}, 'Общая информация'),
      labelled('Год', this.year),
      labelled('Период', this.period),
      ...template.title.map(({ field, name }) => labelled(name, this.field(field) ?? element('input'))),
    )
  }

  private offerPeriods(chosen = this.period.value): void {
    const choices = periodsOf(this.template, Number(this.year.value))
    const known = chosen === '' || choices.some(({ code }) => code === chosen)
    this.period.replaceChildren(
      ...choices.map(({ code, name }) => element('option', { value: code }, name)),
      ...(known ? [] : [element('option', { value: chosen }, chosen)]),
    )
    if (chosen !== '') this.period.value = chosen
  }

  field(name: string): HTMLInputElement | undefined {
    return this.title.get(name)
  }

  get fields(): (HTMLInputElement | HTMLSelectElement)[] {
    return [this.year, this.period, ...this.title.values()]
  }

  read(): { year: string; period: string; title: Record<string, string> } {
    return {
      year: this.year.value.trim(),
      period: this.period.value,
      title: Object.fromEntries([...this.title].map(([name, input]) => [name, input.value.trim()])),
    }
  }

  load(report: Report): void {
    this.year.value = report.year
    this.offerPeriods(report.period)
    for (const [name, input] of this.title) input.value = titleValue(report, name)
  }
}
