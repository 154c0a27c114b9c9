import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { mayBeSent } from '../../flk'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import { listOwnCertificates } from '../certificates/organisation-certificates.repository'
import { canSign } from '../certificates/own-certificates'
import { findOrganisation } from '../organisations/organisations.repository'
import { type CheckedSignature, checkSignature } from '../signatures/check-signature'
import { controlReport, documentOf, fingerprintOf } from './check'
import { areExplained } from './control.routes'
import { ownReportOf } from './own-report'
import { protocolView } from './protocol.view'
import { headingOf } from './report-words'
import { sendReport } from './send-report'
import { stepLinks } from './steps'

/** The largest signature that is taken: an attached one holds the report as well. */
const MAX_SIGNATURE = 24 * 1024 * 1024
const FIELD = 'signature'

/** «Отправка»: the exact XML to sign, the signature, the receipt. */
export const sendRoutes = (router: Router, deps: Deps): void => {
  const { db } = deps

  const stateOf = async (req: Request) => {
    const own = await ownReportOf(deps, req, 'send')
    const { form } = own.ready
    const bytes = documentOf(own.report)
    const protocol = await controlReport(db, form, own.report)
    const { explanations, id, content } = own.report
    const view = protocolView(form.template, content, protocol, { id, explanations, linked: false })
    const explained = areExplained(
      view.warnings.map(({ code }) => code),
      explanations,
    )
    return { ...own, form, bytes, isReady: mayBeSent(protocol) && explained }
  }

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { respondent, report, form, bytes, isReady } = await stateOf(req)
    if (report.status !== 'draft') return res.redirect(303, paths.cabinet.report(report.id))
    res.page('reports/send', {
      form: isReady ? view : undefined,
      report: headingOf(form.template, report),
      steps: stepLinks(form.template, report.id, 'send'),
      isReady,
      mustSign: form.template.settings.sign,
      canSign: await canSign(deps, respondent.organisationId),
      controlHref: paths.cabinet.reportControl(report.id),
      xmlHref: paths.cabinet.reportXml(report.id),
      size: `${Math.max(1, Math.ceil(bytes.length / 1024))} КБ`,
      document: fingerprintOf(bytes.toString('utf8')),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportSend(':id'),
    admit: req => respondentOf(req, 'send'),
    upload: { field: FIELD, maxBytes: MAX_SIGNATURE },
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const { respondent, report, form, bytes, isReady } = await stateOf(req)
      const receipt = paths.cabinet.report(report.id)
      const refuse = (message: string, status: 409 | 413 | 422 = 422, field = FIELD): Promise<void> => {
        const finding: Finding = { field, severity: 'error', rule: 'report.send', message }
        return show(req, res.status(status), new FormView({}, [finding]))
      }
      if (report.status !== 'draft') return res.redirect(303, receipt)
      if (!isReady) return refuse(NOT_READY, 422, 'control')
      if ((req.body as Record<string, unknown>).document !== fingerprintOf(bytes.toString('utf8')))
        return refuse(CHANGED, 409)
      if (req.uploadTooLarge === true) return refuse('Файл подписи больше 24 МБ: создайте отсоединённую подпись', 413)
      const organisation = await findOrganisation(db, respondent.organisationId)
      if (organisation === undefined) throw notFound()
      const file = uploadedFile(req)
      const isBare = file === undefined || file.bytes.length === 0
      if (isBare && form.template.settings.sign)
        return refuse('Выберите файл подписи и нажмите «Подписать и отправить»')
      const checked = isBare ? undefined : await signatureOf(organisation, bytes, file.bytes)
      if (typeof checked === 'string') return refuse(checked)
      const sent = await sendReport(deps, {
        report,
        template: form.template,
        organisation,
        bytes,
        signature: checked?.stored,
        actor: actorOf(req),
      })
      if (sent.kind === 'changed') return refuse(CHANGED, 409)
      deps.sender.wake()
      req.session.flash =
        sent.kind === 'sent' ? 'Отчёт отправлен. Квитанция ниже.' : 'Отчёт уже отправлен. Квитанция ниже.'
      res.redirect(303, receipt)
    },
  })

  /** The signature of the report by a certificate of the organisation, or the sentence why it is none. */
  const signatureOf = async (
    organisation: { id: number; inn: string | null; ogrn: string | null },
    bytes: Buffer,
    file: Uint8Array,
  ): Promise<CheckedSignature | string> => {
    const own = await listOwnCertificates(db, organisation.id)
    const checked = await checkSignature(deps, {
      document: Uint8Array.from(bytes),
      file,
      receivedAt: deps.clock(),
      organisation: organisation.inn === null ? null : { inn: organisation.inn, ogrn: organisation.ogrn },
      certificates: own.map(({ der }) => Uint8Array.from(der)),
    })
    if (checked.verdict === 'invalid') return checked.sentence
    const registered = new Set(own.map(({ der }) => Buffer.from(der).toString('base64')))
    const signers = checked.signers.map(({ certificate }) => certificate)
    const isOwn = signers.some(one => one !== null && registered.has(Buffer.from(one.der).toString('base64')))
    return isOwn ? checked : FOREIGN
  }
}

const NOT_READY = 'Отчёт не прошёл контроль: исправьте ошибки и поясните предупреждения на шаге «Контроль»'
const CHANGED = 'Отчёт изменился, пока эта страница была открыта. Скачайте файл ещё раз, подпишите его и отправьте'
const FOREIGN =
  'Отчёт подписан сертификатом, которого нет среди сертификатов организации. Добавьте открытый ключ (сертификат) в разделе «Сертификаты» и отправьте отчёт ещё раз'
