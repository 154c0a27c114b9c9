import { encode } from '../../crypto/asn1/canonical'
import { constructed, tag } from '../../crypto/asn1/tags'

/*
 * Writing DER (X.690): the few types that certificates, revocation lists and CMS are made of. The application itself
 * only reads; a generator that signs by GOST does not exist among the packages it has.
 */

const PRINTABLE = 0x13
const NUMERIC = 0x12
const UTF8 = 0x0c
/** Years from this one on are no UTCTime any more (RFC 5280, 4.1.2.5). */
const GENERALIZED_FROM = 2050

export const sequence = (...parts: Uint8Array[]): Uint8Array => encode(tag.sequence, ...parts)
export const set = (...parts: Uint8Array[]): Uint8Array => encode(tag.set, ...parts)
export const octets = (bytes: Uint8Array): Uint8Array => encode(tag.octetString, bytes)
/** [n] EXPLICIT, or [n] IMPLICIT of a constructed type. */
export const tagged = (n: number, ...parts: Uint8Array[]): Uint8Array => encode(constructed(n), ...parts)
export const boolean = (value: boolean): Uint8Array => encode(tag.boolean, Uint8Array.of(value ? 0xff : 0))
export const utf8 = (text: string): Uint8Array => encode(UTF8, Buffer.from(text))
export const printable = (text: string): Uint8Array => encode(PRINTABLE, Buffer.from(text))
export const numeric = (digits: string): Uint8Array => encode(NUMERIC, Buffer.from(digits))

/** @param unused bits at the end of the last octet that do not count: for lists of named bits */
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => encode(tag.bitString, Uint8Array.of(unused), bytes)

/** A number that is not negative, or the octets of one; a zero goes first where the sign needs it. */
export const integer = (value: number | Uint8Array): Uint8Array => {
  const bytes = typeof value === 'number' ? Buffer.from(evenHex(value), 'hex') : value
  return encode(tag.integer, ...((bytes[0] ?? 0) < 0x80 ? [] : [Uint8Array.of(0)]), bytes)
}

const evenHex = (value: number): string => {
  const hex = value.toString(16)
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

/** An object identifier; arcs of any size, as those made of a UUID are. */
export const oid = (dotted: string): Uint8Array => {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  return encode(tag.oid, Uint8Array.from([first * 40n + second, ...rest].flatMap(arc)))
}

const arc = (value: bigint): number[] => {
  const octets = [Number(value & 0x7fn)]
  for (let left = value >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80)
  return octets
}

/** Whole seconds, in UTC. */
export const time = (moment: Date): Uint8Array => {
  const digits = moment.toISOString().replace(/[-:T]|\.\d{3}/g, '')
  return moment.getUTCFullYear() < GENERALIZED_FROM
    ? encode(tag.utcTime, Buffer.from(digits.slice(2)))
    : encode(tag.generalizedTime, Buffer.from(digits))
}
