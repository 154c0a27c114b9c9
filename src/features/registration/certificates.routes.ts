import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { CertificateDetails } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate } from '../../http/send-file'
import { updateForm } from '../applications/applications.repository'
import { controlCertificates, controlGeneral } from '../applications/control/control'
import { certificateField } from '../applications/control/facts'
import { certificateView } from '../certificates/certificate.view'
import {
  addCertificate,
  findCertificate,
  listCertificates,
  MAX_CERTIFICATES,
  removeCertificate,
} from '../certificates/certificates.repository'
import { checkForOwner } from '../certificates/check.view'
import {
  CERTIFICATE_UPLOAD,
  type CertificateProblem,
  certificateFinding,
  REPEATED,
  readCertificateUpload,
} from '../certificates/read-upload'
import { draftOf } from './draft-cookie'
import { loadFacts } from './load-facts'
import { noticesOf } from './remark-notices'
import { lockDraft, withTab } from './save-draft'
import { tabLinks } from './tabs'

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
        ...certificateView(id, details, check && checkForOwner(check)),
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
    upload: CERTIFICATE_UPLOAD,
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const draft = await draftOf(deps, req)
      const read = await readCertificateUpload(req, deps.clock(), deps.config.demo)
      const problem = read.ok ? await store(req, draft.id, read) : read.problem
      if (problem === undefined) {
        req.session.flash = 'Сертификат загружен.'
        return res.redirect(303, paths.registration.certificates)
      }
      const status = req.uploadTooLarge === true ? 413 : 422
      return show(req, res.status(status), new FormView({}, [certificateFinding(problem)]))
    },
  })

  const store = (
    req: Request,
    id: number,
    { der, details }: { der: Uint8Array; details: CertificateDetails },
  ): Promise<CertificateProblem | undefined> =>
    deps.db.transaction(async trx => {
      const draft = await lockDraft(trx, deps, id)
      const at = deps.clock().toISOString()
      if ((await listCertificates(trx, id)).length >= MAX_CERTIFICATES)
        return {
          rule: 'certificate.too_many',
          message: `К заявке можно приложить не больше ${MAX_CERTIFICATES} сертификатов: удалите лишний`,
        }
      if (!(await addCertificate(trx, id, der, details, at))) return REPEATED
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
