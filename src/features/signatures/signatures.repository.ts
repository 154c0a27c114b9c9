import type { Subject as SubjectKind } from '../../audit/events'
import type { Verdict } from '../../crypto/verdict/parts'
import type { Db, Instant } from '../../db/db'
import type { CheckResult } from './check-result'

/** What was signed, named as in the audit log. */
export type Subject = { kind: SubjectKind; id: number }

export type Signature = {
  id: number
  subject: Subject
  /** Which sending of the subject it was handed in with; null while it waits for one. */
  sequence: number | null
  /** The very bytes that were given out for signing. */
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
    subject: { kind: row.subject_kind, id: row.subject_id },
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

const of = ({ kind, id }: Subject) => ({ subject_kind: kind, subject_id: id })

/** The signature that waits for its subject to be sent. */
export const findPending = async (db: Db, subject: Subject): Promise<Signature | undefined> => {
  const row = await db('signatures').where(of(subject)).whereNull('sequence').first()
  return row === undefined ? undefined : toSignature(row)
}

/** The signature that a subject was sent with. */
export const findSent = async (db: Db, subject: Subject, sequence: number): Promise<Signature | undefined> => {
  const row = await db('signatures')
    .where({ ...of(subject), sequence })
    .first()
  return row === undefined ? undefined : toSignature(row)
}

/** A signature as `checkSignature` found it. */
export type NewSignature = Omit<Signature, 'id' | 'subject' | 'sequence' | 'checkedAt'>

/**
 * Keeps a signature with its first check, and gives its number. Without `sequence` it waits until the subject is sent
 * (`markSent`), and takes the place of one that waited before.
 */
export const storeSignature = async (
  trx: Db,
  subject: Subject,
  signature: NewSignature,
  sequence: number | null = null,
): Promise<number> => {
  if (sequence === null) await deletePending(trx, subject)
  const { verdict, receivedAt } = signature
  const check = { checked_at: receivedAt, verdict, result: JSON.stringify(signature.result) }
  const [row] = await trx('signatures')
    .insert({
      ...of(subject),
      ...check,
      sequence,
      document: Buffer.from(signature.document),
      document_sha256: signature.documentSha256,
      cms: Buffer.from(signature.cms),
      signer: signature.signer,
      received_at: receivedAt,
    })
    .returning('id')
  await trx('signature_checks').insert({ ...check, signature_id: row.id })
  return row.id
}

export const deletePending = (trx: Db, subject: Subject): Promise<number> =>
  trx('signatures').where(of(subject)).whereNull('sequence').delete()

/** From now on the signature belongs to this sending for good. */
export const markSent = async (trx: Db, id: number, sequence: number): Promise<void> => {
  await trx('signatures').where({ id }).update({ sequence })
}

/** Adds a check to the history; the signature shows the latest. */
export const addCheck = async (trx: Db, signatureId: number, check: Check): Promise<void> => {
  const stored = { checked_at: check.checkedAt, verdict: check.verdict, result: JSON.stringify(check.result) }
  await trx('signatures').where({ id: signatureId }).update(stored)
  await trx('signature_checks').insert({ ...stored, signature_id: signatureId, staff_id: check.staffId })
}

export type CheckEntry = { checkedAt: Instant; verdict: Verdict; staffName: string | null }

/** All checks of a signature, oldest first. */
export const listChecks = async (db: Db, signatureId: number): Promise<CheckEntry[]> => {
  const rows = await db('signature_checks')
    .leftJoin('staff', 'staff.id', 'signature_checks.staff_id')
    .where({ signature_id: signatureId })
    .orderBy('signature_checks.id')
    .select('checked_at', 'verdict', 'full_name')
  return rows.map(row => ({ checkedAt: row.checked_at, verdict: row.verdict, staffName: row.full_name }))
}

/** Signatures of what was sent that could not be checked so far, a page at a time in the order of their numbers. */
export const listUndecided = async (db: Db, after = 0, limit = 100): Promise<number[]> => {
  const rows = await db('signatures')
    .where('verdict', 'unknown')
    .whereNotNull('sequence')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .select('id')
  return rows.map(row => row.id)
}

export const findSignature = async (db: Db, id: number): Promise<Signature | undefined> => {
  const row = await db('signatures').where({ id }).first()
  return row === undefined ? undefined : toSignature(row)
}
