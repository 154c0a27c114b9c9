import { checkDocumentSignature } from '../../../src/crypto/document-signature'
import { certificateEnds, makeAuthority } from '../../../src/features/demo-authority/authority'
import { authorityName } from '../../../src/features/demo-authority/names'
import { parameterSets } from '../../../src/features/demo-authority/signing-key'
import { NOW } from '../../support/app'
import { type Flaw, signForTest, trustOf } from '../../support/demo-signature'

const document = Buffer.from('<application xmlns="urn:websbor:application:1"><okpo>99900016</okpo></application>\n')
const organisation = { inn: '4299000019', ogrn: '1994200000012' }
const receivedAt = new Date(NOW)

type Signature = ReturnType<typeof signForTest>

const judge = (signature: Signature, received = document) =>
  checkDocumentSignature({ file: signature.cms, document: received, receivedAt, organisation }, trustOf(signature))

/** The verdict and every finding that is not in order. */
const outcome = (signature: Signature, received = document): string[] => {
  const { value, lines, signers } = judge(signature, received)
  const all = [...lines, ...signers.flatMap(signer => signer.lines)]
  return [value, ...all.filter(line => line.value !== 'valid').map(({ code }) => code)]
}

describe('A signature of the demo authority', () => {
  it('is in order in every part', () => {
    const signature = signForTest({ document })
    const { value, detached, signers } = judge(signature)
    expect({ value, detached }).toEqual({ value: 'valid', detached: true })
    expect(signers[0]?.lines.map(({ code }) => code)).toEqual([
      'signature_right',
      'path_trusted',
      'dates_right',
      'key_usage_right',
      'not_revoked',
      'holder_matches',
    ])
    expect(signers[0]?.certificates).toEqual([signature.certificate, signature.root])
    expect(signers[0]?.signingTime).toEqual(receivedAt)
    expect(signers[0]?.revocationLists).toEqual([{ sha256: expect.any(String), number: '1' }])
  })

  it.each(parameterSets)('is in order on the parameters %s', set => {
    expect(outcome(signForTest({ document, set }))).toEqual(['valid'])
  })

  it('may carry the document inside', () => {
    const signature = signForTest({ document, attached: true })
    expect(judge(signature).detached).toBe(false)
    expect(outcome(signature)).toEqual(['valid'])
    expect(outcome(signature, Buffer.from('another document'))).toEqual(['invalid', 'other_document'])
  })

  it('is made for an entrepreneur too', () => {
    const signature = signForTest({ document, name: 'ИП Образцова (демо)', inn: '419900000101', ogrn: null })
    const owner = { inn: '419900000101', ogrn: null }
    const request = { file: signature.cms, document, receivedAt, organisation: owner }
    expect(checkDocumentSignature(request, trustOf(signature)).value).toBe('valid')
  })

  it('differs every time: no random number is used twice', () => {
    const halves = Array.from({ length: 20 }, () => {
      const { cms } = signForTest({ document, set: '256-B' })
      return Buffer.from(cms.subarray(-32)).toString('hex')
    })
    expect(new Set(halves).size).toBe(20)
  })

  it('covers this document only', () => {
    expect(outcome(signForTest({ document }), Buffer.from(`${document.toString()} `))).toEqual([
      'invalid',
      'document_changed',
    ])
  })

  it('is nothing to somebody who does not trust the demo authority', () => {
    const signature = signForTest({ document })
    const elsewhere = makeAuthority(receivedAt, { name: 'Другой УЦ (демо)' })
    const store = trustOf({ root: elsewhere.root.certificate, crl: elsewhere.revocationList })
    const { value } = checkDocumentSignature({ file: signature.cms, document, receivedAt, organisation }, store)
    expect(value).toBe('unknown')
  })

  it.each<[Flaw, string[]]>([
    ['expired', ['invalid', 'expired']],
    ['not_yet_valid', ['invalid', 'not_yet_valid']],
    ['revoked', ['invalid', 'revoked']],
    ['other_key', ['invalid', 'signature_wrong']],
    ['no_signed_attributes', ['invalid', 'attributes_absent']],
    ['repeated_attribute', ['invalid', 'attributes_repeated']],
    ['two_signers', ['valid', 'holder_other']],
    ['unknown_issuer', ['unknown', 'issuer_unknown']],
  ])('with the flaw «%s» is judged by it', (flaw, expected) => {
    expect(outcome(signForTest({ document, flaw }))).toEqual(expected)
  })

  it('is judged by its date: the certificate ends after a year', () => {
    const signature = signForTest({ document })
    const later = new Date(certificateEnds(receivedAt).getTime() + 1000)
    const request = { file: signature.cms, document, receivedAt: later, organisation }
    const { signers } = checkDocumentSignature(request, trustOf(signature))
    expect(signers[0]?.lines.map(({ code }) => code)).toEqual(expect.arrayContaining(['expired', 'signing_time_off']))
  })

  it('holds no byte that could be turned without being noticed, but for versions and frames that nothing rests on', () => {
    const signature = signForTest({ document, set: '256-B' })
    const { cms, certificate } = signature
    const store = trustOf(signature)
    const unnoticed = Array.from(cms.keys()).filter(at => {
      const file = Uint8Array.from(cms)
      file[at] = (file[at] as number) ^ 0x01
      return checkDocumentSignature({ file, document, receivedAt, organisation }, store).value === 'valid'
    })
    const content = cms.indexOf(0x0b, 30)
    const afterCertificate = Buffer.from(cms).indexOf(certificate) + certificate.length
    const issuer = Buffer.from(cms).indexOf(authorityName(), afterCertificate)
    const frames = (at: number): boolean => at < content || (at >= afterCertificate && at < issuer)
    expect(unnoticed.filter(at => !frames(at))).toEqual([])
    expect(issuer - afterCertificate).toBeLessThan(20)
    expect(content).toBeLessThan(45)
    // Two thousand verifications: seconds on an idle machine, and more on a busy one.
  }, 120_000)
})
