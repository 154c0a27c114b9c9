import type { Organisation } from '../../crypto/holder'
import type { RevocationList } from '../../crypto/revocation/list'
import { type ExplainedLine, explainToRespondent, explainToSpecialist } from '../../crypto/verdict/explain'
import type { Verdict } from '../../crypto/verdict/parts'
import type { Deps } from '../../deps'
import { allLines, checkResult, type SignerResult } from './check-result'
import type { NewSignature } from './signatures.repository'
import { readSigners, type SignersCertificate, signerNames } from './signers'

/**
 * The largest signature that is taken of an application, a change or a challenge (octets). A detached one has 2–10 KB;
 * an attached one holds the document as well, some 100 KB at most, and base64 adds a third.
 */
export const MAX_SIGNATURE = 1024 * 1024

export type UploadedSignature = {
  /** The very bytes that were given out for signing: a document, or a challenge to sign in with. */
  document: Uint8Array
  /** The file as it was uploaded: CMS in DER, BER, PEM or base64; attached or detached; or something else altogether. */
  file: Uint8Array
  /** The moment of receipt: everything is judged by it. */
  receivedAt: Date
  /** Whom the certificate ought to be made out to; null: nobody in particular, the part «Владелец» is left out. */
  organisation: Organisation | null
  /** DER of certificates that may be the signer's or its issuers': registered ones, for a file that carries none. */
  certificates?: readonly Uint8Array[]
  /** Lists that an earlier check rested on, see `recheckSignature`. */
  revocationLists?: readonly RevocationList[]
}

/** One signer as a specialist sees it. */
export type CheckedSigner = {
  /** Null when the certificate is nowhere to be found, or cannot be shown. */
  certificate: SignersCertificate | null
  parts: ExplainedLine[]
  /** The signer's own claim, ISO 8601. */
  signingTime: string | null
}

export type CheckedSignature = {
  verdict: Verdict
  /** One Russian sentence for the respondent: the verdict and what to do. It has no full stop at its end. */
  sentence: string
  /** What concerns the file as a whole; then there is no signer to speak of. */
  parts: ExplainedLine[]
  signers: CheckedSigner[]
  /** Everything that is needed to repeat the check years later: hand it to `storeSignature`. */
  stored: NewSignature
}

/**
 * The one check of an uploaded signature, whatever was signed: arithmetic, path to a trusted root, dates, revocation, key
 * usage, holder against organisation. Writes nothing and may take a while: call it before the transaction, never inside.
 *
 *     const checked = await checkSignature(deps, { document, file, receivedAt: deps.clock(), organisation, certificates })
 *     if (checked.verdict === 'invalid') return refuse(422, checked.sentence)   // nothing of the file is kept
 *     await deps.db.transaction(trx => storeSignature(trx, { kind: 'report', id }, checked.stored))
 *
 * `unknown` («не удалось проверить») is mostly no fault of the respondent: take it where a specialist will look at it,
 * refuse it where nobody will (signing in). A holder that differs is a warning in `parts` and leaves the verdict as it
 * is (63-ФЗ: an employee signs by МЧД); who signs in has to be compared with the account by the caller.
 */
export const checkSignature = async (
  { config, trust, signatures }: Pick<Deps, 'config' | 'trust' | 'signatures'>,
  given: UploadedSignature,
): Promise<CheckedSignature> => {
  const { document, file, receivedAt, organisation, certificates = [], revocationLists = [] } = given
  const request = { document, file, receivedAt, organisation, known: certificates, refuseDemo: !config.demo }
  const found = await signatures.check({ ...request, knownLists: revocationLists }, await trust.get())
  const result = checkResult(found, organisation)
  return {
    verdict: found.value,
    sentence: explainToRespondent(found.value, allLines(result)),
    parts: explainToSpecialist(result.lines),
    signers: result.signers.map(checkedSigner),
    stored: {
      document,
      documentSha256: found.documentSha256,
      cms: file,
      verdict: found.value,
      result,
      signer: signerNames(result),
      receivedAt: receivedAt.toISOString(),
    },
  }
}

const checkedSigner = (signer: SignerResult): CheckedSigner => ({
  certificate: readSigners([signer])[0] ?? null,
  parts: explainToSpecialist(signer.lines),
  signingTime: signer.signingTime,
})
