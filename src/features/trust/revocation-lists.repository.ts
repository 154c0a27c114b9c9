import { createHash } from 'node:crypto'
import { type Actor, audit } from '../../audit/audit'
import type { RevocationList } from '../../crypto/revocation/list'
import type { ListScope } from '../../crypto/revocation/scope'
import type { Db, Instant } from '../../db/db'
import { keepListBytes } from './list-bytes.repository'

export type ListSource = 'upload' | 'fetch' | 'demo'

export type NewRevocationList = {
  list: RevocationList
  /** What people call the issuer. */
  issuer: string
  source: ListSource
  demo?: boolean
  actor: Actor
  at: Instant
}

/**
 * Keeps a revocation list whose issuer and signature were found right (`load-trust` does both); its scope is known.
 * Its octets are kept beforehand by `keepListBytes`, or else here. Lists that it replaces stay: stored verdicts refer to
 * them. False when the very same list is there already.
 */
export const addRevocationList = async (trx: Db, given: NewRevocationList): Promise<boolean> => {
  const { list, issuer, source, actor, at, demo = false } = given
  await keepListBytes(trx, list.sha256, list.der)
  const same = { issuer_name: nameHash(list.issuer), key_id: list.authorityKeyId, scope: list.scope, demo }
  const current: Rank[] = await trx('revocation_lists')
    .where({ ...same, current: true })
    .select('id', 'this_update', 'number')
  const replaced = current.filter(row => isAtLeastAsNew(list, row)).map(({ id }) => id)
  const added: { id: number }[] = await trx('revocation_lists')
    .insert({
      ...same,
      sha256: list.sha256,
      issuer,
      number: list.number?.toString() ?? null,
      this_update: list.thisUpdate.toISOString(),
      next_update: list.nextUpdate?.toISOString() ?? null,
      entries: list.count,
      source,
      current: replaced.length === current.length,
      added_at: at,
    })
    .onConflict('sha256')
    .ignore()
    .returning('id')
  const [row] = added
  if (row === undefined) return false
  await trx('revocation_lists').whereIn('id', replaced).update({ current: false })
  await audit(trx, {
    event: 'trust.list_added',
    actor,
    subject: { kind: 'revocation_list', id: row.id },
    at,
    details: { sha256: list.sha256, number: list.number?.toString() ?? null, source },
  })
  return true
}

/**
 * How many octets of lists a process holds in memory once it asks this one, too: those in use, without what it replaces.
 */
export const heldBytesWith = async (db: Db, list: RevocationList): Promise<number> => {
  const replaced = { issuer_name: nameHash(list.issuer), key_id: list.authorityKeyId, scope: list.scope }
  const [{ bytes }] = await db('revocation_list_parts as parts')
    .join('revocation_lists as lists', 'lists.sha256', 'parts.sha256')
    .where({ current: true })
    .whereNotIn(
      'lists.id',
      db('revocation_lists')
        .where({ ...replaced, current: true })
        .select('id'),
    )
    .select({ bytes: db.raw('coalesce(sum(length(parts.bytes)), 0)') })
  return Number(bytes) + list.der.length
}

/** How a Name (its DER) is looked up. */
export const nameHash = (name: Uint8Array): string => createHash('sha256').update(name).digest('hex')

type Rank = { id: number; this_update: Instant; number: string | null }

/** Trap of some authorities: two lists of one second; then the higher number is the newer one. */
const isAtLeastAsNew = (list: RevocationList, other: Rank): boolean => {
  const difference = list.thisUpdate.getTime() - Date.parse(other.this_update)
  return difference === 0 ? (list.number ?? 0n) >= BigInt(other.number ?? 0) : difference > 0
}

export type RevocationListLine = {
  id: number
  sha256: string
  issuer: string
  /** As `nameHash` gives it. */
  issuerName: string
  scope: ListScope
  number: string | null
  thisUpdate: Instant
  nextUpdate: Instant | null
  entries: number
  source: ListSource
}

/** The lists that today's checks ask, without their bytes; a query to be ordered. */
export const currentLists = (db: Db, demoMode: boolean) => {
  const query = db('revocation_lists').where({ current: true }).select({
    id: 'id',
    sha256: 'sha256',
    issuer: 'issuer',
    issuerName: 'issuer_name',
    scope: 'scope',
    number: 'number',
    thisUpdate: 'this_update',
    nextUpdate: 'next_update',
    entries: 'entries',
    source: 'source',
  })
  return demoMode ? query : query.where({ demo: false })
}

export const listCurrentLists = (db: Db, demoMode: boolean): Promise<RevocationListLine[]> =>
  currentLists(db, demoMode).orderBy(['issuer', 'id'])
