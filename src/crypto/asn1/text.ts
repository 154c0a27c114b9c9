import { Asn1Error, type Element } from './element'

const NUMERIC = 0x12
const PRINTABLE = 0x13
const TELETEX = 0x14
const IA5 = 0x16
const VISIBLE = 0x1a
const UNIVERSAL = 0x1c
const BMP = 0x1e
const UTF8 = 0x0c

const utf8 = new TextDecoder('utf-8')
const cyrillic = new TextDecoder('windows-1251')

/**
 * Text of any ASN.1 string type; null when the element is no string.
 * TeletexString means T.61 by the standard, but Russian tools have always put windows-1251 there.
 * Throws Asn1Error when the octets are no text of that type.
 */
export const readText = (element: Element): string | null => {
  const { content } = element
  switch (element.tag) {
    case UTF8:
      // A wrong octet in a name becomes U+FFFD: it is shown, and the certificate is not refused for it.
      return utf8.decode(content)
    case NUMERIC:
    case PRINTABLE:
    case IA5:
    case VISIBLE:
      return Buffer.from(content).toString('latin1')
    case TELETEX:
      return cyrillic.decode(content)
    case BMP:
      return decodeBmp(content)
    case UNIVERSAL:
      return decodeUniversal(content)
    default:
      return null
  }
}

/** `Buffer.from` copies: swap16 turns the bytes in place, and these belong to the caller. */
const decodeBmp = (content: Uint8Array): string => {
  if (content.length % 2 !== 0) throw new Asn1Error('BMPString of an odd length')
  return Buffer.from(content).swap16().toString('utf16le')
}

const decodeUniversal = (content: Uint8Array): string => {
  if (content.length % 4 !== 0) throw new Asn1Error('UniversalString of a strange length')
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  let text = ''
  for (let at = 0; at < content.length; at += 4) {
    const point = view.getUint32(at)
    if (point > 0x10ffff) throw new Asn1Error('UniversalString is no text')
    text += String.fromCodePoint(point)
  }
  return text
}
