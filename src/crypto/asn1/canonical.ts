import type { Element } from './element'
import { tag } from './tags'
import { readOctets } from './values'

/** One DER element out of its tag and its contents. */
export const encode = (identifier: number, ...contents: Uint8Array[]): Uint8Array => {
  const length = contents.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([Uint8Array.of(identifier, ...encodeLength(length)), ...contents])
}

const encodeLength = (length: number): number[] => {
  if (length < 0x80) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return [0x80 | octets.length, ...octets]
}

/**
 * The DER of what was written in BER (X.690, 10 and 11): definite and shortest lengths, strings in one piece, sets in
 * order. A signature in CMS is made over this form of the attributes, whatever form they were sent in.
 */
export const toDer = (element: Element): Uint8Array => {
  if (!element.constructed) return encode(element.tag, element.content)
  if (element.tag === (tag.octetString | 0x20)) return encode(tag.octetString, readOctets(element))
  const parts = element.children.map(toDer)
  // Joined first: a hundred thousand parameters are more than a call can take.
  return encode(element.tag, Buffer.concat(element.tag === tag.set ? inSetOrder(parts) : parts))
}

/** The order of DER for the members of a SET OF: as octet strings. */
export const inSetOrder = (members: readonly Uint8Array[]): Uint8Array[] =>
  members.toSorted((a, b) => Buffer.compare(a, b))
