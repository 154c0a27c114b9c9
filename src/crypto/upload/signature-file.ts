import { isArchive } from './archive'
import { type Unarmoured, unarmour } from './armour'
import { type Kind, kindOf } from './kind'

export type SignatureUploadProblem =
  | 'empty'
  | 'too_large'
  | 'not_signature'
  | 'certificate'
  | 'private_key'
  | 'pfx'
  | 'archive'
  | 'several'

export type DecodedSignature = { ok: true; ber: Uint8Array } | { ok: false; problem: SignatureUploadProblem }

/** An attached signature holds the document: the largest report and what PEM adds to it (octets). */
export const MAX_SIGNATURE_FILE = 64 * 1024 * 1024

const PROBLEMS: Readonly<Record<Exclude<Kind, 'signature'>, SignatureUploadProblem>> = {
  certificate: 'certificate',
  private_key: 'private_key',
  pfx: 'pfx',
  request: 'not_signature',
  revocation_list: 'not_signature',
  trailing_bytes: 'not_signature',
  unknown: 'not_signature',
}

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
  return kind === 'signature' ? { ok: true, ber: first.bytes } : { ok: false, problem: PROBLEMS[kind] }
}

const problemOfSeveral = (found: readonly Unarmoured[]): SignatureUploadProblem => {
  const kinds = found.map(({ bytes }) => kindOf(bytes))
  if (kinds.includes('private_key')) return 'private_key'
  return kinds.every(kind => kind === 'signature') ? 'several' : 'not_signature'
}
