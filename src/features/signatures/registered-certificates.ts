import type { Db } from '../../db/db'
import { listCertificates } from '../certificates/certificates.repository'
import type { Subject } from './signatures.repository'

/**
 * DER of the certificates that were registered with what was signed: one of them may be the signer's, where the file
 * carries none. Things that have no certificates of their own have none here.
 */
export const registeredCertificates = async (db: Db, { kind, id }: Subject): Promise<Uint8Array[]> => {
  if (kind !== 'application') return []
  return (await listCertificates(db, id)).map(({ der }) => Uint8Array.from(der))
}
