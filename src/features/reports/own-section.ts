import type { Request } from 'express'
import type { Deps } from '../../deps'
import type { CompiledForm, TemplateSection } from '../../flk'
import { notFound } from '../../http/errors'
import type { ReadyForm } from '../forms/form-cache'
import { type OwnReport, ownDraftOf } from './own-report'
import { headingOf } from './report-words'

export type OwnSection = OwnReport & {
  ready: ReadyForm
  form: CompiledForm
  /** Place of the section in the template, from one. */
  place: number
  section: TemplateSection
}

/** The section of the address, of a draft of the organisation that is signed in. Throws 404 for any other. */
export const ownSectionOf = async (deps: Pick<Deps, 'db' | 'forms'>, req: Request): Promise<OwnSection> => {
  const own = await ownDraftOf(deps, req, 'fill')
  const { form } = own.ready
  const place = Number(/^\d{1,3}$/.test(String(req.params.section)) ? req.params.section : 0)
  const section = form.template.sections[place - 1]
  if (section === undefined) throw notFound()
  return { ...own, form, place, section }
}

/** What the pages beside a section say of it. */
export const sectionHeading = ({ form, report, section }: OwnSection) => ({
  report: headingOf(form.template, report),
  sectionName: section.name || `Раздел ${section.code}`,
})
