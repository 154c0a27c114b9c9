import { type Request, type Response, Router } from 'express'
import { historyOf } from '../../audit/audit'
import { EVENT_WORDS } from '../../audit/event-words'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { conflict, notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { officeStaffOf } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { choice, field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { findOrganisation } from '../organisations/organisations.repository'
import { controlReport } from '../reports/check'
import { printView } from '../reports/print.view'
import { protocolView } from '../reports/protocol.view'
import { ANSWERS, type Answer, MOVES, NOT_HANDED_IN, STATUSES } from '../reports/report.status'
import { headingOf, periodWords } from '../reports/report-words'
import { findOfficeReport } from '../reports/reports.repository'
import { PARTS_HEAD, signatureSection } from '../signatures/signature.view'
import { answerReport, conflictWords } from './answer-report'
import { askedOf } from './asked'
import { exportRoutes } from './export.routes'
import { fileRoutes, reportSignature, signatureLinks } from './file.routes'
import { missingFor, type OfficeLine, reportsFor } from './report-review.repository'

const PAGE_SIZE = 50

const answerForm = defineForm({
  answer: choice(ANSWERS, 'Выберите ответ'),
  text: field((typed, fail): string =>
    [...typed].length > 2000 ? fail('too_long', 'Пояснение длиннее 2000 знаков: сократите его') : typed,
  ),
})

/** «Отчёты» of an office: who has sent what, who has not, the report with its protocol, the four answers. */
export const reportReviewRoutes = (deps: Deps): Router => {
  const { db, forms } = deps
  const router = Router()

  router.get(paths.office.reports, async (req, res) => {
    const staff = officeStaffOf(req)
    const filter = await askedOf(deps, req)
    const { asked, template, query } = filter
    const { formCode, year, period, end } = asked
    const isMissing =
      asked.status === 'missing' &&
      formCode !== undefined &&
      year !== undefined &&
      period !== undefined &&
      end !== undefined
    const list = isMissing
      ? missingFor(db, staff.officeId, { formCode, year, period, end })
      : reportsFor(db, staff.officeId, asked)
    const page = await keysetPage<OfficeLine>(list, { size: PAGE_SIZE, cursor: req.query.cursor })
    const rows = await Promise.all(
      page.rows.map(async line => {
        const own = line.templateId == null ? template : (await forms.get(line.templateId)).form.template
        const at = { year: line.year ?? year ?? 0, period: line.period ?? period ?? '' }
        return {
          ...(line.reportId == null ? {} : { href: paths.office.report(line.reportId) }),
          cells: [
            { text: line.number ?? '—' },
            { text: line.shortName, note: `ОКПО ${line.okpo}` },
            { text: line.formName ?? own?.name ?? '', note: `ОКУД ${line.okud ?? own?.okud ?? ''}` },
            { text: own === undefined ? '' : periodWords(own, at) },
            { tag: line.status == null ? NOT_HANDED_IN : STATUSES[line.status] },
            { text: line.submittedAt == null ? '' : formatDateTime(line.submittedAt, staff.timeZone) },
          ],
        }
      }),
    )
    const search = new URLSearchParams(query).toString()
    res.page('report-review/list', {
      ...filter,
      rows,
      isFiltered: Object.values(query).some(value => value !== ''),
      zipHref: `${paths.office.reportsZip}?${search}`,
      csvHref: `${paths.office.reportsCsv}?${search}`,
      pages: neighbours(page, cursor => `${paths.office.reports}?${search}&cursor=${cursor}`),
    })
  })

  exportRoutes(router, deps)

  const reportOf = async (req: Request) => {
    const staff = officeStaffOf(req)
    const report = await findOfficeReport(db, staff.officeId, recordNumber(req.params.id))
    const organisation = report && (await findOrganisation(db, report.organisationId))
    if (report === undefined || organisation === undefined) throw notFound()
    const { form } = await forms.get(report.templateId)
    return { staff, report, organisation, form }
  }

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { staff, report, organisation, form } = await reportOf(req)
    const signature = await reportSignature(db, report.id)
    const protocol = await controlReport(db, form, report)
    const { id, explanations, content } = report
    const isOpen = MOVES.accepted.from.includes(report.status)
    res.page('report-review/report', {
      form: isOpen ? view : undefined,
      report: headingOf(form.template, report),
      submittedAt: formatDateTime(report.submittedAt, staff.timeZone),
      organisation: { name: organisation.shortName, okpo: organisation.okpo, inn: organisation.inn },
      correctionReason: report.correctionReason,
      answer: report.answer,
      decidedAt: formatDateTime(report.decidedAt, staff.timeZone),
      partsHead: PARTS_HEAD,
      signature: signature && (await signatureSection(db, signature, signatureLinks(id), staff.timeZone)),
      ...printView(form.template, content),
      protocol: protocolView(form.template, content, protocol, { id, explanations, linked: false }),
      answers: ANSWERS.map(value => ({ value, text: STATUSES[value].text })),
      deliveredAction: report.status === 'sent' ? paths.office.reportDelivered(id) : undefined,
      answerAction: paths.office.reportAnswer(id),
      xmlHref: paths.office.reportXml(id),
      history: (await historyOf(db, { kind: 'report', id })).map(({ at, event, staffName }) => ({
        title: EVENT_WORDS[event],
        at: formatDateTime(at, staff.timeZone),
        staffName,
      })),
    })
  }

  const answerWith = async (req: Request, answer: Answer | 'delivered', text: string) => {
    const { staff, report, organisation, form } = await reportOf(req)
    const { template } = form
    const given = { report, template, organisation, answer, text, staffId: staff.staffId, actor: actorOf(req) }
    const done = await answerReport(deps, given)
    if (done.kind === 'conflict') {
      const now = await findOfficeReport(db, staff.officeId, report.id)
      throw conflict(conflictWords(now ?? report, done.status, staff.timeZone))
    }
    deps.sender.wake()
    req.session.flash = `Записано: ${STATUSES[answer].text}. Респонденту отправлено уведомление.`
  }

  router.get(paths.office.report(':id'), (req, res) => show(req, res, new FormView()))

  formPage(router, {
    path: paths.office.reportAnswer(':id'),
    admit: officeStaffOf,
    read: answerForm.read,
    show,
    submit: async (req, res, raw) => {
      const { value, errors, known } = answerForm.parse(raw)
      const findings = [...errors]
      if (
        known.answer !== undefined &&
        known.answer !== 'accepted' &&
        known.text !== undefined &&
        known.text.length < 10
      )
        findings.push({
          field: 'text',
          severity: 'error',
          rule: 'answer.text',
          message: 'Объясните респонденту, что не так и что делать: не меньше 10 знаков',
        })
      if (value === undefined || findings.length > 0) return show(req, res.status(422), new FormView(raw, findings))
      await answerWith(req, value.answer, value.text)
      res.redirect(303, paths.office.report(recordNumber(req.params.id)))
    },
  })

  action(router, paths.office.reportDelivered(':id'), async (req, res) => {
    await answerWith(req, 'delivered', '')
    res.redirect(303, paths.office.report(recordNumber(req.params.id)))
  })

  fileRoutes(router, deps)

  return router
}
