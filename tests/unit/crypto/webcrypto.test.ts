import { webcrypto } from 'node:crypto'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { Streebog } from '../../../src/crypto/gost/streebog'
import { gostCrypto } from '../../../src/crypto/webcrypto'
import * as x509 from '../../../src/crypto/x509'
import { fixture, fixtureNames } from './support/files'

const certificate = (name: string) => new x509.X509Certificate(Uint8Array.from(fixture(name)))
const message = Uint8Array.from(Buffer.from('сообщение'))
type Bytes = ArrayBuffer | ArrayBufferView
const subtle = gostCrypto.subtle as unknown as {
  digest(algorithm: string, data: Bytes): Promise<ArrayBuffer>
  importKey(format: string, data: Bytes, algorithm: object, extractable: boolean, usages: string[]): Promise<never>
  exportKey(format: string, key: unknown): Promise<ArrayBuffer>
  verify(algorithm: object, key: unknown, signature: Bytes, data: Bytes): Promise<boolean>
}

describe('the certificate library with our provider', () => {
  it.each(fixtureNames(/^(curve-.*|root)\.cer$/))('verifies %s under its own key', async name => {
    expect(await certificate(name).verify({ signatureOnly: true })).toBe(true)
  })

  it('verifies a certificate under its issuer, and not under anybody else', async () => {
    const authority = certificate('authority.cer')
    for (const name of ['legal.cer', 'person.cer', 'old-legal.cer', 'rsa.cer', 'ecdsa.cer']) {
      expect(await certificate(name).verify({ publicKey: authority, signatureOnly: true })).toBe(true)
      expect(await certificate(name).verify({ publicKey: certificate('curve-256-TCB.cer'), signatureOnly: true })).toBe(
        false,
      )
    }
    expect(await authority.verify({ publicKey: certificate('root.cer'), signatureOnly: true })).toBe(true)
    expect(await authority.verify({ publicKey: certificate('rsa.cer'), signatureOnly: true })).toBe(false)
  })
})

describe('the provider', () => {
  it('digests by the number of the algorithm and leaves other digests to Node', async () => {
    const digest = await subtle.digest('1.2.643.7.1.1.2.2', message)
    expect(new Uint8Array(digest)).toEqual(new Streebog(256).update(message).digest())
    expect(new Uint8Array(await subtle.digest('SHA-256', message))).toEqual(
      new Uint8Array(await webcrypto.subtle.digest('SHA-256', message)),
    )
  })

  it('imports a GOST key, exports it again and verifies with it', async () => {
    const { key: spki, signature, signedBytes } = readStructure(fixture('curve-512-C.cer'))
    const name = '1.2.643.7.1.1.3.3'
    const key = await subtle.importKey('spki', spki, { name }, true, ['verify'])
    expect(new Uint8Array(await subtle.exportKey('spki', key))).toEqual(Uint8Array.from(spki))
    const bytes = signature
    expect(await subtle.verify({ name }, key, bytes, signedBytes)).toBe(true)
    expect(await subtle.verify({ name }, key, bytes, message)).toBe(false)
    expect(await subtle.verify({ name: 'ECDSA' }, key, bytes, signedBytes)).toBe(false)
    await expect(subtle.exportKey('jwk', key)).rejects.toThrow('spki only')
  })

  it('refuses a key of another family under a GOST name', async () => {
    const { key: spki } = readStructure(fixture('rsa.cer'))
    const imported = subtle.importKey('spki', spki, { name: '1.2.643.7.1.1.1.1' }, true, ['verify'])
    await expect(imported).rejects.toThrow('no GOST key')
  })

  it('passes everything else on to Node', async () => {
    const { publicKey, privateKey } = await gostCrypto.subtle.generateKey(
      { name: 'ECDSA', namedCurve: 'P-256' },
      true,
      ['sign', 'verify'],
    )
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256' }
    const signature = await gostCrypto.subtle.sign(ecdsa, privateKey, message)
    expect(await subtle.verify(ecdsa, publicKey, signature, message)).toBe(true)
    expect(await subtle.verify({ name: '1.2.643.7.1.1.3.2' }, publicKey, signature, message)).toBe(false)
    const spki = await subtle.exportKey('spki', publicKey)
    const again = await subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify'])
    expect(await subtle.verify(ecdsa, again, signature, message)).toBe(true)
    expect(gostCrypto.randomUUID()).toMatch(/^[0-9a-f-]{36}$/)
    expect(gostCrypto.getRandomValues(new Uint8Array(4))).toHaveLength(4)
  })
})
