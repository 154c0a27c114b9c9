import { type Actor, audit } from '../../audit/audit'
import type { Verdict } from '../../crypto/verdict/parts'
import type { Deps } from '../../deps'
import { listCertificates } from '../certificates/certificates.repository'
import { checkResult, knownCertificates } from './check-result'
import { addCheck, findSignature } from './signatures.repository'

export type Recheck = { before: Verdict; after: Verdict }

/**
 * Checks a stored signature again: as of the moment it was received, with the roots and revocation lists of today.
 * Certificates that an earlier check had found are still known. Appends to the history; nothing is overwritten there.
 * @param staffId who asked; null for the command
 */
export const recheckSignature = async (
  deps: Pick<Deps, 'db' | 'clock' | 'trust' | 'signatures'>,
  id: number,
  actor: Actor,
  staffId: number | null,
): Promise<Recheck | undefined> => {
  const signature = await findSignature(deps.db, id)
  if (signature === undefined) return undefined
  const { applicationId, result, cms, document } = signature
  const loaded = (await listCertificates(deps.db, applicationId)).map(({ der }) => Uint8Array.from(der))
  const { organisation } = result
  const request = {
    file: cms,
    document,
    receivedAt: new Date(signature.receivedAt),
    organisation,
    known: [...loaded, ...knownCertificates(result)],
  }
  const verdict = await deps.signatures.check(request, await deps.trust.get())
  const checkedAt = deps.clock().toISOString()
  await deps.db.transaction(async trx => {
    await addCheck(trx, id, {
      checkedAt,
      verdict: verdict.value,
      result: checkResult(verdict, organisation),
      staffId,
    })
    await audit(trx, {
      event: 'signature.rechecked',
      actor,
      subject: { kind: 'application', id: applicationId },
      at: checkedAt,
      details: { signature: id, before: signature.verdict, after: verdict.value },
    })
  })
  return { before: signature.verdict, after: verdict.value }
}
