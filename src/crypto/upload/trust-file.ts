import { Asn1Error, parse } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { calledBy, readStructure } from '../certificate/structure'
import { isAuthority, isSelfSigned } from '../certificate-check'
import { isDemoCertificate } from '../demo-certificate'
import { certificateUploadProblems } from '../upload'
import { unarmour } from './armour'
import { isSecret, kindOf } from './kind'

/** A certificate out of a file for the trust store, with what decides about it. */
export type FoundCertificate = {
  der: Uint8Array
  /** What people call it. */
  name: string
  /** `broken` cannot be read; `other` signs no certificates. */
  kind: 'self_signed' | 'authority' | 'other' | 'broken'
  /** Made by a demo authority. */
  demo: boolean
}

/** Everything in a file that the trust store can take; lists as DER. */
export type TrustFile = { certificates: FoundCertificate[]; lists: Uint8Array[] }

export type TrustFileResult = ({ ok: true } & TrustFile) | { ok: false; problem: string }

const MB = 1024 * 1024
export const MAX_LIST_FILE = 30 * MB
const MAX_CERTIFICATES_FILE = MB
const MAX_CERTIFICATE_FILE = 100 * 1024

/**
 * Finds the certificates and revocation lists in a file, whatever its extension: `.cer`, `.pem` (also several in one),
 * `.p7b`, `.crl`; DER, PEM or base64. The problem is a sentence for the administrator.
 */
export const readTrustFile = (bytes: Uint8Array): TrustFileResult => {
  if (bytes.length === 0) return refused('Файл пуст: выберите другой файл')
  if (bytes.length > MAX_LIST_FILE) return refused('Файл больше 30 МБ: выберите другой файл')
  const found = unarmour(bytes).map(({ bytes }) => ({ bytes, kind: kindOf(bytes) }))
  const secret = found.map(({ kind }) => kind).find(isSecret)
  if (secret !== undefined) return refused(certificateUploadProblems[secret])
  if (found.some(({ kind }) => !TAKEN.includes(kind)) || found.length === 0) return refused(NOT_TAKEN)
  const ofKind = (wanted: string) => found.filter(({ kind }) => kind === wanted).map(({ bytes }) => bytes)
  const [single, lists, bundles] = [ofKind('certificate'), ofKind('revocation_list'), ofKind('signature')]
  if (single.some(({ length }) => length > MAX_CERTIFICATE_FILE))
    return refused('Сертификат больше 100 КБ: это не сертификат')
  if (lists.length === 0 && bytes.length > MAX_CERTIFICATES_FILE)
    return refused('Набор сертификатов больше 1 МБ: загрузите его по частям')
  try {
    const inBundles = bundles.map(readBundle)
    const certificates = [...single, ...inBundles.flatMap(bundle => bundle.certificates)]
    const allLists = [...lists, ...inBundles.flatMap(bundle => bundle.lists)]
    if (certificates.length + allLists.length === 0) return refused('В наборе нет ни сертификатов, ни списков отзыва')
    // Copies: a view would keep the whole file in memory.
    return { ok: true, certificates: certificates.map(readCertificate), lists: allLists.map(copy) }
  } catch (error) {
    if (error instanceof Asn1Error) return refused(NOT_TAKEN)
    throw error
  }
}

const TAKEN: readonly string[] = ['certificate', 'revocation_list', 'signature']
const NOT_TAKEN = 'Это не сертификат, не набор сертификатов и не список отзыва: выберите файл .cer, .pem, .p7b или .crl'

const refused = (problem: string): TrustFileResult => ({ ok: false, problem })

const copy = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes)

const readCertificate = (view: Uint8Array): FoundCertificate => {
  const der = copy(view)
  try {
    const certificate = readStructure(der)
    const kind = isSelfSigned(certificate) ? 'self_signed' : isAuthority(certificate) ? 'authority' : 'other'
    return { der, name: calledBy(certificate.subjectName), kind, demo: isDemoCertificate(der) }
  } catch (error) {
    if (error instanceof Asn1Error) return { der, name: '', kind: 'broken', demo: false }
    throw error
  }
}

/** A `.p7b` is a SignedData without signers (RFC 5652, 5.1); one of all accredited authorities has hundreds of entries. */
const readBundle = (ber: Uint8Array): { certificates: Uint8Array[]; lists: Uint8Array[] } => {
  const data = parse(ber, { ber: true }).child(1, constructed(0)).child(0, tag.sequence)
  const entries = (n: number): Uint8Array[] =>
    (data.children.find(field => field.tag === constructed(n))?.children ?? [])
      .filter(entry => entry.tag === tag.sequence)
      .map(({ raw }) => raw)
  return { certificates: entries(0), lists: entries(1) }
}
