import { type Actor, audit } from '../../../audit/audit'
import type { Db, Instant } from '../../../db/db'
import { addCertificate, listCertificates, MAX_CERTIFICATES } from '../../certificates/certificates.repository'
import { deletePending, findPending, markSent, type Signature } from '../../signatures/signatures.repository'
import { readSigners } from '../../signatures/signers'

/** How an application is handed in when it is signed. */
export type Signing = {
  /** The applicant ticked «Добавить сертификат подписавшего к заявке». */
  addCertificates: boolean
}

/** The signature that waits for this very document; undefined when there is none, or the application changed since. */
export const findFitting = async (
  trx: Db,
  applicationId: number,
  documentSha256: string,
): Promise<Signature | undefined> => {
  const signature = await findPending(trx, { kind: 'application', id: applicationId })
  return signature?.documentSha256 === documentSha256 ? signature : undefined
}

type Submitted = { applicationId: number; sequence: number; at: Instant; actor: Actor }

/**
 * Binds the signature to the submission. The certificates of the signers join the application only now: their
 * thumbprints would have changed the document that was signed.
 */
export const attachSignature = async (
  trx: Db,
  { applicationId, sequence, at, actor }: Submitted,
  signature: Signature,
  { addCertificates }: Signing,
): Promise<void> => {
  await markSent(trx, signature.id, sequence)
  if (!addCertificates) return
  let room = MAX_CERTIFICATES - (await listCertificates(trx, applicationId)).length
  for (const { der, details } of readSigners(signature.result.signers)) {
    // The page offers no tick when there is no room: only a forged form comes here.
    if (room <= 0) return
    if (!(await addCertificate(trx, applicationId, der, details, at))) continue
    room -= 1
    await audit(trx, {
      event: 'application.certificate_added',
      actor,
      subject: { kind: 'application', id: applicationId },
      at,
      details: { thumbprint: details.sha256, signature: signature.id },
    })
  }
}

/** Sent without a signature: one that still waited was not wanted. */
export const dropSignature = async (trx: Db, applicationId: number): Promise<void> => {
  await deletePending(trx, { kind: 'application', id: applicationId })
}
