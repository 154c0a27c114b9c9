import { constants, createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { parse } from '../../../src/crypto/asn1/element'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkSignature } from '../../../src/crypto/signature'
import { explicit, integer, nothing, oid, sequence } from './support/der'
import { fixture } from './support/files'

const message = Uint8Array.from(Buffer.from('сообщение'))
const spkiOf = (key: KeyObject): Uint8Array => Uint8Array.from(key.export({ format: 'der', type: 'spki' }))
const algorithm = (number: string, ...parameters: Uint8Array[]) => parse(sequence(oid(number), ...parameters))
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1536 })
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })

const RSA = '1.2.840.113549.1.1.1'
const RSA_SHA1 = '1.2.840.113549.1.1.5'
const RSA_SHA256 = '1.2.840.113549.1.1.11'
const RSA_PSS = '1.2.840.113549.1.1.10'
const SHA1 = '1.3.14.3.2.26'
const SHA256 = '2.16.840.1.101.3.4.2.1'
const SHA384 = '2.16.840.1.101.3.4.2.2'

describe('a signature of RSA', () => {
  const signature = sign('sha256', message, rsa.privateKey)
  const key = spkiOf(rsa.publicKey)

  it('is right under the algorithm of the signature or, with a digest apart, of the key', () => {
    expect(checkSignature({ key, algorithm: algorithm(RSA_SHA256, nothing()), signature, message })).toBe('right')
    expect(checkSignature({ key, algorithm: algorithm(RSA_SHA256), signature, message })).toBe('right')
    expect(checkSignature({ key, algorithm: algorithm(RSA), digest: SHA256, signature, message })).toBe('right')
  })

  it('is wrong for another message, digest or kind of key', () => {
    const other = { key, algorithm: algorithm(RSA_SHA256), signature }
    expect(checkSignature({ ...other, message: message.with(0, 1) })).toBe('wrong')
    expect(checkSignature({ ...other, message, digest: SHA384 })).toBe('wrong')
    expect(checkSignature({ ...other, message, key: spkiOf(p384.publicKey) })).toBe('wrong')
    expect(checkSignature({ ...other, message, algorithm: algorithm('1.2.643.7.1.1.3.2') })).toBe('wrong')
  })

  it('is weak with SHA-1 or a key of less than 2048 bits, even if the arithmetic holds', () => {
    const sha1 = sign('sha1', message, rsa.privateKey)
    expect(checkSignature({ key, algorithm: algorithm(RSA_SHA1), signature: sha1, message })).toBe('weak')
    expect(checkSignature({ key, algorithm: algorithm(RSA), digest: SHA1, signature: sha1, message })).toBe('weak')
    const short = sign('sha256', message, weakRsa.privateKey)
    const weakKey = spkiOf(weakRsa.publicKey)
    expect(checkSignature({ key: weakKey, algorithm: algorithm(RSA_SHA256), signature: short, message })).toBe('weak')
  })

  it('with PSS takes its digest and salt from the parameters', () => {
    const pss = (saltLength: number, hash = SHA256, mask = hash) =>
      algorithm(
        RSA_PSS,
        sequence(
          explicit(0, sequence(oid(hash))),
          explicit(1, sequence(oid('1.2.840.113549.1.1.8'), sequence(oid(mask)))),
          explicit(2, integer(saltLength)),
        ),
      )
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const signature = sign('sha256', message, { key: rsa.privateKey, padding, saltLength: 32 })
    expect(checkSignature({ key, algorithm: pss(32), signature, message })).toBe('right')
    expect(checkSignature({ key, algorithm: pss(20), signature, message })).toBe('wrong')
    expect(checkSignature({ key, algorithm: pss(32, SHA384), signature, message })).toBe('wrong')
    expect(checkSignature({ key, algorithm: pss(32, SHA256, SHA384), signature, message })).toBe('unsupported')
    // Without parameters everything is SHA-1.
    expect(checkSignature({ key, algorithm: algorithm(RSA_PSS), signature, message })).toBe('weak')
    expect(checkSignature({ key, algorithm: algorithm(RSA_PSS, nothing()), signature, message })).toBe('wrong')
  })
})

