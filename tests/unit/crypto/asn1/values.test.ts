import { encode, inSetOrder, toDer } from '../../../../src/crypto/asn1/canonical'
import { Asn1Error, parse } from '../../../../src/crypto/asn1/element'
import { readText } from '../../../../src/crypto/asn1/text'
import { readTime } from '../../../../src/crypto/asn1/time'
import { readBits, readBoolean, readOctets, readOid, readSmallInteger, toHex } from '../../../../src/crypto/asn1/values'
import { integer, oid } from '../support/der'

const element = (hex: string) => parse(Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex')), { ber: true })
const text = (tag: number, bytes: Uint8Array): string | null => readText(parse(encode(tag, bytes)))

describe('ASN.1 values', () => {
  it.each([
    '1.2.643.7.1.1.1.1',
    '2.5.4.3',
    '0.9.2342.19200300.100.1.1',
    '2.999.3',
    '2.25.329800735698586629295641978511506172918',
  ])('the object identifier %s is read exactly', dotted => {
    expect(readOid(parse(oid(dotted)))).toBe(dotted)
  })

  it.each([['06 00'], ['06 02 2a 86'], ['06 03 2a 80 01'], [`06 41 ${'2a'.repeat(65)}`]])(
    'the object identifier %s is refused',
    hex => {
      expect(() => readOid(element(hex))).toThrow(Asn1Error)
    },
  )

  it('an OCTET STRING may come in pieces within pieces', () => {
    expect(toHex(readOctets(element('24 80 24 05 04 01 01 04 00 04 02 02 03 00 00')))).toBe('010203')
    expect(() => readOctets(element('24 03 02 01 01'))).toThrow('another type')
  })

  it('a BIT STRING has to hold whole octets, a BOOLEAN one, an INTEGER at most four', () => {
    expect(toHex(readBits(element('03 03 00 ab cd')))).toBe('abcd')
    expect(() => readBits(element('03 02 01 ab'))).toThrow(Asn1Error)
    expect(readBoolean(element('01 01 ff'))).toBe(true)
    expect(readBoolean(element('01 01 00'))).toBe(false)
    expect(() => readBoolean(element('01 02 00 00'))).toThrow(Asn1Error)
    expect(readSmallInteger(parse(integer(70_000)))).toBe(70_000)
    expect(() => readSmallInteger(element('02 01 ff'))).toThrow('negative')
    expect(() => readSmallInteger(element('02 05 01 00 00 00 00'))).toThrow('out of range')
  })

  it('text is read from every string type that names use', () => {
    expect(text(0x0c, Buffer.from('Ромашка'))).toBe('Ромашка')
    expect(text(0x12, Buffer.from('1234567894'))).toBe('1234567894')
    expect(text(0x13, Buffer.from('RU'))).toBe('RU')
    expect(text(0x14, Uint8Array.of(0xd0, 0xee))).toBe('Ро')
    expect(text(0x16, Buffer.from('a@example.ru'))).toBe('a@example.ru')
    expect(text(0x1e, Uint8Array.of(0x04, 0x20, 0x04, 0x3e))).toBe('Ро')
    expect(text(0x1c, Uint8Array.of(0, 0, 0x04, 0x20, 0, 1, 0xf6, 0))).toBe('Р😀')
    expect(text(0x04, Buffer.from('no text'))).toBeNull()
  })

  it('text in UTF-16 is read without turning the bytes around', () => {
    const bytes = Buffer.from([0x1e, 0x02, 0x04, 0x20])
    readText(parse(bytes))
    expect([...bytes]).toEqual([0x1e, 0x02, 0x04, 0x20])
  })

  it('a wrong octet in UTF-8 is shown as one, and strings of broken length are refused', () => {
    expect(text(0x0c, Uint8Array.of(0x41, 0xff))).toBe('A\ufffd')
    expect(() => text(0x1e, Uint8Array.of(4))).toThrow(Asn1Error)
    expect(() => text(0x1c, Uint8Array.of(4))).toThrow(Asn1Error)
    expect(() => text(0x1c, Uint8Array.of(0, 0x11, 0, 0))).toThrow(Asn1Error)
  })

  it.each([
    [0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [0x17, '2401020304Z', '2024-01-02T03:04:00.000Z'],
    [0x18, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    [0x18, '20240229120000.5Z', '2024-02-29T12:00:00.000Z'],
    [0x18, '99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('the time %s %s is %s', (tag, digits, iso) => {
    expect(readTime(parse(encode(tag, Buffer.from(digits)))).toISOString()).toBe(iso)
  })

  it.each([
    [0x17, '230229000000Z'],
    [0x17, '241301000000Z'],
    [0x17, '240101240000Z'],
    [0x17, '240101006000Z'],
    [0x17, '2401010000+0300'],
    [0x17, '20240101000000Z'],
    [0x18, '00500101000000Z'],
    [0x18, '20240101000000'],
    [0x04, '240101000000Z'],
  ])('the time %s %s does not exist', (tag, digits) => {
    expect(() => readTime(parse(encode(tag, Buffer.from(digits))))).toThrow(Asn1Error)
  })

  it('BER becomes DER: definite shortest lengths, strings in one piece, sets in order', () => {
    const ber = element('31 80 30 80 24 80 04 01 01 04 81 01 02 00 00 00 00 02 81 01 05 00 00')
    expect(toHex(toDer(ber))).toBe('3109020105300404020102')
    expect(toHex(encode(0x04, new Uint8Array(200)).subarray(0, 3))).toBe('0481c8')
    expect(toHex(encode(0x04, new Uint8Array(70_000)).subarray(0, 5))).toBe('0483011170')
  })

  it('members of a set are ordered as octet strings, in a new list', () => {
    const members = [Uint8Array.of(2), Uint8Array.of(1, 2), Uint8Array.of(1)]
    expect(inSetOrder(members).map(member => [...member])).toEqual([[1], [1, 2], [2]])
    expect(members[0]).toEqual(Uint8Array.of(2))
  })
})
