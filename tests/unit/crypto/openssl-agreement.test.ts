import { createHash } from 'node:crypto'
import { encode } from '../../../src/crypto/asn1/canonical'
import { parse } from '../../../src/crypto/asn1/element'
import { readCertificate } from '../../../src/crypto/certificate'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkCms } from '../../../src/crypto/cms'
import { digest } from '../../../src/crypto/digests'
import { verifyGostMessage } from '../../../src/crypto/gost/gost3410'
import { type GostPublicKey, readGostKey } from '../../../src/crypto/gost/public-key'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { checkSignature } from '../../../src/crypto/signature'
import { bits, octets } from './support/der'
import { pem } from './support/files'
import { bigEndian, keyPair, signDigest } from './support/gost'
import { gostEngineExists, OpenSsl } from './support/openssl'

/** Every parameter set that the engine knows. */
const sets: [algorithm: string, set: string][] = [
  ...['0', 'A', 'B', 'C', 'XA', 'XB'].map((set): [string, string] => ['gost2001', set]),
  ...['A', 'B', 'C', 'TCA', 'TCB', 'TCC', 'TCD'].map((set): [string, string] => ['gost2012_256', set]),
  ...['A', 'B', 'C'].map((set): [string, string] => ['gost2012_512', set]),
]
const DIGESTS = { gost2001: 'md_gost94', gost2012_256: 'md_gost12_256', gost2012_512: 'md_gost12_512' } as const
const digestNumbers = [
  ['md_gost94', '1.2.643.2.2.9'],
  ['md_gost12_256', '1.2.643.7.1.1.2.2'],
  ['md_gost12_512', '1.2.643.7.1.1.2.3'],
] as const

/** Bytes that look random and are the same in every run. */
const bytesFor = (seed: string, length: number): Uint8Array => {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, i) =>
    createHash('sha512').update(`${seed} ${i}`).digest(),
  )
  return Uint8Array.from(Buffer.concat(blocks).subarray(0, length))
}

const keyOf = (certificate: Uint8Array): GostPublicKey => {
  const key = readGostKey(parse(readStructure(certificate).key))
  if (key === null) throw new Error('no GOST key')
  return key
}

