import { inSetOrder } from '../../../src/crypto/asn1/canonical'
import { checkCms } from '../../../src/crypto/cms'
import { checkDocumentSignature, type SignatureRequest } from '../../../src/crypto/document-signature'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { ECDSA_SHA256, from, hierarchy, issue, keyUsage, nameOf, revocationList, to } from './support/authority'
import { contentType, messageDigest, signedData, signingCertificate, signingTime } from './support/cms'
import { bits, explicit, integer, sequence, time } from './support/der'
import { document, fixture, fixtureStore } from './support/files'

const HOUR = 60 * 60 * 1000
/** The fixtures are signed at the time of their making; they are received an hour later. */
const signedAt = ((): Date => {
  const check = checkCms(fixture('detached.p7s'), document)
  const time = check.ok ? check.signers[0]?.signingTime : null
  if (!time) throw new Error('the fixture has no signing time')
  return time
})()
const receivedAt = new Date(signedAt.getTime() + HOUR)
const legal = { inn: '1234567894', ogrn: '1234567890123' }

const judge = (file: Uint8Array, options: Partial<SignatureRequest> = {}, store = fixtureStore()) =>
  checkDocumentSignature({ file, document, receivedAt, organisation: legal, ...options }, store)
/** The verdict and every finding that is not in order. */
const outcome = (file: Uint8Array, options: Partial<SignatureRequest> = {}, store = fixtureStore()): string[] => {
  const { value, lines, signers } = judge(file, options, store)
  const all = [...lines, ...signers.flatMap(signer => signer.lines)]
  return [value, ...all.filter(line => line.value !== 'valid').map(({ code }) => code)]
}

/** What cannot be said without the signer's certificate. */
const UNCHECKED = ['path', 'dates', 'revocation', 'key_usage', 'holder'].map(part => `${part}_unchecked`)

