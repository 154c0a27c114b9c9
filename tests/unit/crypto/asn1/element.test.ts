import { Asn1Error, MAX_DEPTH, MAX_ELEMENTS, parse, readElement } from '../../../../src/crypto/asn1/element'
import { integer, joined, octets, sequence } from '../support/der'
import { fixture } from '../support/files'

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
const nested = (depth: number, open: string, close = ''): Uint8Array => bytes(open.repeat(depth) + close.repeat(depth))

describe('an ASN.1 element', () => {
  it('is a view of the bytes with its children in order', () => {
    const element = parse(sequence(integer(1), octets(Uint8Array.of(1, 2)), sequence()))
    expect(element.children.map(({ tag }) => tag)).toEqual([0x02, 0x04, 0x30])
    expect([...element.child(1, 0x04).content]).toEqual([1, 2])
    expect(element.children).toBe(element.children)
  })

  it('may have a length of up to four octets', () => {
    const long = parse(octets(new Uint8Array(70_000)))
    expect(long.content).toHaveLength(70_000)
    expect(() => parse(bytes('04 85 00 00 00 00 01 ff'))).toThrow('length too large')
  })

  it('of indefinite length is read in BER only, and only when it is constructed', () => {
    const stream = bytes('30 80 24 80 04 02 01 02 04 01 03 00 00 02 01 05 00 00')
    const element = parse(stream, { ber: true })
    expect(element.children.map(({ tag }) => tag)).toEqual([0x24, 0x02])
    expect(element.raw).toHaveLength(stream.length)
    expect(() => parse(stream)).toThrow('indefinite length')
    expect(() => parse(bytes('04 80 01 02 00 00'), { ber: true })).toThrow('indefinite length')
  })

  it.each([
    ['nothing', ''],
    ['a tag alone', '30'],
    ['half a length', '30 82 01'],
    ['less than its length', '30 05 02 01 01'],
    ['no end of an indefinite length', '30 80 02 01 01'],
    ['half an end of an indefinite length', '30 80 00'],
    ['a high tag number', '3f 81 00 00'],
  ])('is refused when the bytes are %s', (_, hex) => {
    expect(() => parse(bytes(hex), { ber: true })).toThrow(Asn1Error)
  })

  it('is refused when something follows it, unless the caller asks for the first element', () => {
    const two = joined(integer(1), integer(2))
    expect(() => parse(two)).toThrow('trailing bytes')
    expect(readElement(two).raw).toHaveLength(3)
  })

  it('is refused when its children do not fill it exactly, or when it is asked for children that it cannot have', () => {
    expect(() => parse(bytes('30 03 02 02 01')).children).toThrow('truncated')
    expect(() => parse(bytes('02 01 01')).children).toThrow('has no children')
    expect(() => parse(sequence()).child(0)).toThrow('has no child 0')
    expect(() => parse(sequence(integer(1))).child(0, 0x04)).toThrow('tag 04 expected, 02 found')
  })

  it.each([
    ['indefinite', nested(5_000_000, '3080')],
    ['definite', nested(1000, '30820000').map((octet, i, all) => (i % 4 === 3 ? (all.length - i - 1) & 0xff : octet))],
  ])('of %s length is refused beyond forty levels', (_, deep) => {
    const descend = () => {
      let element = readElement(deep, { ber: true })
      for (;;) element = element.child(0)
    }
    expect(descend).toThrow(Asn1Error)
  })

  it('may be nested forty levels deep', () => {
    let element = parse(nested(MAX_DEPTH + 1, '3080', '0000'), { ber: true })
    for (let i = 0; i < MAX_DEPTH; i++) element = element.child(0)
    expect(element.children).toHaveLength(0)
  })

  it('is refused beyond a hundred thousand elements, whatever the size of the file', () => {
    const many = new Uint8Array(60_000_000).fill(0)
    for (let i = 0; i < many.length; i += 2) many[i] = 0x05
    const wide = joined(bytes('30 84 03 93 87 00'), many)
    expect(() => parse(wide).children).toThrow('too many elements')
    expect(MAX_ELEMENTS).toBe(100_000)
  })

  it('of a real certificate ends where the file ends', () => {
    const der = fixture('legal.cer')
    expect(parse(der).raw).toHaveLength(der.length)
    expect(() => parse(der.subarray(0, -1))).toThrow('truncated')
  })
})
