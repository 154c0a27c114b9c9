import type { FormTemplate } from '../template/model'
import type { Report } from './model'

/** An empty report of a form: every section and every field of the title is there. */
export const newReport = (
  template: FormTemplate,
  { year, period, title }: { year: string; period: string; title: Readonly<Record<string, string>> },
): Report => ({
  code: template.code,
  form: template.idf,
  shifr: template.shifr,
  version: template.version,
  formatVersion: template.formatVersion,
  year,
  period,
  title: template.title.map(({ field }) => ({
    name: field,
    value: Object.hasOwn(title, field) ? (title[field] ?? '') : '',
  })),
  sections: template.sections.map(({ code }) => ({ code, rows: [] })),
})
