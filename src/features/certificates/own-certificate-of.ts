import type { Request } from 'express'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { respondentOf } from '../../http/identity'
import { recordNumber } from '../../http/record-number'
import { findOrganisation, type Organisation } from '../organisations/organisations.repository'
import { findOwnCertificate } from './organisation-certificates.repository'
import { examine, type OwnCertificate } from './own-certificates'

/** The certificate of the address, and whose it is. Throws 404 for somebody else's and for one that is out of use. */
export const ownCertificateOf = async (
  deps: Deps,
  req: Request,
): Promise<{ organisation: Organisation; certificate: OwnCertificate }> => {
  const { organisationId } = respondentOf(req, 'manage')
  const organisation = await findOrganisation(deps.db, organisationId)
  const stored = await findOwnCertificate(deps.db, organisationId, recordNumber(req.params.id))
  if (organisation === undefined || stored === undefined) throw notFound()
  return { organisation, certificate: await examine(deps, stored) }
}