describe('the check of a signed document', () => {
  it('finds every part in order and names what it rested on', () => {
    const { value, detached, signers } = judge(fixture('detached.p7s'))
    expect({ value, detached }).toEqual({ value: 'valid', detached: true })
    expect(signers[0]?.lines.map(({ part, code }) => `${part}: ${code}`)).toEqual([
      'mathematics: signature_right',
      'path: path_trusted',
      'dates: dates_right',
      'key_usage: key_usage_right',
      'revocation: not_revoked',
      'revocation: not_revoked',
      'holder: holder_matches',
    ])
    expect(signers[0]?.certificates).toEqual([fixture('legal.cer'), fixture('authority.cer'), fixture('root.cer')])
    expect(signers[0]?.revocationLists).toEqual([
      { sha256: new RevocationList(fixture('authority.crl')).sha256, number: '42' },
      { sha256: new RevocationList(fixture('root.crl')).sha256, number: '43' },
    ])
    expect(signers[0]?.signingTime).toEqual(signedAt)
  })

  it.each([
    ['attached.p7m', ['valid']],
    ['stream.p7m', ['valid']],
    ['chain.p7s', ['valid']],
    ['keyid.p7s', ['valid']],
    ['rsa.p7s', ['valid']],
    ['rsa-pss.p7s', ['valid']],
    ['ecdsa.p7s', ['valid']],
    ['plain-cms.p7s', ['valid', 'not_cades']],
    ['person.p7s', ['valid', 'holder_person']],
    ['two.p7s', ['valid', 'holder_person']],
    ['entrepreneur.p7s', ['valid', 'holder_person']],
    ['expired.p7s', ['invalid', 'expired']],
    ['revoked.p7s', ['invalid', 'revoked']],
    ['encryption.p7s', ['invalid', 'key_usage_wrong']],
    ['old-legal.p7s', ['invalid', 'gost2001_expired']],
    ['rsa-sha1.p7s', ['invalid', 'signature_weak', 'not_cades'].slice(0, 2)],
    ['rsa-weak.p7s', ['invalid', 'signature_weak']],
    ['noattr.p7s', ['invalid', 'attributes_absent']],
    ['nocerts.p7s', ['unknown', 'certificate_absent', ...UNCHECKED]],
    ['certificates.p7b', ['invalid', 'no_signers']],
    ['legal.cer', ['invalid', 'certificate']],
    ['document.xml', ['invalid', 'document_itself']],
    ['authority.crl', ['invalid', 'revocation_list']],
  ])('%s gives %j', (name, expected) => {
    expect(outcome(fixture(name))).toEqual(expected)
  })

  it('takes a key of 2001 when the option says so', () => {
    expect(outcome(fixture('old-legal.p7s'), { gost2001Until: new Date('2100-01-01') })).toEqual(['valid'])
  })

  it('finds the certificate among those of the account', () => {
    expect(outcome(fixture('nocerts.p7s'), { known: [fixture('rsa.cer'), fixture('legal.cer')] })).toEqual(['valid'])
  })

  it('could not be made without the issuer, the lists or with lists out of date', () => {
    const root = fixture('root.cer')
    const lists = [new RevocationList(fixture('root.crl')), new RevocationList(fixture('authority.crl'))]
    const without = new TrustStore({ anchors: [root], revocationLists: lists })
    expect(outcome(fixture('detached.p7s'), {}, without)).toEqual(['unknown', 'issuer_unknown'])
    const noLists = new TrustStore({ anchors: [root], intermediates: [fixture('authority.cer')] })
    expect(outcome(fixture('detached.p7s'), {}, noLists)).toEqual(['unknown', 'list_absent', 'list_absent'])
    const chain = new TrustStore({ anchors: [root], revocationLists: lists })
    expect(outcome(fixture('chain.p7s'), {}, chain)).toEqual(['valid'])
  })

  it('is of this document alone', () => {
    const changed = document.with(60, 0x41)
    expect(outcome(fixture('detached.p7s'), { document: changed })).toEqual(['invalid', 'document_changed'])
    expect(outcome(fixture('attached.p7m'), { document: changed })).toEqual(['invalid', 'other_document'])
  })

  it('goes by the moment of receipt and only warns of the clock of the signer', () => {
    const later = new Date(signedAt.getTime() + 24 * HOUR + 1)
    expect(outcome(fixture('detached.p7s'), { receivedAt: later })).toEqual(['valid', 'signing_time_off'])
    expect(outcome(fixture('detached.p7s'), { receivedAt: new Date(later.getTime() - 1) })).toEqual(['valid'])
    const earlier = new Date(signedAt.getTime() - 25 * HOUR)
    expect(outcome(fixture('detached.p7s'), { receivedAt: earlier })).toEqual(['valid', 'signing_time_off'])
  })

  it('leaves a difference of the holder to a specialist', () => {
    expect(outcome(fixture('detached.p7s'), { organisation: { inn: '7777777777', ogrn: null } })).toEqual([
      'valid',
      'holder_other',
    ])
    const entrepreneur = { inn: '123456789047', ogrn: '123456789012343' }
    expect(outcome(fixture('entrepreneur.p7s'), { organisation: entrepreneur })).toEqual(['valid'])
  })

  it('is invalid as a whole when one of two signers is', () => {
    const { signer, other, store } = handmade()
    const good = signedData({ document, signer })
    const both = signedData({
      document,
      signer,
      certificates: [signer.der, other.der],
      cosigner: { ...other, privateKey: signer.privateKey },
    })
    const when = { receivedAt: new Date('2030-01-15') }
    expect(outcome(good, when, store)[0]).toBe('valid')
    const verdict = judge(both, when, store)
    expect(verdict.value).toBe('invalid')
    expect(verdict.signers.map(({ value }) => value)).toEqual(['valid', 'invalid'])
  })

  it('uses a revocation list out of the file', () => {
    const { authority, signer, store } = handmade()
    const lists = [revocationList({ issuer: authority, number: 9, revoked: [{ serial: signer.serial }] })]
    const file = signedData({ document, signer, lists })
    expect(outcome(file, { receivedAt: new Date('2030-01-15') }, store)).toContain('revoked')
  })

  it('is stored as JSON without a loss but the kinds of bytes and times', () => {
    const { value, lines, signers } = judge(fixture('two.p7s'))
    const stored = JSON.parse(
      JSON.stringify({ value, lines, findings: signers.map(signer => signer.lines) }),
    ) as unknown
    expect(stored).toEqual({ value, lines, findings: signers.map(signer => signer.lines) })
  })

  it('ends with a verdict whatever octet of the file is flipped', () => {
    const file = fixture('chain.p7s')
    const known = [fixture('legal.cer')]
    const store = fixtureStore()
    const right = new Set<string>()
    for (let at = 0; at < file.length; at += 5) {
      const { value, signers } = judge(file.with(at, (file[at] as number) ^ 0x21), { known }, store)
      if (value === 'valid') right.add(Buffer.from(signers[0]?.certificates[0] ?? []).toString('hex'))
    }
    expect([...right]).toEqual([Buffer.from(fixture('legal.cer')).toString('hex')])
  })

  it('ends with a verdict when the certificates of the file make no sense', () => {
    const { signer, store } = handmade()
    for (const der of strangeCertificates()) {
      const file = signedData({ document, signer, certificates: [der, signer.der], lists: [der, sequence()] })
      expect(outcome(file, { receivedAt: new Date('2030-01-15') }, store)).toEqual(['valid', 'holder_person'])
    }
  })

  it('with a claimed time far off warns even when it is signed by hand', () => {
    const { signer, store } = handmade()
    const attributes = inSetOrder([
      contentType(),
      messageDigest(document),
      signingCertificate(signer.der),
      signingTime(new Date('2030-01-10T00:00:00Z')),
    ])
    const file = signedData({ document, signer, attributes })
    expect(outcome(file, { receivedAt: new Date('2030-01-15') }, store)).toEqual([
      'valid',
      'signing_time_off',
      'holder_person',
    ])
  })
})

/** Proper on the outside, with nonsense for a key, a name, dates or extensions. */
const strangeCertificates = (): Uint8Array[] => {
  const nonsense = sequence(sequence())
  const parts = [
    integer(1),
    ECDSA_SHA256,
    nameOf('x'),
    sequence(time(from), time(to)),
    nameOf('x'),
    issue({ name: nameOf('x') }).spki,
  ]
  return parts.map((_, index) => {
    const signed = sequence(explicit(0, integer(2)), ...parts.with(index, nonsense), explicit(3, nonsense))
    return Uint8Array.from(sequence(signed, ECDSA_SHA256, bits(new Uint8Array(8))))
  })
}

const handmade = () => {
  const { root, authority, signer } = hierarchy()
  const other = issue({ name: nameOf('Второй (демо)'), issuer: authority, extensions: [keyUsage(0x80)] })
  const revocationLists = [root, authority].map(issuer => new RevocationList(revocationList({ issuer })))
  const store = new TrustStore({ anchors: [root.der], intermediates: [authority.der], revocationLists })
  return { authority, signer, other, store }
}
