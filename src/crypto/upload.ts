import { isArchive, readArchive } from './upload/archive'
import { decodeText, unarmour } from './upload/armour'
import { isSecret, type Kind, kindOf } from './upload/kind'
import type { CertificateUploadProblem } from './upload/problems'

export { type CertificateUploadProblem, certificateUploadProblems } from './upload/problems'

export type DecodedCertificate = { ok: true; der: Uint8Array } | { ok: false; problem: CertificateUploadProblem }

/** A certificate with all its extensions takes 2-3 KB; the limit of the registration form (octets). */
export const MAX_CERTIFICATE_FILE = 100 * 1024

/** Files of a КриптоПро key container, whatever folder they lie in. */
const CONTAINER_FILE = /(?:^|[/\\])(?:header|masks2?|name|primary2?)\.key$/i
/** macOS puts a companion of every file into an archive. */
const COMPANION_FILE = /(?:^|[/\\])(?:__MACOSX[/\\]|\._|\.DS_Store$)/
const SECRET_TEXT = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,20}-----|^PuTTY-User-Key-File/m

/**
 * Finds the one certificate in what a person uploaded: DER, PEM, bare base64, or an archive that holds one of them.
 * The extension is never asked, with one exception that only refuses: the fixed names of key container files.
 * Nothing of the file is kept when it is, or holds, a private key.
 */
export const decodeCertificateUpload = async (bytes: Uint8Array, fileName: string): Promise<DecodedCertificate> => {
  if (bytes.length === 0) return refused('empty')
  if (bytes.length > MAX_CERTIFICATE_FILE) return refused('too_large')
  return isArchive(bytes) ? decodeArchive(bytes) : decodeFile(bytes, fileName)
}

const decodeFile = (bytes: Uint8Array, name: string): DecodedCertificate => {
  if (CONTAINER_FILE.test(name) || SECRET_TEXT.test(decodeText(bytes))) return refused('private_key')
  // A key store of Java is neither ASN.1 nor text.
  const bare = kindOf(bytes)
  if (isSecret(bare)) return refused(bare)
  const found = unarmour(bytes).map(({ bytes }) => ({ bytes, kind: kindOf(bytes) }))
  const secret = found.map(({ kind }) => kind).find(isSecret)
  if (secret !== undefined) return refused(secret)
  const [first, second] = found
  if (first === undefined) return refused('not_certificate')
  if (second !== undefined)
    return refused(found.every(({ kind }) => kind === 'certificate') ? 'several' : 'not_certificate')
  if (first.kind !== 'certificate') return refused(problemOf(first.kind))
  return { ok: true, der: Uint8Array.from(first.bytes) }
}

const decodeArchive = async (bytes: Uint8Array): Promise<DecodedCertificate> => {
  const archive = await readArchive(bytes, MAX_CERTIFICATE_FILE)
  if (!archive.ok) return refused(archive.problem)
  const files = archive.files.filter(({ name }) => !COMPANION_FILE.test(name))
  const decoded = files.map(({ name, bytes }) => {
    if (CONTAINER_FILE.test(name)) return refused('private_key')
    return bytes === null ? refused('too_large') : decodeFile(bytes, name)
  })
  const secret = decoded.find(file => !file.ok && (file.problem === 'private_key' || file.problem === 'pfx'))
  if (secret !== undefined) return secret
  const certificates = decoded.filter(file => file.ok)
  if (certificates.length > 1 || decoded.some(file => !file.ok && file.problem === 'several'))
    return refused('zip_several')
  if (certificates[0] !== undefined) return certificates[0]
  // The only file of the archive explains itself better than «нет сертификата» would.
  return decoded.length === 1 && decoded[0] !== undefined ? decoded[0] : refused('zip_empty')
}

const refused = (problem: CertificateUploadProblem): { ok: false; problem: CertificateUploadProblem } => ({
  ok: false,
  problem,
})

const problemOf = (kind: Exclude<Kind, 'certificate'>): CertificateUploadProblem =>
  kind === 'unknown' ? 'not_certificate' : kind
