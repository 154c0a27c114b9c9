import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { type FormTemplate, newReport } from '../../flk'
import { actorOf } from '../../http/actor'
import { dayIn } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { isCovered } from '../forms/covers'
import { findInForce, listCovers } from '../forms/forms.repository'
import { duePeriod, yearPeriods } from '../forms/periods'
import { findOrganisation, type Organisation } from '../organisations/organisations.repository'
import { periodWords } from './report-words'
import { findLatest, insertReport } from './reports.repository'

const MOSCOW = 'Europe/Moscow'
const startForm = defineForm({ period: field(typed => typed) })

/** What the title of a report takes from the profile, by the usual names of its fields. */
const PROFILE: Record<string, (organisation: Organisation) => string | null> = {
  name: ({ fullName, shortName }) => fullName ?? shortName,
  leader_fio: ({ headName }) => headName,
  phone: ({ phone }) => phone,
  email: ({ email }) => email,
}

export const titleFromProfile = (template: FormTemplate, organisation: Organisation): Record<string, string> =>
  Object.fromEntries(
    template.title.map(({ field }) => [
      field,
      field === template.keyField ? organisation.okpo : (PROFILE[field.toLowerCase()]?.(organisation) ?? ''),
    ]),
  )

/** «Отчитаться»: the period, and a draft for it; where there is one already it is opened. */
export const startRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  const formOf = async (req: Request) => {
    const respondent = respondentOf(req, 'fill')
    const code = String(req.params.code)
    const today = dayIn(clock(), MOSCOW)
    const version = /^\d{5,20}$/.test(code) ? await findInForce(db, code, today) : undefined
    const covers = await listCovers(db, respondent.organisationId, code)
    if (version === undefined || covers.length === 0) throw notFound()
    const { form } = await deps.forms.get(version.id)
    const year = Number(today.slice(0, 4))
    // Of this year everything that has begun to run; before it, the year that is still being reported on.
    const all = [...yearPeriods(form.template, year), ...yearPeriods(form.template, year - 1)]
    const periods = all.filter(({ end }) => isCovered(covers, end))
    return { respondent, version, template: form.template, periods, due: duePeriod(form.template, today, covers) }
  }

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { version, template, periods, due } = await formOf(req)
    const asked = view.values.period ?? (due === undefined ? '' : `${due.year}-${due.code}`)
    res.page('reports/start', {
      form: new FormView({ period: asked }, view.errors, view.notice === undefined ? {} : { notice: view.notice }),
      name: version.name,
      okud: version.okud,
      templateHref: paths.cabinet.formTemplate(version.id),
      periods: [
        { value: '', text: 'Выберите период' },
        ...periods.map(({ year, code }) => ({
          value: `${year}-${code}`,
          text: periodWords(template, { year, period: code }),
        })),
      ],
    })
  }

  formPage(router, {
    path: paths.cabinet.reportStart(':code'),
    admit: req => respondentOf(req, 'fill'),
    read: startForm.read,
    show,
    submit: async (req, res, raw) => {
      const { respondent, version, template, periods } = await formOf(req)
      const chosen = periods.find(({ year, code }) => raw.period === `${year}-${code}`)
      if (chosen === undefined) {
        const message = 'Выберите период, за который составляется отчёт'
        return show(
          req,
          res.status(422),
          new FormView(raw, [{ field: 'period', severity: 'error', rule: 'period.required', message }]),
        )
      }
      const { organisationId } = respondent
      const organisation = await findOrganisation(db, organisationId)
      if (organisation === undefined) throw notFound()
      const period = { organisationId, formCode: version.code, year: chosen.year, period: chosen.code }
      const at = clock().toISOString()
      const content = newReport(template, {
        year: String(chosen.year),
        period: chosen.code,
        title: titleFromProfile(template, organisation),
      })
      const id = await db.transaction(async trx => {
        const there = await findLatest(trx, period)
        if (there !== undefined) return there.id
        const { officeId } = organisation
        const report = { ...period, officeId, templateId: version.id, correction: 0, correctionReason: null, content }
        const made = await insertReport(trx, report, at)
        if (made === undefined) return (await findLatest(trx, period))?.id
        await audit(trx, {
          event: 'report.started',
          actor: actorOf(req),
          subject: { kind: 'report', id: made },
          at,
          details: { form: version.code, version: version.version, year: chosen.year, period: chosen.code },
        })
        return made
      })
      if (id === undefined) throw notFound()
      res.redirect(303, paths.cabinet.reportTitle(id))
    },
  })
}
