import { type Request, type Response, Router } from 'express'
import { readCertificate } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { mayManage, respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate } from '../../http/send-file'
import { certificateField } from '../applications/control/facts'
import { findOrganisation, type Organisation } from '../organisations/organisations.repository'
import { addCertificateTo } from './add-certificate'
import { certificateView } from './certificate.view'
import { MAX_CERTIFICATES } from './certificates.repository'
import { checkForOwner } from './check.view'
import { findOwnCertificate, listRetiredCertificates } from './organisation-certificates.repository'
import { controlOwnCertificates, isUsable, loadOwnCertificates } from './own-certificates'
import { CERTIFICATE_UPLOAD, certificateFinding, readCertificateUpload } from './read-upload'
import { replaceRoutes } from './replace.routes'
import { retireRoutes } from './retire.routes'

/** So many of those that are out of use are listed. */
const MAX_RETIRED = 20

/** «Сертификаты» of the cabinet: what the organisation signs with. */
export const certificatesRoutes = (deps: Deps): Router => {
  const router = Router()

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const organisation = await ownOrganisation(deps, req)
    const certificates = await loadOwnCertificates(deps, organisation.id)
    const findings = await controlOwnCertificates(deps, organisation, certificates)
    const retired = await listRetiredCertificates(deps.db, organisation.id, MAX_RETIRED)
    const now = deps.clock()
    res.page('certificates/certificates', {
      form,
      certificates: certificates.map(({ id, details, check }) => ({
        ...certificateView(id, details, checkForOwner(check)),
        href: paths.cabinet.certificate(id),
        replaceHref: paths.cabinet.certificateReplace(id),
        retireHref: paths.cabinet.certificateRetire(id),
        findings: findings.filter(({ field }) => field === certificateField(id)),
      })),
      mayNotSign: certificates.length > 0 && !certificates.some(certificate => isUsable(certificate, now)),
      full: certificates.length >= MAX_CERTIFICATES,
      max: MAX_CERTIFICATES,
      retired: retired.map(retiredRow),
    })
  }

  formPage(router, {
    path: paths.cabinet.certificates,
    upload: CERTIFICATE_UPLOAD,
    admit: mayManage,
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const organisation = await ownOrganisation(deps, req)
      const read = await readCertificateUpload(req, deps.clock(), deps.config.demo)
      const problem = read.ok ? await addCertificateTo(deps, { organisation, read, actor: actorOf(req) }) : read.problem
      if (problem === undefined) {
        req.session.flash = 'Сертификат добавлен.'
        return res.redirect(303, paths.cabinet.certificates)
      }
      const status = req.uploadTooLarge === true ? 413 : 422
      return show(req, res.status(status), new FormView({}, [certificateFinding(problem)]))
    },
  })

  replaceRoutes(router, deps)
  retireRoutes(router, deps)

  router.get(paths.cabinet.certificate(':id'), async (req, res) => {
    const { organisationId } = respondentOf(req)
    const certificate = await findOwnCertificate(deps.db, organisationId, recordNumber(req.params.id))
    if (certificate === undefined) throw notFound()
    sendCertificate(res, certificate)
  })

  return router
}

/** The organisation that is signed in. Throws 303 to the sign-in for anybody else. */
const ownOrganisation = async ({ db }: Deps, req: Request): Promise<Organisation> => {
  const organisation = await findOrganisation(db, respondentOf(req, 'manage').organisationId)
  if (organisation === undefined) throw notFound()
  return organisation
}

const retiredRow = ({ der, retiredAt }: { der: Uint8Array; retiredAt: string }) => {
  const { owner, serialNumber, validTo } = readCertificate(der)
  return {
    cells: [
      { text: owner },
      { text: serialNumber.toUpperCase() },
      { text: formatDateTime(validTo) },
      { text: formatDateTime(retiredAt) },
    ],
  }
}
