import { generateKeyPairSync } from 'node:crypto'
import { inSetOrder } from '../../../src/crypto/asn1/canonical'
import { checkCms, type SignerCheck } from '../../../src/crypto/cms'
import { readSignedAttributes } from '../../../src/crypto/cms/attributes'
import { readSignedData } from '../../../src/crypto/cms/signed-data'
import { digest, SHA1 } from '../../../src/crypto/digests'
import { ECDSA_SHA256, issue, nameOf } from './support/authority'
import {
  attribute,
  contentType,
  messageDigest,
  type Options,
  signedData,
  signingCertificate,
  signingTime,
} from './support/cms'
import { bits, explicit, generalizedTime, integer, joined, nothing, octets, oid, sequence, utf8 } from './support/der'
import { document, fixture, pem } from './support/files'

const checked = (file: Uint8Array, known: Uint8Array[] = [], signed = document): SignerCheck[] => {
  const check = checkCms(file, signed, known)
  if (!check.ok) throw new Error(check.problem)
  return check.signers
}
const codes = (file: Uint8Array, known: Uint8Array[] = [], signed = document): string[] =>
  checked(file, known, signed).map(({ code }) => code)
const problem = (file: Uint8Array, signed = document): string | null => {
  const check = checkCms(file, signed)
  return check.ok ? null : check.problem
}
const text = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content))

const privateKey = Uint8Array.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }))
const signer = issue({ name: nameOf('Подписант (демо)') })
const other = issue({ name: nameOf('Другой (демо)') })
const made = (options: Partial<Options> = {}): Uint8Array => signedData({ document, signer, ...options })
const proper = (): Uint8Array[] => [contentType(), messageDigest(document), signingCertificate(signer.der)]

describe('a signature of another tool', () => {
  it.each([
    'detached.p7s',
    'attached.p7m',
    'stream.p7m',
    'chain.p7s',
    'keyid.p7s',
    'plain-cms.p7s',
    'person.p7s',
    'entrepreneur.p7s',
    'old-legal.p7s',
    'rsa.p7s',
    'rsa-pss.p7s',
    'ecdsa.p7s',
  ])('%s is right', name => {
    expect(codes(fixture(name))).toEqual(['signature_right'])
  })

  it('is right in every wrapping: PEM under any label, base64 in one line or many, base64url', () => {
    const der = fixture('detached.p7s')
    const base64 = Buffer.from(der).toString('base64')
    for (const wrapped of [
      pem('CMS', der),
      pem('PKCS7', der),
      pem('PKCS #7 SIGNED DATA'.replace('#', ''), der),
      pem('SIGNATURE', der).replaceAll('\n', '\r\n'),
      base64,
      base64.replace(/.{76}/g, '$&\r\n'),
      `\ufeff${base64}`,
      Buffer.from(der).toString('base64url'),
      pem('CMS', fixture('stream.p7m')),
    ]) {
      expect(codes(text(wrapped))).toEqual(['signature_right'])
    }
  })

  it('is right for each of two signers', () => {
    expect(codes(fixture('two.p7s'))).toEqual(['signature_right', 'signature_right'])
  })

  it('says whether it is detached and what else it carries', () => {
    const detached = checkCms(fixture('chain.p7s'), document)
    const attached = checkCms(fixture('attached.p7m'), document)
    expect(detached).toMatchObject({ ok: true, detached: true, certificates: { length: 2 } })
    expect(attached).toMatchObject({ ok: true, detached: false, certificates: { length: 1 } })
  })

  it('names the signer, the algorithms and the claimed time', () => {
    const [check] = checked(fixture('detached.p7s'))
    expect(check).toMatchObject({ digestAlgorithm: '1.2.643.7.1.1.2.2', cades: true })
    expect(check?.certificate).toEqual(fixture('legal.cer'))
    expect(check?.signingTime).toBeInstanceOf(Date)
  })

  it('without its certificate is checked with one that is known, by issuer and number', () => {
    expect(codes(fixture('nocerts.p7s'))).toEqual(['certificate_absent'])
    expect(codes(fixture('nocerts.p7s'), [fixture('person.cer'), fixture('authority.cer')])).toEqual([
      'certificate_absent',
    ])
    const known = [fixture('person.cer'), text('no certificate'), fixture('legal.cer')]
    expect(codes(fixture('nocerts.p7s'), known)).toEqual(['signature_right'])
  })

  it('carries the digest of its certificate by GOST, as Russian tools write it', () => {
    const { signers } = readSignedData(fixture('detached.p7s'))
    const attributes = signers[0]?.attributes ? readSignedAttributes(signers[0].attributes) : null
    expect(attributes?.signingCertificates).toEqual([
      { digest: '1.2.643.7.1.1.2.2', value: digest('1.2.643.7.1.1.2.2', fixture('legal.cer')) },
    ])
  })

  it('is a bare CMS when the certificate is not under the signature', () => {
    expect(checked(fixture('plain-cms.p7s'))[0]).toMatchObject({ code: 'signature_right', cades: false })
  })

  it('without signed attributes is refused: it could be carried over to another document', () => {
    expect(codes(fixture('noattr.p7s'))).toEqual(['attributes_absent'])
    expect(codes(made({ attributes: null }))).toEqual(['attributes_absent'])
  })

  it('with SHA-1 or a short RSA key is weak', () => {
    expect(codes(fixture('rsa-sha1.p7s'))).toEqual(['signature_weak'])
    expect(codes(fixture('rsa-weak.p7s'))).toEqual(['signature_weak'])
  })
})

