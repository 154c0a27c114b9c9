import { type Actor, audit } from '../../audit/audit'
import { isDemoCertificate } from '../../crypto/demo-certificate'
import { explainToRespondent } from '../../crypto/verdict/explain'
import type { Verdict } from '../../crypto/verdict/parts'
import type { Deps } from '../../deps'
import { listCertificates } from '../certificates/certificates.repository'
import { lockDraft } from '../registration/save-draft'
import { allLines, checkResult } from './check-result'
import type { SigningDocument } from './document'
import { replacePending } from './signatures.repository'
import { signerNames } from './signers'

/**
 * The largest file that is taken (octets). A detached signature has 2–10 KB; an attached one holds the application as
 * well, some 100 KB at most, and base64 adds a third. It is also what can be checked without holding up other requests.
 */
export const MAX_SIGNATURE = 1024 * 1024

export type Received =
  | { kind: 'stored'; verdict: Verdict; sentence: string }
  /** Not the application's signature; nothing of the file is kept. */
  | { kind: 'refused'; sentence: string }
  /** Another tab changed the application meanwhile. */
  | { kind: 'changed' }

const DEMO_SIGNATURE =
  'Подпись создана демонстрационным сертификатом и ничего не подтверждает. Подпишите заявку сертификатом, который выдал удостоверяющий центр'

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
  const receivedAt = deps.clock()
  const known = (await listCertificates(deps.db, draft.id)).map(({ der }) => Uint8Array.from(der))
  const request = { file, document: Uint8Array.from(bytes), receivedAt, organisation, known }
  const verdict = await deps.signatures.check(request, await deps.trust.get())
  if (!deps.config.demo && verdict.signers.some(({ certificates }) => certificates.some(isDemoCertificate)))
    return { kind: 'refused', sentence: DEMO_SIGNATURE }
  const result = checkResult(verdict, organisation)
  const sentence = explainToRespondent(verdict.value, allLines(result))
  if (verdict.value === 'invalid') return { kind: 'refused', sentence }
  return deps.db.transaction(async trx => {
    const { version } = await lockDraft(trx, deps, draft.id)
    if (version !== draft.version) return { kind: 'changed' }
    const at = receivedAt.toISOString()
    await replacePending(trx, {
      applicationId: draft.id,
      document: bytes,
      documentSha256: sha256,
      cms: file,
      verdict: verdict.value,
      result,
      signer: signerNames(result),
      receivedAt: at,
    })
    await audit(trx, {
      event: 'signature.received',
      actor,
      subject: { kind: 'application', id: draft.id },
      at,
      details: { verdict: verdict.value, document: sha256 },
    })
    return { kind: 'stored', verdict: verdict.value, sentence }
  })
}
