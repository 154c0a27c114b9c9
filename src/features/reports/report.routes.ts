import type { Request, Response, Router } from 'express'
import { audit, historyOf } from '../../audit/audit'
import { EVENT_WORDS } from '../../audit/event-words'
import type { Deps } from '../../deps'
import { carryOver, reportName } from '../../flk'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import { text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { loadTemplateXml } from '../forms/forms.repository'
import { deletePending, findSent } from '../signatures/signatures.repository'
import { lostView } from './carry-over/carry-over.view'
import { newerView } from './carry-over/newer-version'
import { controlReport, documentOf, fingerprintOf } from './check'
import { lockDraftReport, ownReportOf } from './own-report'
import { printView } from './print.view'
import { protocolView } from './protocol.view'
import { CORRECTABLE } from './report.status'
import { headingOf } from './report-words'
import { deleteDraft, findLastSent, findLatest, insertReport, lockReport, saveDraft } from './reports.repository'

const correctForm = defineForm({
  reason: text({
    required: 'Объясните, что и почему исправляется',
    max: 1000,
    tooLong: 'Пояснение длиннее 1000 знаков: сократите его',
  }),
})

/** The page of a report: its receipt and history, files, print, correction, and the end of a draft. */
export const reportRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  router.get(paths.cabinet.report(':id'), async (req, res) => {
    const { respondent, report, ready } = await ownReportOf(deps, req, 'view')
    const { template } = ready.form
    const subject = { kind: 'report', id: report.id } as const
    const signature = report.number === null ? undefined : await findSent(db, subject, 1)
    const { organisationId, formCode, year, period } = report
    const latest = await findLatest(db, { organisationId, formCode, year, period })
    const isLatest = latest?.id === report.id
    const { fill, send } = respondent.rights
    res.page('reports/report', {
      report: headingOf(template, report),
      correctionReason: report.correctionReason,
      answer: report.answer,
      decidedAt: formatDateTime(report.decidedAt),
      fileName: report.fileName,
      signer: signature?.signer,
      isDraft: report.status === 'draft',
      fillHref: report.status === 'draft' && fill ? paths.cabinet.reportTitle(report.id) : undefined,
      sendHref: report.status === 'draft' && send ? paths.cabinet.reportSend(report.id) : undefined,
      correctHref:
        fill && isLatest && CORRECTABLE.includes(report.status) ? paths.cabinet.reportCorrect(report.id) : undefined,
      latest:
        isLatest || latest === undefined
          ? undefined
          : { href: paths.cabinet.report(latest.id), number: latest.correction },
      discardAction: report.status === 'draft' && fill ? paths.cabinet.reportDiscard(report.id) : undefined,
      xmlHref: paths.cabinet.reportXml(report.id),
      templateHref: paths.cabinet.formTemplate(report.templateId),
      printHref: paths.cabinet.reportPrint(report.id),
      pdfHref: paths.cabinet.reportPdf(report.id),
      newer: fill ? await newerView(deps, report) : undefined,
      lost: report.leftOver.length === 0 ? undefined : lostView(report.leftOver, template),
      seen: fingerprintOf(report.leftOver),
      leftOverAction: paths.cabinet.reportLeftOver(report.id),
      history: (await historyOf(db, subject)).map(({ at, event }) => ({
        title: EVENT_WORDS[event],
        at: formatDateTime(at),
      })),
    })
  })

  router.get(paths.cabinet.reportXml(':id'), async (req, res) => {
    const { report, ready } = await ownReportOf(deps, req, 'view')
    const okpo = report.content.title.find(({ name }) => name === ready.form.template.keyField)?.value ?? ''
    const stamp = report.updatedAt.replace(/\D/g, '').slice(0, 12)
    const name = report.fileName ?? `${reportName(report.content, { okpo, stamp, uuid: report.uuid })}.xml`
    const bytes = report.xml === null ? documentOf(report) : Buffer.from(report.xml, 'utf8')
    sendFile(res, { name, type: 'application/xml', bytes })
  })

  router.get(paths.cabinet.formTemplate(':id'), async (req, res) => {
    respondentOf(req)
    const bytes = await loadTemplateXml(db, recordNumber(req.params.id))
    if (bytes === undefined) throw notFound()
    sendFile(res, { name: `template-${String(req.params.id)}.xml`, type: 'application/xml', bytes })
  })

  router.get(paths.cabinet.reportPrint(':id'), async (req, res) => {
    const { report, ready } = await ownReportOf(deps, req, 'view')
    const protocol = await controlReport(db, ready.form, report)
    const { id, explanations, content } = report
    res.page('reports/print', {
      report: headingOf(ready.form.template, report),
      pdfHref: paths.cabinet.reportPdf(id),
      ...printView(ready.form.template, content),
      protocol: protocolView(ready.form.template, content, protocol, { id, explanations, linked: false }),
    })
  })

  action(router, paths.cabinet.reportCopy(':id'), async (req, res) => {
    const { respondent, report, ready } = await ownReportOf(deps, req, 'fill')
    const last = await findLastSent(db, respondent.organisationId, report.formCode)
    if (last === undefined) throw notFound()
    const at = clock().toISOString()
    // The last one may have been made by another version of the form.
    const carried = carryOver({ ...last.content, title: [] }, ready.form.template)
    await db.transaction(async trx => {
      const locked = await lockDraftReport(trx, report.id)
      await saveDraft(trx, locked, { content: { ...locked.content, sections: carried.report.sections } }, at)
    })
    const lost =
      carried.lost.length === 0 ? '' : ` В этой версии формы не нашлось места значениям: ${carried.lost.length}.`
    req.session.flash = `Отчёт заполнен значениями последнего отправленного. Проверьте и исправьте их.${lost}`
    res.redirect(303, paths.cabinet.reportSection(report.id, 1))
  })

  action(router, paths.cabinet.reportDiscard(':id'), async (req, res) => {
    const { organisationId } = respondentOf(req, 'fill')
    const id = recordNumber(req.params.id)
    const at = clock().toISOString()
    await db.transaction(async trx => {
      const found = await lockReport(trx, id)
      // Pressed twice it is gone all the same.
      if (found === undefined || found.organisationId !== organisationId) return
      if (!(await deleteDraft(trx, organisationId, id))) throw notFound()
      await deletePending(trx, { kind: 'report', id })
      await audit(trx, { event: 'report.discarded', actor: actorOf(req), subject: { kind: 'report', id }, at })
    })
    req.session.flash = 'Черновик удалён.'
    res.redirect(303, paths.cabinet.reports)
  })

  const correctable = async (req: Request) => {
    const own = await ownReportOf(deps, req, 'fill')
    const { organisationId, formCode, year, period } = own.report
    const latest = await findLatest(db, { organisationId, formCode, year, period })
    return { ...own, latest, isOpen: CORRECTABLE.includes(own.report.status) && latest?.id === own.report.id }
  }

  const showCorrect = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { report, ready, isOpen, latest } = await correctable(req)
    if (!isOpen) return res.redirect(303, paths.cabinet.report(latest?.id ?? report.id))
    res.page('reports/correct', { form, report: headingOf(ready.form.template, report) })
  }

  formPage(router, {
    path: paths.cabinet.reportCorrect(':id'),
    admit: req => respondentOf(req, 'fill'),
    read: correctForm.read,
    show: showCorrect,
    submit: async (req, res, raw) => {
      const { value, errors } = correctForm.parse(raw)
      if (value === undefined) return showCorrect(req, res.status(422), new FormView(raw, errors))
      const { report, isOpen, latest } = await correctable(req)
      if (!isOpen) return res.redirect(303, paths.cabinet.report(latest?.id ?? report.id))
      const { organisationId, officeId, templateId, formCode, year, period, content } = report
      const correction = report.correction + 1
      const at = clock().toISOString()
      const made = await db.transaction(async trx => {
        const id = await insertReport(
          trx,
          {
            organisationId,
            officeId,
            templateId,
            formCode,
            year,
            period,
            content,
            correction,
            correctionReason: value.reason,
          },
          at,
        )
        if (id === undefined) return undefined
        const subject = { kind: 'report', id } as const
        const details = { of: report.number, correction }
        await audit(trx, { event: 'report.correction_started', actor: actorOf(req), subject, at, details })
        return id
      })
      const id = made ?? (await findLatest(db, { organisationId, formCode, year, period }))?.id ?? report.id
      res.redirect(303, paths.cabinet.reportSection(id, 1))
    },
  })
}