describe('a signature of another document', () => {
  it('is refused when it is detached, for any change of the document', () => {
    for (const changed of [document.subarray(1), joined(document, text('\n')), document.with(50, 0), text('')]) {
      expect(codes(fixture('detached.p7s'), [], changed)).toEqual(['document_changed'])
      expect(codes(fixture('person.p7s'), [], changed)).toEqual(['document_changed'])
    }
  })

  it('is refused when it is attached, though the signature itself is right', () => {
    expect(problem(fixture('attached.p7m'), joined(document, text('\n')))).toBe('other_document')
    expect(problem(fixture('stream.p7m'), document.subarray(1))).toBe('other_document')
    expect(problem(made({ attached: text('другой') }))).toBe('other_document')
  })
})

/** PKCS #10: version, name, key, attributes; nobody looks at what is signed. */
const request = sequence(
  sequence(integer(0), signer.name, signer.spki, explicit(0)),
  ECDSA_SHA256,
  bits(new Uint8Array(8)),
)

describe('a file that is no signature', () => {
  it.each([
    ['empty', 'empty', text('')],
    ['a certificate', 'certificate', fixture('legal.cer')],
    ['a certificate in PEM', 'certificate', text(pem('CERTIFICATE', fixture('legal.cer')))],
    ['the document itself', 'document_itself', document],
    ['another document', 'not_signature', text('<?xml version="1.0"?><other/>')],
    ['a request for a certificate', 'request', request],
    ['a revocation list', 'revocation_list', fixture('authority.crl')],
    ['a signature with trailing bytes', 'trailing_bytes', joined(fixture('detached.p7s'), text('\0'))],
    ['half a signature', 'not_signature', fixture('detached.p7s').subarray(0, 700)],
    ['a private key', 'private_key', privateKey],
    ['a private key in PEM', 'private_key', text(pem('PRIVATE KEY', privateKey))],
    ['an archive', 'archive', text('PK\u0003\u0004')],
    ['two signatures', 'several', text(pem('CMS', fixture('detached.p7s')).repeat(2))],
    ['a set of certificates (.p7b)', 'no_signers', fixture('certificates.p7b')],
    ['a signature by nobody', 'no_signers', made({ signers: 0 })],
    ['other data in a ContentInfo', 'not_signature', sequence(oid('1.2.840.113549.1.7.1'), octets(text('x')))],
  ])('is refused when it is %s', (_, expected, file) => {
    expect(problem(file)).toBe(expected)
  })
})

