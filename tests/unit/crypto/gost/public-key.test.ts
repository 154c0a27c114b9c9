import { parse } from '../../../../src/crypto/asn1/element'
import { readStructure } from '../../../../src/crypto/certificate/structure'
import { littleEndian, readGostKey, UnsupportedKeyError } from '../../../../src/crypto/gost/public-key'
import { checkSignature } from '../../../../src/crypto/signature'
import { bits, nothing, octets, oid, sequence } from '../support/der'
import { fixture, fixtureNames } from '../support/files'

const spki = (key: string, parameters: Uint8Array, point: Uint8Array): Uint8Array =>
  sequence(sequence(oid(key), parameters), bits(octets(point)))

const KEY_256 = '1.2.643.7.1.1.1.1'
const CURVE_256_A = '1.2.643.7.1.2.1.1.1'

describe('a GOST public key', () => {
  it('is X and Y, little-endian, in an OCTET STRING inside the BIT STRING', () => {
    const point = Uint8Array.from({ length: 64 }, (_, i) => i)
    const key = readGostKey(parse(spki(KEY_256, sequence(oid(CURVE_256_A)), point)))
    expect(key?.x.toString(16)).toBe('1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100')
    expect(key?.y.toString(16)).toBe('3f3e3d3c3b3a393837363534333231302f2e2d2c2b2a29282726252423222120')
  })

  it('is read without turning the bytes that it was read from', () => {
    const der = Buffer.from(fixture('legal.cer'))
    const before = Buffer.from(der)
    const { key } = readStructure(der)
    readGostKey(parse(key))
    readGostKey(parse(key))
    expect(der.equals(before)).toBe(true)
    const view = Buffer.from([1, 2, 3])
    expect(littleEndian(view)).toBe(0x030201n)
    expect([...view]).toEqual([1, 2, 3])
  })

  it.each(fixtureNames(/^curve-/))('of %s verifies its own certificate, digestParamSet or not', name => {
    const { key, algorithm, signature, signedBytes } = readStructure(fixture(name))
    expect(checkSignature({ key, algorithm, signature, message: signedBytes })).toBe('right')
    const changed = signedBytes.with(signedBytes.length - 1, (signedBytes.at(-1) as number) ^ 1)
    expect(checkSignature({ key, algorithm, signature, message: changed })).toBe('wrong')
  })

  it('of another family is none', () => {
    expect(readGostKey(parse(readStructure(fixture('rsa.cer')).key))).toBeNull()
  })

  it('with a parameter set that nobody knows is unsupported, which is not the same as wrong', () => {
    const unknownCurve = spki(KEY_256, sequence(oid('1.2.643.7.1.2.1.1.99')), new Uint8Array(64))
    const unknownDigest = spki(KEY_256, sequence(oid(CURVE_256_A), oid('1.2.643.2.2.30.0')), new Uint8Array(64))
    expect(() => readGostKey(parse(unknownCurve))).toThrow(UnsupportedKeyError)
    expect(() => readGostKey(parse(unknownDigest))).toThrow(UnsupportedKeyError)
    const { algorithm, signature, signedBytes } = readStructure(fixture('legal.cer'))
    expect(checkSignature({ key: unknownCurve, algorithm, signature, message: signedBytes })).toBe('unsupported')
  })

  it.each([
    ['parameters of another length', spki(KEY_256, sequence(oid('1.2.643.7.1.2.1.2.1')), new Uint8Array(64))],
    ['no parameters', spki(KEY_256, nothing(), new Uint8Array(64))],
    ['half a point', spki(KEY_256, sequence(oid(CURVE_256_A)), new Uint8Array(32))],
    ['no OCTET STRING', sequence(sequence(oid(KEY_256), sequence(oid(CURVE_256_A))), bits(new Uint8Array(64)))],
    ['a point off the curve', spki(KEY_256, sequence(oid(CURVE_256_A)), new Uint8Array(64).fill(1))],
  ])('with %s makes every signature wrong', (_, key) => {
    const { algorithm, signature, signedBytes } = readStructure(fixture('legal.cer'))
    expect(checkSignature({ key, algorithm, signature, message: signedBytes })).toBe('wrong')
  })
})
