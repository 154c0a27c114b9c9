import type { Knex } from 'knex'
import type { Actor } from '../../audit/audit'
import { RevocationList } from '../../crypto/revocation/list'
import { addRevocationList } from '../trust/revocation-lists.repository'
import { addTrustCertificate } from '../trust/trust.repository'
import { type Authority, issueTo, makeAuthority } from './authority'
import { findAuthority, findSigner, insertAuthority, insertSigner, lockAuthority } from './demo-authority.repository'
import type { Signer } from './issue-certificate'
import { AUTHORITY_NAME, type Holder, nameInCertificate } from './names'

const SYSTEM: Actor = { kind: 'system' }
/** A certificate that ends sooner is not given out any more. */
const LASTS_AT_LEAST = 24 * 3_600_000

/**
 * The demo authority of this database; made at the first call, together with its rows in the trust store, which count
 * in demo mode only. To be called in demo mode only. Of two processes that begin at once one makes it.
 */
export const ensureAuthority = async (db: Knex, now: Date): Promise<Authority> => {
  const known = await findAuthority(db)
  if (known !== undefined) return known
  const made = makeAuthority(now)
  const at = now.toISOString()
  return db.transaction(async (trx): Promise<Authority> => {
    if (!(await insertAuthority(trx, made, at))) {
      const others = await findAuthority(trx)
      if (others === undefined) throw new Error('the demo authority is there and cannot be read')
      return others
    }
    const common = { demo: true, actor: SYSTEM, at }
    await addTrustCertificate(trx, { ...common, der: made.root.certificate, role: 'root', addedBy: null })
    const list = new RevocationList(made.revocationList)
    await addRevocationList(trx, { ...common, list, issuer: AUTHORITY_NAME, source: 'demo' })
    return made
  })
}

/** The key and certificate of an organisation: the same until it nears its end, then another. In demo mode only. */
export const ensureSigner = async (db: Knex, given: Holder, now: Date): Promise<Signer> => {
  const holder = { ...given, name: nameInCertificate(given.name) }
  const authority = await ensureAuthority(db, now)
  const until = new Date(now.getTime() + LASTS_AT_LEAST).toISOString()
  return db.transaction(async (trx): Promise<Signer> => {
    await lockAuthority(trx)
    const known = await findSigner(trx, holder, until)
    if (known !== undefined) return known
    const made = issueTo(authority, holder, now)
    await insertSigner(trx, holder, made, now.toISOString())
    return made
  })
}