describe('a signature made by hand', () => {
  it('is right as it should be made, attached and detached', () => {
    expect(codes(made())).toEqual(['signature_right'])
    expect(codes(made({ attached: document }))).toEqual(['signature_right'])
  })

  it('is right over the attributes in their order as sent, and over their DER', () => {
    const backwards = inSetOrder(proper()).toReversed()
    expect(codes(made({ attributes: backwards, signs: 'as_sent' }))).toEqual(['signature_right'])
    expect(codes(made({ attributes: backwards, signs: 'ordered' }))).toEqual(['signature_right'])
  })

  it('is right when its attributes were sent in BER and signed in DER', () => {
    const plain = messageDigest(document)
    // The digest of 32 octets in two pieces: SEQUENCE, OID, SET and OCTET STRING grow by six and two octets.
    const value = plain.subarray(-32)
    const pieces = joined(
      Uint8Array.of(0x24, 36, 4, 16),
      value.subarray(0, 16),
      Uint8Array.of(4, 16),
      value.subarray(16),
    )
    const ber = attribute('1.2.840.113549.1.9.4', pieces)
    const der = made({ attributes: inSetOrder([contentType(), plain]) })
    expect(codes(der)).toEqual(['signature_right'])
    expect(codes(replaceOnce(der, plain, ber))).toEqual(['signature_right'])
  })

  it.each([
    ['an attribute twice', 'attributes_repeated', [...proper(), signingTime(new Date()), signingTime(new Date(0))]],
    [
      'a digest of two values',
      'attributes_repeated',
      [contentType(), attribute('1.2.840.113549.1.9.4', octets(new Uint8Array(32)), octets(new Uint8Array(32)))],
    ],
    ['a digest without a value', 'attributes_repeated', [contentType(), attribute('1.2.840.113549.1.9.4')]],
    [
      'two content types',
      'attributes_repeated',
      [attribute('1.2.840.113549.1.9.3', oid('1.2.840.113549.1.7.1'), oid('1.2.3')), messageDigest(document)],
    ],
    ['another content type', 'content_type_wrong', [contentType('1.2.3'), messageDigest(document)]],
    ['no content type', 'content_type_wrong', [messageDigest(document)]],
    ['no digest', 'digest_absent', [contentType()]],
    ['the digest of another document', 'document_changed', [contentType(), messageDigest(text('другой'))]],
    [
      'the certificate of somebody else under it',
      'certificate_substituted',
      [contentType(), messageDigest(document), signingCertificate(other.der)],
    ],
    [
      'a digest of the certificate that nobody knows',
      'digest_unsupported',
      [
        contentType(),
        messageDigest(document),
        attribute(
          '1.2.840.113549.1.9.16.2.47',
          sequence(sequence(sequence(sequence(oid('1.2.3')), octets(text('x'))))),
        ),
      ],
    ],
  ])('with %s is refused: %s', (_, code, attributes) => {
    expect(codes(made({ attributes: inSetOrder(attributes) }))).toEqual([code])
  })

  it('of enclosed content that is no plain data is refused', () => {
    const stamp = '1.2.840.113549.1.9.16.1.4'
    const attributes = inSetOrder([contentType(stamp), messageDigest(document)])
    expect(codes(made({ contentType: stamp, attributes }))).toEqual(['content_type_wrong'])
    expect(codes(made({ contentType: stamp }))).toEqual(['content_type_wrong'])
  })

  it('with the certificate under it in the first version, by SHA-1, is CAdES too', () => {
    const sha1 = attribute('1.2.840.113549.1.9.16.2.12', sequence(sequence(sequence(octets(sha1Of(signer.der))))))
    const attributes = inSetOrder([contentType(), messageDigest(document), sha1])
    expect(checked(made({ attributes }))[0]).toMatchObject({ code: 'signature_right', cades: true })
  })

  it('with a digest or an algorithm that nobody knows is unsupported, which is not the same as wrong', () => {
    expect(codes(made({ digest: sequence(oid('1.2.3')) }))).toEqual(['digest_unsupported'])
    expect(codes(made({ algorithm: sequence(oid('1.2.3')) }))).toEqual(['signature_unsupported'])
  })

  it('with the algorithm of the key instead of the signature is right, parameters or not', () => {
    const ecKey = '1.2.840.10045.2.1'
    expect(codes(made({ algorithm: sequence(oid(ecKey)) }))).toEqual(['signature_right'])
    expect(codes(made({ algorithm: sequence(oid(ecKey), nothing()) }))).toEqual(['signature_right'])
  })

  it('by one key under the certificate of another is wrong', () => {
    const impostor = { ...signer, privateKey: other.privateKey }
    expect(codes(signedData({ document, signer: impostor }))).toEqual(['signature_wrong'])
  })

  it('finds its certificate among others, whatever stands beside it', () => {
    const certificates = [other.der, sequence(utf8('no certificate')), signer.der]
    expect(codes(made({ certificates }))).toEqual(['signature_right'])
    expect(codes(made({ certificates: [other.der] }))).toEqual(['certificate_absent'])
  })

  it('with a claimed time that cannot be read is right without it', () => {
    const broken = attribute('1.2.840.113549.1.9.5', utf8('вчера'))
    const late = attribute('1.2.840.113549.1.9.5', generalizedTime(new Date('2051-01-01T00:00:00Z')))
    const withTime = (time: Uint8Array) => made({ attributes: inSetOrder([...proper(), time]) })
    expect(checked(withTime(broken))[0]).toMatchObject({ code: 'signature_right', signingTime: null })
    expect(checked(withTime(late))[0]?.signingTime?.getUTCFullYear()).toBe(2051)
  })

  it('with more certificates than anybody has is refused', () => {
    expect(problem(made({ certificates: Array.from({ length: 31 }, () => signer.der) }))).toBe('too_complex')
  })

  it('with more attributes than anybody has is refused', () => {
    const more = Array.from({ length: 50 }, (_, i) => attribute(`1.2.643.100.${1000 + i}`, utf8('')))
    expect(problem(made({ attributes: inSetOrder([...proper(), ...more]) }))).toBe('too_complex')
  })
})

