import { Asn1Error, type Element } from './element'
import { tag } from './tags'

/** An OBJECT IDENTIFIER in dotted form. Arcs of any size (UUIDs) are kept exact. */
export const readOid = (element: Element): string => decodeOid(element.expect(tag.oid).content)

const decodeOid = (content: Uint8Array): string => {
  if (content.length === 0 || content.length > 64) throw new Asn1Error('OID of a strange length')
  const arcs: bigint[] = []
  let arc = 0n
  let open = false
  for (const octet of content) {
    if (!open && octet === 0x80) throw new Asn1Error('OID arc is padded')
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    open = (octet & 0x80) !== 0
    if (open) continue
    arcs.push(arc)
    arc = 0n
  }
  if (open) throw new Asn1Error('OID is cut off')
  const first = arcs.shift() as bigint
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...arcs].join('.')
}

/**
 * Octets of an OCTET STRING, also of a constructed one (BER, X.690 8.7.3), also behind an implicit tag.
 * The pieces of a constructed string are OCTET STRINGs whatever tag stands outside.
 */
export const readOctets = (element: Element): Uint8Array => {
  if (!element.constructed) return element.content
  return Buffer.concat(
    element.children.map(piece => {
      if ((piece.tag & ~0x20) !== tag.octetString) throw new Asn1Error('a piece of an OCTET STRING is of another type')
      return readOctets(piece)
    }),
  )
}

/** Octets of a BIT STRING that holds whole octets: keys and signatures. */
export const readBits = (element: Element): Uint8Array => {
  const content = element.expect(tag.bitString).content
  if (content[0] !== 0) throw new Asn1Error('BIT STRING does not end at an octet')
  return content.subarray(1)
}

/** A small INTEGER, not negative: versions, path lengths, reason codes. */
export const readSmallInteger = (element: Element, expected: number = tag.integer): number => {
  const { content } = element.expect(expected)
  if (content.length === 0 || content.length > 4) throw new Asn1Error('INTEGER out of range')
  let value = 0
  for (const octet of content) value = value * 256 + octet
  if ((content[0] as number) >= 0x80) throw new Asn1Error('INTEGER is negative')
  return value
}

export const readBoolean = (element: Element): boolean => {
  const { content } = element.expect(tag.boolean)
  if (content.length !== 1) throw new Asn1Error('BOOLEAN of a strange length')
  return content[0] !== 0
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0

export const toHex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
