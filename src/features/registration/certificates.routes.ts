import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import { type CertificateDetails, CertificateError, readCertificate } from '../../crypto/certificate'
import { isDemoCertificate } from '../../crypto/demo-certificate'
import { certificateUploadProblems, decodeCertificateUpload, MAX_CERTIFICATE_FILE } from '../../crypto/upload'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate } from '../../http/send-file'
import { uploadedFile } from '../../http/uploads'
import type { Finding } from '../../validation/finding'
import { updateForm } from '../applications/applications.repository'
import { validityProblem } from '../applications/control/certificate-rules'
import { controlCertificates, controlGeneral } from '../applications/control/control'
import { certificateField } from '../applications/control/facts'
import { certificateView } from '../certificates/certificate.view'
import { checkForRespondent } from '../certificates/certificate-check.view'
import {
  addCertificate,
  findCertificate,
  listCertificates,
  MAX_CERTIFICATES,
  removeCertificate,
} from '../certificates/certificates.repository'
import { draftOf } from './draft-cookie'
import { loadFacts } from './load-facts'
import { noticesOf } from './remark-notices'
import { lockDraft, withTab } from './save-draft'
import { tabLinks } from './tabs'

const FIELD = 'certificate'

/** «Сертификаты»: choose a file, load it, see what it says, remove it, take it back. */
export const certificateRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const draft = await draftOf(deps, req)
    const facts = await loadFacts(deps, draft)
    const findings = controlCertificates(facts)
    const notices = await noticesOf(deps, draft)
    res.page('registration/certificates', {
      form,
      okpo: draft.okpo,
      tabs: tabLinks(draft, 'certificates', {
        general: controlGeneral(facts),
        certificates: facts.certificates.length,
      }),
      next: paths.registration.contacts,
      certificates: facts.certificates.map(({ id, details, check }) => ({
        ...certificateView(id, details, check && checkForRespondent(check)),
        href: paths.registration.certificateDownload(id),
        removeAction: paths.registration.certificateRemove(id),
        field: certificateField(id),
        findings: findings.filter(({ field }) => field === certificateField(id)),
        notice: notices[certificateField(id)],
      })),
      full: facts.certificates.length >= MAX_CERTIFICATES,
      max: MAX_CERTIFICATES,
    })
  }

  formPage(router, {
    path: paths.registration.certificates,
    upload: { field: FIELD, maxBytes: MAX_CERTIFICATE_FILE },
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const draft = await draftOf(deps, req)
      const read = await readUpload(req, deps.clock(), deps.config.demo)
      const problem = read.ok ? await store(req, draft.id, read) : read.problem
      if (problem === undefined) {
        req.session.flash = 'Сертификат загружен.'
        return res.redirect(303, paths.registration.certificates)
      }
      const finding: Finding = { field: FIELD, severity: 'error', ...problem }
      return show(req, res.status(req.uploadTooLarge === true ? 413 : 422), new FormView({}, [finding]))
    },
  })

  const store = (
    req: Request,
    id: number,
    { der, details }: { der: Uint8Array; details: CertificateDetails },
  ): Promise<Problem | undefined> =>
    deps.db.transaction(async trx => {
      const draft = await lockDraft(trx, deps, id)
      const at = deps.clock().toISOString()
      if ((await listCertificates(trx, id)).length >= MAX_CERTIFICATES)
        return {
          rule: 'certificate.too_many',
          message: `К заявке можно приложить не больше ${MAX_CERTIFICATES} сертификатов: удалите лишний`,
        }
      if (!(await addCertificate(trx, id, der, details, at)))
        return { rule: 'certificate.repeated', message: 'Этот сертификат уже загружен: выберите другой файл' }
      await updateForm(trx, draft, { ...draft.form, saved: withTab(draft, 'certificates') }, at)
      await audit(trx, {
        event: 'application.certificate_added',
        actor: actorOf(req),
        subject: { kind: 'application', id },
        at,
        details: { thumbprint: details.sha256 },
      })
      return undefined
    })

  action(router, paths.registration.certificateRemove(':id'), async (req, res) => {
    const { id } = await draftOf(deps, req)
    const certificate = recordNumber(req.params.id)
    const removed = await deps.db.transaction(async trx => {
      const draft = await lockDraft(trx, deps, id)
      if (!(await removeCertificate(trx, id, certificate))) return false
      await updateForm(trx, draft, draft.form, deps.clock().toISOString())
      await audit(trx, {
        event: 'application.certificate_removed',
        actor: actorOf(req),
        subject: { kind: 'application', id },
        at: deps.clock().toISOString(),
        details: { certificate },
      })
      return true
    })
    if (removed) req.session.flash = 'Сертификат удалён из заявки.'
    res.redirect(303, paths.registration.certificates)
  })

  router.get(paths.registration.certificateDownload(':id'), async (req, res) => {
    const draft = await draftOf(deps, req)
    const certificate = await findCertificate(deps.db, draft.id, recordNumber(req.params.id))
    if (certificate === undefined) throw notFound()
    sendCertificate(res, certificate)
  })
}

type Problem = { rule: string; message: string }
type Read = { ok: true; der: Uint8Array; details: CertificateDetails } | { ok: false; problem: Problem }

const refused = (rule: string, message: string): Read => ({
  ok: false,
  problem: { rule: `certificate.${rule}`, message },
})

const DEMO_CERTIFICATE =
  'Это демонстрационный сертификат, он ничего не подтверждает. Загрузите сертификат, который выдал удостоверяющий центр'

/** The certificate in the uploaded file, if it is one and in force. What is refused is neither kept nor logged. */
const readUpload = async (req: Request, now: Date, demo: boolean): Promise<Read> => {
  if (req.uploadTooLarge === true) return refused('too_large', certificateUploadProblems.too_large)
  const file = uploadedFile(req)
  if (file === undefined) return refused('required', 'Выберите файл сертификата и нажмите «Загрузить»')
  const decoded = await decodeCertificateUpload(file.bytes, file.name)
  if (!decoded.ok) return refused(decoded.problem, certificateUploadProblems[decoded.problem])
  try {
    if (!demo && isDemoCertificate(decoded.der)) return refused('demo', DEMO_CERTIFICATE)
    const details = readCertificate(decoded.der)
    const problem = validityProblem(details, now)
    return problem === undefined ? { ok: true, der: decoded.der, details } : { ok: false, problem }
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error
    return refused('not_certificate', certificateUploadProblems.not_certificate)
  }
}