describe('a key bound to PSS', () => {
  it('is unsupported', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    const signature = sign('sha256', message, privateKey)
    const key = spkiOf(publicKey)
    expect(checkSignature({ key, algorithm: algorithm(RSA_SHA256), signature, message })).toBe('unsupported')
  })
})

describe('a signature of ECDSA', () => {
  const signature = sign('sha384', message, p384.privateKey)
  const key = spkiOf(p384.publicKey)

  it('is right on P-384 with its digest and wrong when its bytes make no sense', () => {
    const ecdsa = algorithm('1.2.840.10045.4.3.3')
    expect(checkSignature({ key, algorithm: ecdsa, signature, message })).toBe('right')
    expect(checkSignature({ key, algorithm: ecdsa, signature: signature.subarray(1), message })).toBe('wrong')
    expect(checkSignature({ key, algorithm: ecdsa, signature: new Uint8Array(), message })).toBe('wrong')
  })
})

describe('a signature of an algorithm that nobody here knows', () => {
  it('is unsupported, which is not the same as wrong', () => {
    const signature = sign('sha256', message, rsa.privateKey)
    const key = spkiOf(rsa.publicKey)
    const ed25519 = spkiOf(generateKeyPairSync('ed25519').publicKey)
    const unknownKey = sequence(sequence(oid('1.2.3.4')), Uint8Array.of(3, 2, 0, 1))
    const known = algorithm(RSA_SHA256)
    expect(checkSignature({ key, algorithm: algorithm('1.2.3.4'), signature, message })).toBe('unsupported')
    expect(checkSignature({ key: unknownKey, algorithm: known, signature, message })).toBe('unsupported')
    expect(checkSignature({ key: ed25519, algorithm: algorithm('1.3.101.112'), signature, message })).toBe(
      'unsupported',
    )
    expect(checkSignature({ key, algorithm: algorithm(RSA), digest: '1.2.3', signature, message })).toBe('unsupported')
    expect(checkSignature({ key, algorithm: algorithm(RSA), signature, message })).toBe('unsupported')
  })
})

describe('a signature of GOST', () => {
  const { key, signature, signedBytes } = readStructure(fixture('curve-256-TCA.cer'))

  it('may be named by the algorithm of the signature or of the key, with parameters or without', () => {
    for (const number of ['1.2.643.7.1.1.3.2', '1.2.643.7.1.1.1.1']) {
      for (const parameters of [[], [nothing()]]) {
        const named = algorithm(number, ...parameters)
        expect(checkSignature({ key, algorithm: named, signature, message: signedBytes })).toBe('right')
      }
    }
  })

  it('is wrong under the name of another GOST algorithm or with another digest apart', () => {
    const common = { key, signature, message: signedBytes }
    expect(checkSignature({ ...common, algorithm: algorithm('1.2.643.7.1.1.3.3') })).toBe('wrong')
    expect(checkSignature({ ...common, algorithm: algorithm('1.2.643.2.2.3') })).toBe('wrong')
    expect(checkSignature({ ...common, algorithm: algorithm(RSA_SHA256) })).toBe('wrong')
    const sha256 = { ...common, algorithm: algorithm('1.2.643.7.1.1.3.2'), digest: SHA256 }
    expect(checkSignature(sha256)).toBe('wrong')
    expect(checkSignature({ ...sha256, digest: '1.2.643.7.1.1.2.2' })).toBe('right')
  })

  it('is not made over a mere digest of the message', () => {
    const digest = createHash('sha256').update(signedBytes).digest()
    const named = algorithm('1.2.643.7.1.1.3.2')
    expect(checkSignature({ key, algorithm: named, signature, message: digest })).toBe('wrong')
  })
})
