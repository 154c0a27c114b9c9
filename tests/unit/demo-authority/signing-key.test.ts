import { parse } from '../../../src/crypto/asn1/element'
import { verifyGostMessage } from '../../../src/crypto/gost/gost3410'
import { type GostPublicKey, readGostKey } from '../../../src/crypto/gost/public-key'
import { signMessage } from '../../../src/features/demo-authority/sign'
import {
  generateKey,
  keyOf,
  keyOfOctets,
  parameterSets,
  randomScalar,
  secretOctets,
} from '../../../src/features/demo-authority/signing-key'

const message = Buffer.from('Что подписано, то подписано')

describe.each(parameterSets)('A signing key on %s', set => {
  const key = generateKey(set)
  const publicKey = readGostKey(parse(key.spki)) as GostPublicKey

  it('signs what its public half verifies, and nothing else', () => {
    const signature = signMessage(key, message)
    expect(verifyGostMessage(publicKey, message, signature)).toBe(true)
    expect(verifyGostMessage(publicKey, Buffer.from('другое'), signature)).toBe(false)
    const other = readGostKey(parse(generateKey(set).spki)) as GostPublicKey
    expect(verifyGostMessage(other, message, signature)).toBe(false)
  })

  it('comes back whole from its stored octets', () => {
    expect(secretOctets(key)).toHaveLength(key.curve.bits / 8)
    expect(keyOfOctets(set, secretOctets(key)).spki).toEqual(key.spki)
  })

  it('is refused outside the order of the curve', () => {
    expect(() => keyOf(set, 0n)).toThrow(RangeError)
    expect(() => keyOf(set, key.curve.q)).toThrow(RangeError)
  })

  it('is drawn from the whole range, never beyond it', () => {
    const drawn = Array.from({ length: 200 }, () => randomScalar(key.curve))
    expect(drawn.every(k => k > 0n && k < key.curve.q)).toBe(true)
    expect(new Set(drawn).size).toBe(200)
    expect(drawn.some(k => k > key.curve.q / 2n) && drawn.some(k => k < key.curve.q / 2n)).toBe(true)
  })
})
