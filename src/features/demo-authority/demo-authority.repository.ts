import { readStructure } from '../../crypto/certificate/structure'
import type { Db, Instant } from '../../db/db'
import type { Authority } from './authority'
import type { Signer } from './issue-certificate'
import type { Holder } from './names'
import { keyOfOctets, type ParameterSet, secretOctets } from './signing-key'

type KeyRow = { parameter_set: ParameterSet; secret: Uint8Array; certificate: Uint8Array }

export const findAuthority = async (db: Db): Promise<Authority | undefined> => {
  const row: (KeyRow & { revocation_list: Uint8Array }) | undefined = await db('demo_authority').first()
  return row && { root: toSigner(row), revocationList: Uint8Array.from(row.revocation_list) }
}

/** False when there is an authority already: another process was faster. */
export const insertAuthority = async (trx: Db, { root, revocationList }: Authority, at: Instant): Promise<boolean> => {
  const inserted: unknown[] = await trx('demo_authority')
    .insert({ id: 1, ...toRow(root), revocation_list: Buffer.from(revocationList), created_at: at })
    .onConflict('id')
    .ignore()
    .returning('id')
  return inserted.length > 0
}

/** Holds everybody else who wants to issue a certificate until the end of the transaction. */
export const lockAuthority = async (trx: Db): Promise<void> => {
  await trx('demo_authority').forUpdate().first('id')
}

/** The newest certificate of an organisation that lasts beyond a moment. */
export const findSigner = async (db: Db, { name, inn, ogrn }: Holder, until: Instant): Promise<Signer | undefined> => {
  const row: KeyRow | undefined = await db('demo_certificates')
    .where({ name, inn, ogrn })
    .where('valid_to', '>', until)
    .orderBy('id', 'desc')
    .first('parameter_set', 'secret', 'certificate')
  return row && toSigner(row)
}

export const insertSigner = async (trx: Db, holder: Holder, signer: Signer, at: Instant): Promise<void> => {
  const valid_to = readStructure(signer.certificate).notAfter.toISOString()
  await trx('demo_certificates').insert({ ...holder, ...toRow(signer), valid_to, created_at: at })
}

const toRow = ({ key, certificate }: Signer) => ({
  parameter_set: key.set,
  secret: secretOctets(key),
  certificate: Buffer.from(certificate),
})

const toSigner = (row: KeyRow): Signer => {
  const certificate = Uint8Array.from(row.certificate)
  const { subject, issuer, serial } = readStructure(certificate)
  const key = keyOfOctets(row.parameter_set, row.secret)
  return { key, certificate, name: subject, issuerName: issuer, serial }
}
