import type { Request, Response, Router } from 'express'
import { audit } from '../../../audit/audit'
import type { Deps } from '../../../deps'
import { carryOver, compareTemplates } from '../../../flk'
import { actorOf } from '../../../http/actor'
import { seeOther } from '../../../http/errors'
import { action, formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { respondentOf } from '../../../http/identity'
import { paths } from '../../../http/paths'
import { fingerprintOf } from '../check'
import { lockDraftReport, ownDraftOf } from '../own-report'
import { headingOf } from '../report-words'
import { saveDraft } from '../reports.repository'
import { differencesView, lostView } from './carry-over.view'
import { newerVersion } from './newer-version'

/** «Перенести в новую версию»: a draft goes over to the version in force, and what has no place there is kept beside it. */
export const carryOverRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, forms } = deps

  const transferOf = async (req: Request) => {
    const own = await ownDraftOf(deps, req, 'fill')
    const version = await newerVersion(deps, own.report)
    if (version === undefined) throw seeOther(paths.cabinet.report(own.report.id))
    return { ...own, version, to: (await forms.get(version.id)).form.template }
  }

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { report, ready, version, to } = await transferOf(req)
    const { template } = ready.form
    res.page('reports/carry-over', {
      form: view,
      report: headingOf(template, report),
      from: template.version,
      to: version.version,
      differences: differencesView(compareTemplates(template, to)),
      lost: lostView(carryOver(report.content, to).lost, template),
      seen: fingerprintOf(report.content),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportCarryOver(':id'),
    admit: req => respondentOf(req, 'fill'),
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const { report, ready, version, to } = await transferOf(req)
      const at = clock().toISOString()
      const { seen } = req.body as Record<string, unknown>
      const lost = await db.transaction(async trx => {
        const locked = await lockDraftReport(trx, report.id)
        if (seen !== fingerprintOf(locked.content) || locked.templateId !== report.templateId) return undefined
        const carried = carryOver(locked.content, to)
        const leftOver = [...locked.leftOver, ...carried.lost]
        await saveDraft(trx, locked, { content: carried.report, leftOver, templateId: version.id }, at)
        await audit(trx, {
          event: 'report.carried_over',
          actor: actorOf(req),
          subject: { kind: 'report', id: report.id },
          at,
          details: { from: ready.form.template.version, to: version.version, withoutPlace: carried.lost.length },
        })
        return carried.lost.length
      })
      if (lost === undefined) return show(req, res.status(409), new FormView({}, [], { notice: CHANGED }))
      req.session.flash =
        lost === 0
          ? 'Черновик перенесён в новую версию формы, все значения на месте.'
          : `Черновик перенесён в новую версию формы. Значения, которым не нашлось места (${lost}), сохранены на этой странице.`
      res.redirect(303, paths.cabinet.report(report.id))
    },
  })

  action(router, paths.cabinet.reportLeftOver(':id'), async (req, res) => {
    const { report } = await ownDraftOf(deps, req, 'fill')
    const { seen } = req.body as Record<string, unknown>
    await db.transaction(async trx => {
      const locked = await lockDraftReport(trx, report.id)
      // What another tab has put there meanwhile was not looked at.
      if (seen === fingerprintOf(locked.leftOver)) await saveDraft(trx, locked, { leftOver: [] }, clock().toISOString())
    })
    res.redirect(303, paths.cabinet.report(report.id))
  })
}

const CHANGED =
  'Черновик изменили в другой вкладке, поэтому он ещё не перенесён. Посмотрите ещё раз, чему не нашлось места, и подтвердите перенос.'
