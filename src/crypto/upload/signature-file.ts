import { isArchive } from './archive'
import { type Unarmoured, unarmour } from './armour'
import { isSecret, kindOf } from './kind'

export type SignatureUploadProblem =
  | 'empty'
  | 'too_large'
  | 'not_signature'
  | 'certificate'
  | 'request'
  | 'revocation_list'
  | 'trailing_bytes'
  | 'private_key'
  | 'pfx'
  | 'archive'
  | 'several'

export type DecodedSignature = { ok: true; ber: Uint8Array } | { ok: false; problem: SignatureUploadProblem }

/** An attached signature holds the document: the largest report and what PEM adds to it (octets). */
export const MAX_SIGNATURE_FILE = 64 * 1024 * 1024

/**
 * Finds the one CMS in what a person uploaded: DER or BER, PEM under any label («CMS», «PKCS7», «SIGNATURE»), bare
 * base64. `.sig`, `.sgn`, `.p7s` and `.p7b` mean different things to different tools, so the name is not asked.
 */
export const decodeSignatureUpload = (file: Uint8Array): DecodedSignature => {
  if (file.length === 0) return { ok: false, problem: 'empty' }
  if (file.length > MAX_SIGNATURE_FILE) return { ok: false, problem: 'too_large' }
  if (isArchive(file)) return { ok: false, problem: 'archive' }
  const found = unarmour(file)
  const [first, second] = found
  if (first === undefined) return { ok: false, problem: 'not_signature' }
  if (second !== undefined) return { ok: false, problem: problemOfSeveral(found) }
  const kind = kindOf(first.bytes)
  if (kind === 'signature') return { ok: true, ber: first.bytes }
  return { ok: false, problem: kind === 'unknown' ? 'not_signature' : kind }
}

const problemOfSeveral = (found: readonly Unarmoured[]): SignatureUploadProblem => {
  const kinds = found.map(({ bytes }) => kindOf(bytes))
  const secret = kinds.find(isSecret)
  if (secret !== undefined) return secret
  return kinds.every(kind => kind === 'signature') ? 'several' : 'not_signature'
}
