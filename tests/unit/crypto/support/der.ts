import { encode } from '../../../../src/crypto/asn1/canonical'
import { tag } from '../../../../src/crypto/asn1/tags'

/** Writing DER by hand, for certificates, lists and signatures that no tool would make. */
export const sequence = (...parts: Uint8Array[]): Uint8Array => encode(tag.sequence, ...parts)
export const set = (...parts: Uint8Array[]): Uint8Array => encode(tag.set, ...parts)
export const octets = (...parts: Uint8Array[]): Uint8Array => encode(tag.octetString, ...parts)
export const bits = (bytes: Uint8Array): Uint8Array => encode(tag.bitString, Uint8Array.of(0), bytes)
export const explicit = (n: number, ...parts: Uint8Array[]): Uint8Array => encode(0xa0 | n, ...parts)
export const primitive = (n: number, bytes: Uint8Array): Uint8Array => encode(0x80 | n, bytes)
export const nothing = (): Uint8Array => encode(tag.null)
export const boolean = (value: boolean): Uint8Array => encode(tag.boolean, Uint8Array.of(value ? 0xff : 0))
export const utf8 = (text: string): Uint8Array => encode(0x0c, Buffer.from(text))
export const numeric = (text: string): Uint8Array => encode(0x12, Buffer.from(text))

/** Not negative; a leading zero is added where the sign needs one. */
export const integer = (value: number | bigint | Uint8Array): Uint8Array => {
  if (value instanceof Uint8Array) return encode(tag.integer, value)
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  return encode(tag.integer, (bytes[0] as number) < 0x80 ? bytes : Buffer.concat([Uint8Array.of(0), bytes]))
}

export const oid = (dotted: string): Uint8Array => {
  const [first, second, ...rest] = dotted.split('.').map(BigInt) as [bigint, bigint, ...bigint[]]
  return encode(tag.oid, Uint8Array.from([first * 40n + second, ...rest].flatMap(arc)))
}

const arc = (value: bigint): number[] => {
  const octets = [Number(value & 0x7fn)]
  for (let left = value >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80)
  return octets
}

/** UTCTime up to 2049, GeneralizedTime after it, as RFC 5280 wants. */
export const time = (date: Date): Uint8Array => {
  const digits = date.toISOString().replace(/[-:T]|\.\d{3}/g, '')
  return date.getUTCFullYear() < 2050 ? encode(tag.utcTime, Buffer.from(digits.slice(2))) : generalizedTime(date)
}

export const generalizedTime = (date: Date): Uint8Array =>
  encode(tag.generalizedTime, Buffer.from(date.toISOString().replace(/[-:T]|\.\d{3}/g, '')))

export const joined = (...parts: Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(parts))
