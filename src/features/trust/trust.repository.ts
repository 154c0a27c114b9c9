import { type Actor, audit } from '../../audit/audit'
import { toHex } from '../../crypto/asn1/values'
import { printName } from '../../crypto/certificate/name'
import { readStructure } from '../../crypto/certificate/structure'
import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'

/** A root is believed by itself; an intermediate only helps to build the way up to one. */
export type TrustRole = 'root' | 'intermediate'

export type TrustCertificate = {
  id: number
  sha256: string
  role: TrustRole
  der: Uint8Array
  subject: string
  issuer: string
  serial: string
  validFrom: Instant
  validTo: Instant
  demo: boolean
}

export type NewTrustCertificate = {
  /** DER of one certificate; what cannot be read throws Asn1Error. */
  der: Uint8Array
  role: TrustRole
  /** Made by the demo authority: counts in demo mode only. */
  demo?: boolean
  /** The member of staff; null for a command and for the demo. */
  addedBy: number | null
  actor: Actor
  at: Instant
}

/**
 * Puts a certificate into the trust store. False when it is there in this role already; one that is there in the other
 * role changes it, as a removal and an addition of its own.
 */
export const addTrustCertificate = async (trx: Db, given: NewTrustCertificate): Promise<boolean> => {
  const { der, role, actor, at, demo = false } = given
  const { sha256, subjectName, issuerName, serial, notBefore, notAfter } = readStructure(der)
  const known = await trx('trust_certificates').where({ sha256 }).first('id', 'role')
  if (known?.role === role) return false
  if (known !== undefined) await removeTrustCertificate(trx, known.id, { actor, at })
  const added: { id: number }[] = await trx('trust_certificates')
    .insert({
      sha256,
      role,
      der: Buffer.from(der),
      subject: printName(subjectName),
      issuer: printName(issuerName),
      serial: toHex(serial),
      valid_from: notBefore.toISOString(),
      valid_to: notAfter.toISOString(),
      demo,
      added_by: given.addedBy,
      added_at: at,
    })
    .onConflict('sha256')
    .ignore()
    .returning('id')
  const [row] = added
  if (row === undefined) return false
  await audit(trx, {
    event: 'trust.certificate_added',
    actor,
    subject: { kind: 'trust_certificate', id: row.id },
    at,
    details: { sha256, role },
  })
  return true
}

/** Takes a certificate out of the trust store: from now on nothing rests on it. False when it is not there. */
export const removeTrustCertificate = async (
  trx: Db,
  id: number,
  { actor, at }: { actor: Actor; at: Instant },
): Promise<boolean> => {
  const row: { sha256: string; role: TrustRole } | undefined = await trx('trust_certificates')
    .where({ id })
    .first('sha256', 'role')
  if (row === undefined || (await trx('trust_certificates').where({ id }).delete()) === 0) return false
  await audit(trx, {
    event: 'trust.certificate_removed',
    actor,
    subject: { kind: 'trust_certificate', id },
    at,
    details: { sha256: row.sha256, role: row.role },
  })
  return true
}

/** A certificate as its table has it. */
export type StoredTrustCertificate = Omit<TrustCertificate, 'validFrom' | 'validTo' | 'demo'> & {
  valid_from: Instant
  valid_to: Instant
  demo: boolean | 0 | 1
}

const certificates = (db: Db, demoMode: boolean) => {
  const query = db('trust_certificates').select<StoredTrustCertificate[]>('*')
  return demoMode ? query : query.where({ demo: false })
}

export const trustCertificate = ({ valid_from, valid_to, demo, ...row }: StoredTrustCertificate): TrustCertificate => ({
  ...row,
  validFrom: valid_from,
  validTo: valid_to,
  demo: Boolean(demo),
})

/** The certificates of a role page by page, those that expire next first. */
export const certificatesOf = (db: Db, demoMode: boolean, role: TrustRole): List => ({
  order: {
    keys: [
      { property: 'valid_to', kind: 'instant' },
      { property: 'id', kind: 'integer' },
    ],
    direction: 'asc',
  },
  sources: [{ query: certificates(db, demoMode).where({ role }), columns: ['valid_to', 'id'] }],
})

/** Everything in the trust store, roots first; certificates of the demo authority in demo mode only. */
export const listTrustCertificates = async (db: Db, demoMode: boolean): Promise<TrustCertificate[]> =>
  (await certificates(db, demoMode).orderBy([{ column: 'role', order: 'desc' }, 'subject', 'id'])).map(trustCertificate)

export const findTrustCertificate = async (
  db: Db,
  wanted: { id: number } | { sha256: string },
  demoMode: boolean,
): Promise<TrustCertificate | undefined> => {
  const row: StoredTrustCertificate | undefined = await certificates(db, demoMode).where(wanted).first()
  return row && trustCertificate(row)
}
