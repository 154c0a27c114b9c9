import type { Verdict } from '../../crypto/verdict/parts'
import type { Db, Instant } from '../../db/db'
import type { CheckResult } from './check-result'

export type Signature = {
  id: number
  applicationId: number
  /** Which submission it was handed in with; null until the application is sent. */
  sequence: number | null
  document: Uint8Array
  documentSha256: string
  cms: Uint8Array
  verdict: Verdict
  result: CheckResult
  /** Who signed, for lists; null when the signature does not say. */
  signer: string | null
  receivedAt: Instant
  checkedAt: Instant
}

export type Check = { checkedAt: Instant; verdict: Verdict; result: CheckResult; staffId: number | null }

type Row = Record<string, unknown> & { document: Uint8Array; cms: Uint8Array; result: string }

const toSignature = (row: Row): Signature =>
  ({
    id: row.id,
    applicationId: row.application_id,
    sequence: row.sequence,
    document: Uint8Array.from(row.document),
    documentSha256: row.document_sha256,
    cms: Uint8Array.from(row.cms),
    verdict: row.verdict,
    result: JSON.parse(row.result) as CheckResult,
    signer: row.signer,
    receivedAt: row.received_at,
    checkedAt: row.checked_at,
  }) as Signature

/** The signature that waits to be sent with the application. */
export const findPending = async (db: Db, applicationId: number): Promise<Signature | undefined> => {
  const row = await db('application_signatures').where({ application_id: applicationId }).whereNull('sequence').first()
  return row === undefined ? undefined : toSignature(row)
}

/** The signature that a submission was handed in with. */
export const findSent = async (db: Db, applicationId: number, sequence: number): Promise<Signature | undefined> => {
  const row = await db('application_signatures').where({ application_id: applicationId, sequence }).first()
  return row === undefined ? undefined : toSignature(row)
}

export type NewSignature = Omit<Signature, 'id' | 'sequence' | 'checkedAt'>

/** Keeps a signature until the application is sent, with its first check; the one that waited before goes. */
export const replacePending = async (trx: Db, signature: NewSignature): Promise<void> => {
  await deletePending(trx, signature.applicationId)
  const result = JSON.stringify(signature.result)
  const [row] = await trx('application_signatures')
    .insert({
      application_id: signature.applicationId,
      document: Buffer.from(signature.document),
      document_sha256: signature.documentSha256,
      cms: Buffer.from(signature.cms),
      verdict: signature.verdict,
      result,
      signer: signature.signer,
      received_at: signature.receivedAt,
      checked_at: signature.receivedAt,
    })
    .returning('id')
  await trx('application_signature_checks').insert({
    signature_id: row.id,
    checked_at: signature.receivedAt,
    verdict: signature.verdict,
    result,
  })
}

export const deletePending = (trx: Db, applicationId: number): Promise<number> =>
  trx('application_signatures').where({ application_id: applicationId }).whereNull('sequence').delete()

/** From now on the signature belongs to this submission for good. */
export const markSent = async (trx: Db, id: number, sequence: number): Promise<void> => {
  await trx('application_signatures').where({ id }).update({ sequence })
}

/** Adds a check to the history; the signature shows the latest. */
export const addCheck = async (trx: Db, signatureId: number, check: Check): Promise<void> => {
  const stored = { checked_at: check.checkedAt, verdict: check.verdict, result: JSON.stringify(check.result) }
  await trx('application_signatures').where({ id: signatureId }).update(stored)
  await trx('application_signature_checks').insert({ ...stored, signature_id: signatureId, staff_id: check.staffId })
}

export type CheckEntry = { checkedAt: Instant; verdict: Verdict; staffName: string | null }

/** All checks of a signature, oldest first. */
export const listChecks = async (db: Db, signatureId: number): Promise<CheckEntry[]> => {
  const rows = await db('application_signature_checks')
    .leftJoin('staff', 'staff.id', 'application_signature_checks.staff_id')
    .where({ signature_id: signatureId })
    .orderBy('application_signature_checks.id')
    .select('checked_at', 'verdict', 'full_name')
  return rows.map(row => ({ checkedAt: row.checked_at, verdict: row.verdict, staffName: row.full_name }))
}

/** Signatures of sent applications that could not be checked so far, a page at a time in the order of their numbers. */
export const listUndecided = async (db: Db, after = 0, limit = 100): Promise<number[]> => {
  const rows = await db('application_signatures')
    .where('verdict', 'unknown')
    .whereNotNull('sequence')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id')
  return rows.map(row => row.id)
}

export const findSignature = async (db: Db, id: number): Promise<Signature | undefined> => {
  const row = await db('application_signatures').where({ id }).first()
  return row === undefined ? undefined : toSignature(row)
}
