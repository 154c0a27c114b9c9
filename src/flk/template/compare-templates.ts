import { formulaKey } from '../codes'
import { dataRows, type FormTemplate, type TemplateSection } from './model'

/** Something that two versions of a form do not have alike. */
export interface TemplateDifference {
  readonly kind: 'gone' | 'new' | 'renamed'
  readonly part: 'field' | 'section' | 'row' | 'column'
  /** Code of the section; null for a field of the title and for a section itself. */
  readonly section: string | null
  readonly code: string
  readonly name: string
  /** The name before, where it is another now. */
  readonly was: string | null
}

interface Part {
  readonly key: string
  readonly code: string
  readonly name: string
}

/** What a newer version of a form has, has not, or calls differently: fields of the title, sections, rows and columns. */
export const compareTemplates = (before: FormTemplate, after: FormTemplate): TemplateDifference[] => {
  const fields = ({ title }: FormTemplate): Part[] =>
    title.map(({ field, name }) => ({ key: field, code: field, name }))
  const sections = ({ sections }: FormTemplate): Part[] => sections.map(parted)
  return [
    ...compareParts('field', null, fields(before), fields(after)),
    ...compareParts('section', null, sections(before), sections(after)),
    ...after.sections.flatMap(section => {
      const was = before.sections.find(({ key }) => formulaKey(key) === formulaKey(section.key))
      return was === undefined ? [] : compareSections(was, section)
    }),
  ]
}

const parted = ({ code, name }: { code: string; name: string }): Part => ({ key: formulaKey(code), code, name })

const compareSections = (before: TemplateSection, after: TemplateSection): TemplateDifference[] => {
  const columns = (section: TemplateSection): Part[] =>
    section.columns.filter(({ type }) => type === 'Z' || type === 'S').map(parted)
  const rows = (section: TemplateSection): Part[] => dataRows(section).map(parted)
  return [
    ...compareParts('column', after.code, columns(before), columns(after)),
    ...compareParts('row', after.code, rows(before), rows(after)),
  ]
}

const compareParts = (
  part: TemplateDifference['part'],
  section: string | null,
  before: readonly Part[],
  after: readonly Part[],
): TemplateDifference[] => {
  const [was, is] = [before, after].map(parts => new Map(parts.map(one => [one.key, one]))) as [
    Map<string, Part>,
    Map<string, Part>,
  ]
  return [
    ...before
      .filter(({ key }) => !is.has(key))
      .map(({ code, name }) => ({ kind: 'gone' as const, part, section, code, name, was: null })),
    ...after.flatMap(({ key, code, name }): TemplateDifference[] => {
      const old = was.get(key)
      if (old === undefined) return [{ kind: 'new', part, section, code, name, was: null }]
      return old.name === name ? [] : [{ kind: 'renamed', part, section, code, name, was: old.name }]
    }),
  ]
}
