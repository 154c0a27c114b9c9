import { type Actor, audit } from '../../audit/audit'
import type { RevocationList } from '../../crypto/revocation/list'
import type { Verdict } from '../../crypto/verdict/parts'
import type { Deps } from '../../deps'
import { findListBytes } from '../trust/list-bytes.repository'
import { askedLists, type CheckResult, knownCertificates } from './check-result'
import { checkSignature } from './check-signature'
import { registeredCertificates } from './registered-certificates'
import { addCheck, findSignature } from './signatures.repository'

export type Recheck = { before: Verdict; after: Verdict }

/**
 * Checks a stored signature again: as of the moment it was received, with the roots of today. What an earlier check had
 * found is still at hand, the issuers' certificates and the revocation lists too, whatever became of them in the store
 * since; a newer list goes before. Appends to the history; nothing is overwritten there.
 * @param staffId who asked; null for the command
 */
export const recheckSignature = async (
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'trust' | 'signatures'>,
  id: number,
  actor: Actor,
  staffId: number | null,
): Promise<Recheck | undefined> => {
  const signature = await findSignature(deps.db, id)
  if (signature === undefined) return undefined
  const { subject, result, verdict: before } = signature
  const { verdict: after, stored } = await checkSignature(deps, {
    document: signature.document,
    file: signature.cms,
    receivedAt: new Date(signature.receivedAt),
    organisation: result.organisation,
    certificates: [...(await registeredCertificates(deps.db, subject)), ...knownCertificates(result)],
    revocationLists: await formerLists(deps, result),
  })
  const checkedAt = deps.clock().toISOString()
  await deps.db.transaction(async trx => {
    await addCheck(trx, id, { checkedAt, verdict: after, result: stored.result, staffId })
    await audit(trx, {
      event: 'signature.rechecked',
      actor,
      subject,
      at: checkedAt,
      details: { signature: id, before, after },
    })
  })
  return { before, after }
}

/** Lists that the last check asked and that the store no longer offers: they are kept for this. */
const formerLists = async (
  { db, trust, signatures }: Pick<Deps, 'db' | 'trust' | 'signatures'>,
  result: CheckResult,
): Promise<RevocationList[]> => {
  const store = await trust.get()
  const former = askedLists(result).filter(sha256 => !store.hasList(sha256))
  const lists: RevocationList[] = []
  for (const sha256 of former) {
    const der = await findListBytes(db, sha256)
    const read = der && (await signatures.readList(der, []))
    if (read) lists.push(read.list)
  }
  return lists
}
