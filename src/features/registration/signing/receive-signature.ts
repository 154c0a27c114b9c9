import { type Actor, audit } from '../../../audit/audit'
import type { Verdict } from '../../../crypto/verdict/parts'
import type { Deps } from '../../../deps'
import { checkSignature } from '../../signatures/check-signature'
import { registeredCertificates } from '../../signatures/registered-certificates'
import { storeSignature } from '../../signatures/signatures.repository'
import { lockDraft } from '../save-draft'
import type { SigningDocument } from './document'

export type Received =
  | { kind: 'stored'; verdict: Verdict; sentence: string }
  /** Not the application's signature; nothing of the file is kept. */
  | { kind: 'refused'; sentence: string }
  /** Another tab changed the application meanwhile. */
  | { kind: 'changed' }

/**
 * Checks an uploaded signature against the application as it is now, and keeps it until the application is sent. What
 * could not be checked is kept as well, for a specialist. The same file twice is one signature.
 */
export const receiveSignature = async (
  deps: Deps,
  { draft, bytes, sha256, organisation }: SigningDocument,
  file: Uint8Array,
  actor: Actor,
): Promise<Received> => {
  const subject = { kind: 'application', id: draft.id } as const
  const receivedAt = deps.clock()
  const certificates = await registeredCertificates(deps.db, subject)
  const document = Uint8Array.from(bytes)
  const checked = await checkSignature(deps, { document, file, receivedAt, organisation, certificates })
  const { verdict, sentence, stored } = checked
  if (verdict === 'invalid') return { kind: 'refused', sentence }
  return deps.db.transaction(async trx => {
    const { version } = await lockDraft(trx, deps, draft.id)
    if (version !== draft.version) return { kind: 'changed' }
    await storeSignature(trx, subject, stored)
    const details = { verdict, document: sha256 }
    await audit(trx, { event: 'signature.received', actor, subject, at: stored.receivedAt, details })
    return { kind: 'stored', verdict, sentence }
  })
}
