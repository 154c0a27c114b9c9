import { createHash } from 'node:crypto'
import { Asn1Error, type Element, parse } from '../asn1/element'
import { constructed, tag } from '../asn1/tags'
import { readTime } from '../asn1/time'
import { readBits, sameBytes } from '../asn1/values'
import { type Extension, readAuthorityKeyId, readExtensions } from '../certificate/extensions'
import { checkSignature, type SignatureCheck } from '../signature'
import { type Revocation, RevocationEntries } from './entries'
import { type ListScope, readScope } from './scope'

const CRL_NUMBER = '2.5.29.20'
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28'
const AUTHORITY_KEY_ID = '2.5.29.35'

/**
 * A list of revoked certificates (RFC 5280, 5). The library's own class stops at ten thousand elements and cannot
 * verify GOST; this one keeps the octets, finds a number in microseconds and remembers whose signature it bears.
 */
export class RevocationList {
  /** Hexadecimal, of the whole list: what a stored verdict refers to. */
  readonly sha256: string
  readonly issuer: Uint8Array
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  /** Null when the list has no number: a list by RFC 5280 always has. */
  readonly number: bigint | null
  readonly authorityKeyId: string | null
  /** Null when the list cannot be relied on: an unknown critical extension (deltas too), or a strange scope. */
  readonly scope: ListScope | null
  private readonly signed: { bytes: Uint8Array; algorithm: Element; signature: Uint8Array }
  private readonly revoked: Uint8Array
  private entries: RevocationEntries | null = null
  private readonly checks = new Map<string, SignatureCheck>()

  /** @throws Asn1Error for anything that is no DER revocation list */
  constructor(readonly der: Uint8Array) {
    const whole = parse(der)
    const list = whole.child(0, tag.sequence)
    const algorithm = whole.child(1, tag.sequence)
    const fields = list.children.slice(list.child(0).tag === tag.integer ? 1 : 0)
    const [inner, issuer, thisUpdate, ...rest] = fields
    if (inner === undefined || issuer === undefined || thisUpdate === undefined)
      throw new Asn1Error('no revocation list')
    if (!sameBytes(inner.raw, algorithm.raw)) throw new Asn1Error('signature algorithms differ')
    const next = rest.find(field => field.tag === tag.utcTime || field.tag === tag.generalizedTime)
    const extensions = readExtensions(rest.find(field => field.tag === constructed(0)))
    const valueOf = (oid: string): Uint8Array | undefined => extensions.find(extension => extension.oid === oid)?.value
    const number = valueOf(CRL_NUMBER)
    const keyId = valueOf(AUTHORITY_KEY_ID)
    this.sha256 = createHash('sha256').update(der).digest('hex')
    this.signed = { bytes: list.raw, algorithm, signature: readBits(whole.child(2)) }
    this.issuer = issuer.expect(tag.sequence).raw
    this.thisUpdate = readTime(thisUpdate)
    this.nextUpdate = next === undefined ? null : readTime(next)
    this.revoked = rest.find(field => field.tag === tag.sequence)?.content ?? new Uint8Array()
    this.number = number === undefined ? null : readNumber(parse(number))
    this.authorityKeyId = keyId === undefined ? null : readAuthorityKeyId(parse(keyId))
    this.scope = readListScope(extensions)
  }

  /** How many certificates the list names. */
  get count(): number {
    return this.indexed().count
  }

  /**
   * @param serial content octets of the certificate's serial number; null: not revoked by this list
   * @throws Asn1Error when the entries make no sense
   */
  find(serial: Uint8Array): Revocation | null {
    return this.indexed().find(serial)
  }

  /** Checks the signature of the list under its issuer's key, once a key: a long list takes a while to digest. */
  checkSignature(key: Uint8Array): SignatureCheck {
    const id = keyHash(key)
    const { bytes, algorithm, signature } = this.signed
    const known = this.checks.get(id) ?? checkSignature({ key, algorithm, signature, message: bytes })
    this.checks.set(id, known)
    return known
  }

  /** Takes over what another thread found out about the same bytes. */
  rememberSignature(key: Uint8Array, check: SignatureCheck): void {
    this.checks.set(keyHash(key), check)
  }

  /** Filed at the first question and no earlier: nobody should work through a list that its issuer has not signed. */
  private indexed(): RevocationEntries {
    this.entries ??= new RevocationEntries(this.revoked)
    return this.entries
  }
}

/** The newer list first; of two lists of the same second the one with the higher number is the newer (trap of some CAs). */
export const newestFirst = (a: RevocationList, b: RevocationList): number => {
  const time = b.thisUpdate.getTime() - a.thisUpdate.getTime()
  if (time !== 0) return time
  const [first, second] = [a.number ?? 0n, b.number ?? 0n]
  return first === second ? 0 : second > first ? 1 : -1
}

const keyHash = (key: Uint8Array): string => createHash('sha256').update(key).digest('base64')

const readNumber = (value: Element): bigint =>
  BigInt(`0x0${Buffer.from(value.expect(tag.integer).content).toString('hex')}`)

const readListScope = (extensions: readonly Extension[]): ListScope | null => {
  const known = new Set([CRL_NUMBER, AUTHORITY_KEY_ID, ISSUING_DISTRIBUTION_POINT])
  if (extensions.some(({ oid, critical }) => critical && !known.has(oid))) return null
  const point = extensions.find(({ oid }) => oid === ISSUING_DISTRIBUTION_POINT)
  return point === undefined ? 'all' : readScope(point.value)
}
