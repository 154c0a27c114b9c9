import { Router } from 'express'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { certificateView } from '../certificates/certificate.view'
import { certificateNotices } from '../certificates/certificate-notices'
import { checkForOwner } from '../certificates/check.view'
import { loadOwnCertificates } from '../certificates/own-certificates'
import { contactCells } from '../contacts/contact.view'
import { listContacts } from '../contacts/contacts.repository'
import { findOrganisation } from '../organisations/organisations.repository'
import { organisationView } from './organisation.view'

/** «Личный кабинет»: what the system knows of the organisation that is signed in. */
export const cabinetRoutes = (deps: Deps): Router => {
  const { db, clock, reference } = deps
  const router = Router()

  router.get(paths.cabinet.home, async (req, res) => {
    const { organisationId, rights } = respondentOf(req)
    const organisation = await findOrganisation(db, organisationId)
    if (organisation === undefined) throw notFound()
    const certificates = await loadOwnCertificates(deps, organisationId)
    const contacts = await listContacts(db, organisationId, clock())
    res.page('cabinet/cabinet', {
      name: organisation.shortName,
      mayManage: rights.manage,
      notices: rights.manage ? certificateNotices(certificates, clock()) : [],
      groups: organisationView(organisation, await reference.get()),
      certificates: certificates.map(({ id, details, check }) => ({
        ...certificateView(id, details, checkForOwner(check)),
        href: paths.cabinet.certificate(id),
      })),
      contacts: contacts.map(contact => ({ cells: contactCells(contact) })),
    })
  })

  return router
}
