import { Router } from 'express'
import { readCertificate } from '../../crypto/certificate'
import { checkCertificate } from '../../crypto/certificate-check'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate } from '../../http/send-file'
import { certificateView } from '../certificates/certificate.view'
import { checkForRespondent } from '../certificates/certificate-check.view'
import { listContacts } from '../contacts/contacts.repository'
import { findOrganisation } from '../organisations/organisations.repository'
import { findOwnCertificate, listOwnCertificates } from './cabinet.repository'
import { contactView } from './contact.view'
import { organisationView } from './organisation.view'

/** «Личный кабинет»: what the system knows of the organisation that is signed in. */
export const cabinetRoutes = ({ db, clock, reference, trust }: Deps): Router => {
  const router = Router()

  router.get(paths.cabinet.home, async (req, res) => {
    const { organisationId } = respondentOf(req)
    const organisation = await findOrganisation(db, organisationId)
    if (organisation === undefined) throw notFound()
    const certificates = await listOwnCertificates(db, organisationId)
    const contacts = await listContacts(db, organisationId, clock())
    const store = await trust.get()
    res.page('cabinet/cabinet', {
      name: organisation.shortName,
      groups: organisationView(organisation, await reference.get()),
      certificates: certificates.map(({ id, der }) => ({
        ...certificateView(id, readCertificate(der), checkForRespondent(checkCertificate(der, store, clock()))),
        href: paths.cabinet.certificate(id),
      })),
      contacts: contacts.map(contactView),
    })
  })

  router.get(paths.cabinet.certificate(':id'), async (req, res) => {
    const { organisationId } = respondentOf(req)
    const certificate = await findOwnCertificate(db, organisationId, recordNumber(req.params.id))
    if (certificate === undefined) throw notFound()
    sendCertificate(res, certificate)
  })

  return router
}
