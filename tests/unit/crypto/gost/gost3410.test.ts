import { gostAlgorithms } from '../../../../src/crypto/gost/algorithms'
import type { CurveParameters } from '../../../../src/crypto/gost/curve'
import { curveByOid, curveOids } from '../../../../src/crypto/gost/curves'
import { verifyGostDigest } from '../../../../src/crypto/gost/gost3410'
import type { GostPublicKey } from '../../../../src/crypto/gost/public-key'
import { keyPair, signDigest } from '../support/gost'

const keyOf = (curve: CurveParameters, point: { x: bigint; y: bigint }): GostPublicKey => {
  const algorithm = gostAlgorithms.find(({ bits, title }) => bits === curve.bits && title.includes('2012'))
  if (algorithm === undefined) throw new Error('no algorithm of this length')
  return { algorithm, curve, x: point.x, y: point.y }
}

const curveOf = (oid: string): CurveParameters => {
  const curve = curveByOid(oid)
  if (curve === undefined) throw new Error(`no curve ${oid}`)
  return curve
}

/** Numbers of the standard are big-endian; digests in CMS are little-endian. */
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
const digestOf = (e: string): Uint8Array => bytes(e).toReversed()

// RFC 7091, 7.1
const example256 = {
  key: keyOf(curveOf('1.2.643.2.2.35.0'), {
    x: 0x7f2b49e270db6d90d8595bec458b50c58585ba1d4e9b788f6689dbd8e56fd80bn,
    y: 0x26f1b489d6701dd185c8413a977b3cbbaf64d1c593d26627dffb101a87ff77dan,
  }),
  e: '2dfbc1b372d89a1188c09c52e0eec61fce52032ab1022e8e67ece6672b043ee5',
  s: '01456c64ba4642a1653c235a98a60249bcd6d3f746b631df928014f6c5bf9c40',
  r: '41aa28d2f1ab148280cd9ed56feda41974053554a42767b83ad043fd39dc0493',
}
// RFC 7091, 7.2
const example512 = {
  key: keyOf(curveOf('1.2.643.7.1.2.1.2.0'), {
    x: BigInt(
      '0x115dc5bc96760c7b48598d8ab9e740d4c4a85a65be33c1815b5c320c854621dd' +
        '5a515856d13314af69bc5b924c8b4ddff75c45415c1d9dd9dd33612cd530efe1',
    ),
    y: BigInt(
      '0x37c7c90cd40b0f5621dc3ac1b751cfa0e2634fa0503b3d52639f5d7fb72afd61' +
        'ea199441d943ffe7f0c70a2759a3cdb84c114e1f9339fdf27f35eca93677beec',
    ),
  }),
  e:
    '3754f3cfacc9e0615c4f4a7c4d8dab531b09b6f9c170c533a71d147035b0c591' +
    '7184ee536593f4414339976c647c5d5a407adedb1d560c4fc6777d2972075b8c',
  s:
    '1081b394696ffe8e6585e7a9362d26b6325f56778aadbc081c0bfbe933d52ff5' +
    '823ce288e8c4f362526080df7f70ce406a6eeb1f56919cb92a9853bde73e5b4a',
  r:
    '2f86fa60a081091a23dd795e1e3c689ee512a3c82ee0dcc2643c78eea8fcacd3' +
    '5492558486b20f1c9ec197c90699850260c93bcbcd9c5c3317e19344e173ae36',
}

describe('a signature of GOST R 34.10', () => {
  it.each([
    ['256', example256],
    ['512', example512],
  ])('of RFC 7091 with %s bits is right: s comes before r, the digest is a little-endian number', (_, example) => {
    const { key, e, s, r } = example
    expect(verifyGostDigest(key, digestOf(e), bytes(s + r))).toBe(true)
    expect(verifyGostDigest(key, digestOf(e), bytes(r + s))).toBe(false)
    expect(verifyGostDigest(key, bytes(e), bytes(s + r))).toBe(false)
  })

  it('is wrong with another digest, key, length, or a number out of range', () => {
    const { key, e, s, r } = example256
    const digest = digestOf(e)
    const order = key.curve.q.toString(16).padStart(64, '0')
    const zero = '00'.repeat(32)
    expect(verifyGostDigest(key, digest.with(5, 0), bytes(s + r))).toBe(false)
    expect(verifyGostDigest({ ...key, y: key.curve.p - key.y }, digest, bytes(s + r))).toBe(false)
    expect(verifyGostDigest({ ...key, y: key.y + 1n }, digest, bytes(s + r))).toBe(false)
    expect(verifyGostDigest(key, digest, bytes(`${s}${r}00`))).toBe(false)
    expect(verifyGostDigest(key, digest.subarray(1), bytes(s + r))).toBe(false)
    expect(verifyGostDigest(key, digest, bytes(s + zero))).toBe(false)
    expect(verifyGostDigest(key, digest, bytes(zero + r))).toBe(false)
    expect(verifyGostDigest(key, digest, bytes(s + order))).toBe(false)
    expect(verifyGostDigest(key, digest, bytes(order + r))).toBe(false)
  })

  it('is not right with r + q or s + q, though the equation holds modulo q', () => {
    const { key, e, s, r } = example256
    const more = (hex: string): string => (BigInt(`0x${hex}`) + key.curve.q).toString(16).padStart(64, '0')
    expect(verifyGostDigest(key, digestOf(e), bytes(more(s) + r))).toBe(false)
    expect(verifyGostDigest(key, digestOf(e), bytes(s + more(r)))).toBe(false)
  })

  it.each(curveOids)('made with @noble/curves on %s is right, and wrong with any octet changed', oid => {
    const curve = curveOf(oid)
    const secret = curve.q / 5n + 12345n
    const key = keyOf(curve, keyPair(curve, secret))
    for (let i = 1; i <= 2; i++) {
      const digest = Uint8Array.from({ length: curve.bits / 8 }, (_, at) => (at * i * 37 + i) & 255)
      const signature = signDigest(curve, secret, digest, curve.q / 3n + BigInt(i))
      expect(verifyGostDigest(key, digest, signature)).toBe(true)
      const at = (i * 29) % signature.length
      expect(verifyGostDigest(key, digest, signature.with(at, (signature[at] as number) ^ 1))).toBe(false)
    }
  })

  it('counts a digest of zero, or of q, as one', () => {
    const curve = curveOf('1.2.643.7.1.2.1.1.1')
    const secret = 777n
    const key = keyOf(curve, keyPair(curve, secret))
    const zero = new Uint8Array(32)
    const one = zero.with(0, 1)
    const order = Uint8Array.from(Buffer.from(curve.q.toString(16).padStart(64, '0'), 'hex')).toReversed()
    const signature = signDigest(curve, secret, one, 999n)
    expect(verifyGostDigest(key, zero, signature)).toBe(true)
    expect(verifyGostDigest(key, order, signature)).toBe(true)
    expect(verifyGostDigest(key, one, signature)).toBe(true)
  })
})