/** Replaces the only occurrence of some bytes and corrects the lengths of all elements around it. */
const replaceOnce = (whole: Uint8Array, part: Uint8Array, by: Uint8Array): Uint8Array => {
  const at = Buffer.from(whole).indexOf(part)
  if (at < 0) throw new Error('the part is not there')
  return rebuild(whole, at, part.length, by)
}

const rebuild = (element: Uint8Array, at: number, length: number, by: Uint8Array): Uint8Array => {
  if (at === 0 && element.length === length) return by
  const head = headLength(element)
  const parts: Uint8Array[] = []
  for (let start = head; start < element.length; ) {
    const size = headLength(element.subarray(start)) + bodyLength(element.subarray(start))
    const child = element.subarray(start, start + size)
    const inside = at >= start && at + length <= start + size
    parts.push(inside ? rebuild(child, at - start, length, by) : child)
    start += size
  }
  const body = joined(...parts)
  const size = [0x84, body.length >>> 24, (body.length >> 16) & 255, (body.length >> 8) & 255, body.length & 255]
  return joined(Uint8Array.of(element[0] as number, ...size), body)
}

const headLength = (element: Uint8Array): number =>
  (element[1] as number) < 0x80 ? 2 : 2 + ((element[1] as number) & 0x7f)
const bodyLength = (element: Uint8Array): number => {
  const first = element[1] as number
  if (first < 0x80) return first
  return Array.from(element.subarray(2, 2 + (first & 0x7f))).reduce((sum, octet) => sum * 256 + octet, 0)
}

const sha1Of = (bytes: Uint8Array): Uint8Array => digest(SHA1, bytes) as Uint8Array