const withEngine = () => {
  const openssl = new OpenSsl()
  afterAll(() => openssl.remove())

  // Not on the empty message: the engine gives a digest of 34.11-94 for it that the published vectors contradict.
  it.each(digestNumbers)('agree on %s of a hundred messages of all lengths', (name, number) => {
    const files = Array.from({ length: 100 }, (_, i) =>
      openssl.write(`${name}-${i}`, bytesFor(`${name} ${i}`, 1 + i * 3 + (i > 90 ? 70_000 : 0))),
    )
    const printed = openssl
      .run('dgst', `-${name}`, '-r', ...files)
      .toString()
      .trim()
      .split('\n')
    const ours = files.map(file => `${Buffer.from(digest(number, openssl.read(file)) ?? []).toString('hex')} *${file}`)
    expect(printed).toEqual(ours)
  })

  describe.each(sets)('with %s, parameter set %s', (algorithm, set) => {
    const name = `${algorithm}-${set}`
    const first = openssl.certificate(name, algorithm, set)

    it('agree that three certificates of three keys are signed by their own keys', () => {
      const others = ['b', 'c'].map(letter => openssl.certificate(`${name}-${letter}`, algorithm, set))
      for (const der of [first, ...others]) {
        const { key, algorithm: identifier, signature, signedBytes: message } = readStructure(der)
        expect(checkSignature({ key, algorithm: identifier, signature, message })).toBe('right')
        expect(readCertificate(der).organisation).toBe('Ромашка (демо)')
      }
      const [a, b] = others.map(readStructure)
      expect(a && b && checkSignature({ ...a, key: b.key, message: a.signedBytes })).toBe('wrong')
    })

    it('agree on twenty signatures of messages, and that none holds for another message', () => {
      const key = keyOf(first)
      for (let i = 0; i < 20; i++) {
        const message = openssl.write('message', bytesFor(`${name} message ${i}`, 20 + i * 11))
        const made = openssl.run(
          'dgst',
          `-${DIGESTS[algorithm as keyof typeof DIGESTS]}`,
          '-sign',
          `${name}.key`,
          message,
        )
        const signature = Uint8Array.from(made)
        expect(verifyGostMessage(key, openssl.read(message), signature)).toBe(true)
        expect(verifyGostMessage(key, openssl.read(message).with(i, 0), signature)).toBe(openssl.read(message)[i] === 0)
      }
    })

    it('agree on signatures that we have made with @noble/curves', () => {
      const { curve } = keyOf(first)
      const digestName = DIGESTS[algorithm as keyof typeof DIGESTS]
      const number = digestNumbers.find(([known]) => known === digestName)?.[1] ?? ''
      const secret = BigInt(`0x${Buffer.from(bytesFor(`${name} secret`, 31)).toString('hex')}`)
      const { x, y } = keyPair(curve, secret)
      const point = octets(bigEndian(x, curve).toReversed(), bigEndian(y, curve).toReversed())
      const identifier = parse(readStructure(first).key).child(0).raw
      openssl.write('public.pem', Buffer.from(pem('PUBLIC KEY', encode(0x30, identifier, bits(point)))))
      const message = bytesFor(`${name} our message`, 100)
      const signature = signDigest(curve, secret, digest(number, message) ?? new Uint8Array(), secret / 3n + 7n)
      openssl.write('message', message)
      openssl.write('signature', signature)
      const verify = () =>
        openssl.try('dgst', `-${digestName}`, '-verify', 'public.pem', '-signature', 'signature', 'message')
      expect(verify().stdout.toString()).toContain('Verified OK')
      openssl.write('signature', signature.with(5, (signature[5] as number) ^ 1))
      expect(verify().status).not.toBe(0)
    })

    it.each([
      ['detached', []],
      ['attached', ['-nodetach']],
      ['in BER', ['-nodetach', '-stream']],
      ['without certificates', ['-nocerts']],
      ['by the identifier of the key', ['-keyid']],
    ])('agree on two CMS signatures, %s', (_, options) => {
      for (let i = 0; i < 2; i++) {
        const document = bytesFor(`${name} ${options.join()} ${i}`, 10 + i * 2500)
        openssl.write('document', document)
        const common = ['-sign', '-binary', '-cades', '-nosmimecap', '-outform', 'DER', '-in', 'document']
        const cms = Uint8Array.from(
          openssl.run('cms', ...common, '-signer', `${name}.pem`, '-inkey', `${name}.key`, ...options),
        )
        const codesFor = (signed: Uint8Array) => {
          const check = checkCms(cms, signed, [first])
          return check.ok ? check.signers.map(({ code, cades }) => `${code} ${cades}`) : [check.problem]
        }
        expect(codesFor(document)).toEqual(['signature_right true'])
        expect(codesFor(document.with(3, (document[3] as number) ^ 1))).not.toEqual(['signature_right true'])
      }
    })
  })

  it('agree on the lists of revoked certificates of an authority', () => {
    const issuer = openssl.certificate('issuer', 'gost2012_256', 'TCA')
    openssl.write('index.txt', Buffer.from('R\t400101000000Z\t240101000000Z,keyCompromise\t0ABC\tunknown\t/CN=x\n'))
    openssl.write('crlnumber', Buffer.from('0F\n'))
    openssl.write(
      'ca.cnf',
      Buffer.from('[ca]\ndatabase=index.txt\ncrlnumber=crlnumber\ndefault_md=default\ndefault_crl_days=30\n'),
    )
    openssl.run(
      'ca',
      '-config',
      'ca.cnf',
      '-name',
      'ca',
      '-cert',
      'issuer.pem',
      '-keyfile',
      'issuer.key',
      '-gencrl',
      '-out',
      'list.pem',
    )
    const list = new RevocationList(Uint8Array.from(openssl.run('crl', '-in', 'list.pem', '-outform', 'DER')))
    expect(list.checkSignature(readStructure(issuer).key)).toBe('right')
    expect(list.find(Uint8Array.of(0x0a, 0xbc))).toEqual({ date: new Date('2024-01-01T00:00:00Z'), reason: 1 })
    expect(list.find(Uint8Array.of(0x0a, 0xbd))).toBeNull()
  })
}

const withoutEngine = () => {
  it('cannot be compared on this machine: the engine is not installed', () => {
    expect(gostEngineExists).toBe(false)
  })
}

describe('our code and OpenSSL', gostEngineExists ? withEngine : withoutEngine)
