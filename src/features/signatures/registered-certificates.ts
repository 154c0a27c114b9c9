import type { Db } from '../../db/db'
import { listCertificates } from '../certificates/certificates.repository'
import type { Subject } from './signatures.repository'

/** Things that organisations sign in the cabinet, and the tables that say whose they are. */
const OWNED = { report: 'reports', organisation_change: 'organisation_changes' } as const

/**
 * DER of the certificates that were registered with what was signed: one of them may be the signer's, where the file
 * carries none. Of an application those that it names; of a report or a change of the profile all that the organisation
 * ever had, those out of use included, since they were in use when it signed. Other things have none.
 */
export const registeredCertificates = async (db: Db, { kind, id }: Subject): Promise<Uint8Array[]> => {
  if (kind === 'application') return (await listCertificates(db, id)).map(({ der }) => Uint8Array.from(der))
  if (kind !== 'report' && kind !== 'organisation_change') return []
  const rows: { der: Uint8Array }[] = await db('organisation_certificates')
    .join('certificates', 'certificates.id', 'organisation_certificates.certificate_id')
    .where('organisation_id', db(OWNED[kind]).where({ id }).select('organisation_id'))
    .orderBy('certificates.id')
    .select('certificates.der')
  return rows.map(({ der }) => Uint8Array.from(der))
}
