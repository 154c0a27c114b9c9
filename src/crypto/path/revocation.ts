import { Asn1Error } from '../asn1/element'
import { keyUsage } from '../certificate/extensions'
import { type CertificateStructure, calledBy } from '../certificate/structure'
import type { Revocation } from '../revocation/entries'
import { newestFirst, type RevocationList } from '../revocation/list'
import { type Line, line } from '../verdict/verdict'
import type { CertificatePath } from './build'
import type { TrustStore } from './trust-store'

/** A line about revocation together with the list it rests on: the list's number is stored with the verdict. */
export type RevocationFinding = { line: Line; list: RevocationList | null }

/** A later delta takes a certificate off the list again (RFC 5280, 5.3.1). */
const REMOVE_FROM_LIST = 8
const reasons: Readonly<Record<number, string>> = {
  0: 'причина не указана',
  1: 'компрометация ключа',
  2: 'компрометация удостоверяющего центра',
  3: 'изменились данные владельца',
  4: 'сертификат заменён',
  5: 'прекращение работы',
  6: 'действие приостановлено',
  9: 'владелец лишён прав',
  10: 'компрометация атрибутов',
}

/**
 * Looks every certificate of a path up in its issuer's list, but for the trusted root, which no list can withdraw.
 * Found in a list: revoked, even if the list is old. Not found: the list has to be in force on that day.
 * @param extra lists out of the signature file
 */
export const checkRevocation = (
  { certificates }: CertificatePath,
  store: TrustStore,
  extra: readonly RevocationList[],
  at: Date,
): RevocationFinding[] =>
  certificates.slice(0, -1).flatMap((certificate, index) => {
    const issuer = certificates[index + 1]
    if (issuer === undefined || store.isAnchor(certificate)) return []
    const lists = [...store.listsOf(issuer.subject), ...extra].toSorted(newestFirst)
    return [checkOne(certificate, issuer, lists, at)]
  })

const checkOne = (
  certificate: CertificateStructure,
  issuer: CertificateStructure,
  lists: readonly RevocationList[],
  at: Date,
): RevocationFinding => {
  const details = { certificate: calledBy(certificate.subjectName), issuer: calledBy(issuer.subjectName) }
  const signed = lists.filter(list => isOf(list, issuer))
  const list = signed.find(candidate => speaksFor(candidate, certificate))
  if (list === undefined) {
    return { line: line(signed.length > 0 ? 'list_unsupported' : 'list_absent', details), list: null }
  }
  const number = list.number?.toString() ?? '–'
  const found = lookUp(list, certificate)
  if (found === 'unreadable') return { line: line('list_unsupported', details), list }
  if (found !== null && found.reason !== REMOVE_FROM_LIST && found.date <= at) {
    const reason = reasons[found.reason ?? 0] ?? `код ${found.reason}`
    return { line: line('revoked', { ...details, number, reason, date: found.date.toISOString() }), list }
  }
  if (list.nextUpdate !== null && list.nextUpdate < at) {
    return { line: line('list_stale', { ...details, date: list.nextUpdate.toISOString() }), list }
  }
  return { line: line('not_revoked', { ...details, number, date: list.thisUpdate.toISOString() }), list }
}

/** The list is this issuer's: by name, by key, by the right to sign lists and by its signature. */
const isOf = (list: RevocationList, issuer: CertificateStructure): boolean => {
  const { subjectKeyId, keyUsage: usage } = issuer.extensions
  if (Buffer.compare(list.issuer, issuer.subject) !== 0) return false
  if (list.authorityKeyId !== null && subjectKeyId !== null && list.authorityKeyId !== subjectKeyId) return false
  if (usage !== null && (usage & keyUsage.crlSign) === 0) return false
  return list.checkSignature(issuer.key) === 'right'
}

const speaksFor = ({ scope }: RevocationList, { extensions: { isCa } }: CertificateStructure): boolean =>
  scope === 'all' || scope === (isCa === true ? 'authorities' : 'users')

/** The signature is right, so broken entries are the authority's own mistake: nothing can be said then. */
const lookUp = (list: RevocationList, { serial }: CertificateStructure): Revocation | null | 'unreadable' => {
  try {
    return list.find(serial)
  } catch (error) {
    if (error instanceof Asn1Error) return 'unreadable'
    throw error
  }
}
