import { parse } from '../../../src/crypto/asn1/element'
import { readCertificate } from '../../../src/crypto/certificate'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkCms } from '../../../src/crypto/cms'
import { readSignedData } from '../../../src/crypto/cms/signed-data'
import { checkSigner } from '../../../src/crypto/cms/signer'
import { digest } from '../../../src/crypto/digests'
import { checkSignature } from '../../../src/crypto/signature'
import { decodeCertificateUpload } from '../../../src/crypto/upload'
import { decodeSignatureUpload } from '../../../src/crypto/upload/signature-file'
import { sharedFile, sharedFilesExist } from './support/files'

const structure = async (name: string) => {
  const decoded = await decodeCertificateUpload(sharedFile(name), name)
  if (!decoded.ok) throw new Error(decoded.problem)
  return readStructure(decoded.der)
}

const signed = async (certificate: string, issuer: string) => {
  const { algorithm, signature, signedBytes: message } = await structure(certificate)
  return checkSignature({ key: (await structure(issuer)).key, algorithm, signature, message })
}

const contentOf = (name: string) => {
  const decoded = decodeSignatureUpload(sharedFile(name))
  if (!decoded.ok) throw new Error(decoded.problem)
  return readSignedData(decoded.ber)
}

const withFiles = () => {
  it.each(['rfc4491-gost2001.cer', 'rfc9215-a.cer', 'rfc9215-b.cer', 'rfc9215-c.cer', 'root256_cert.pem'])(
    '%s is signed by its own key',
    async name => {
      expect(await signed(name, name)).toBe('right')
    },
  )

  it.each(['mincifry2026.cer', 'mincom2018.cer'])('%s, a state root, is signed by its own key', async name => {
    expect(await signed(name, name)).toBe('right')
  })

  it('TC26 certificates are signed by their root', async () => {
    expect(await signed('sender256_cert.pem', 'root256_cert.pem')).toBe('right')
    expect(await signed('sender512_cert.pem', 'root256_cert.pem')).toBe('right')
    expect(await signed('sender512_cert.pem', 'sender256_cert.pem')).toBe('wrong')
  })

  it('the state roots have the known thumbprints', async () => {
    expect(readCertificate(sharedFile('mincifry2026.cer')).sha1).toBe('2fdede3b528b3dd0cbad26d1628f40a5ab596f2f')
    expect(readCertificate(sharedFile('mincom2018.cer')).sha1).toBe('4bc6dc14d97010c41a26e058ad851f81c842415a')
    expect(readCertificate(sharedFile('mincom2018.cer'))).toMatchObject({ inn: null, innle: '7710474375' })
  })

  it.each([
    ['signed_a111.pem', 'sender512_cert.pem'],
    ['signed_a121.pem', 'sender256_cert.pem'],
  ])('the TC26 signature %s is refused only for its missing attributes; the arithmetic holds', async (name, sender) => {
    const { content, contentType, signers } = contentOf(name)
    const [signer] = signers
    if (content === null || signer === undefined) throw new Error('no attached signature')
    const certificate = await structure(sender)
    const { code } = checkSigner(signer, contentType, certificate, oid => digest(oid, content))
    if (signer.attributes === null) {
      const { algorithm, signature } = signer
      expect(code).toBe('attributes_absent')
      expect(
        checkSignature({ key: certificate.key, algorithm, digest: signer.digest, signature, message: content }),
      ).toBe('right')
    } else {
      expect(code).toBe('signature_right')
    }
  })

  it('the signature of RFC 4490 holds under the key of RFC 4491 and has no attributes', async () => {
    const { content, signers } = contentOf('rfc4490-9.1-signed-data.cms')
    const [signer] = signers
    if (content === null || signer === undefined) throw new Error('no attached signature')
    const { key } = await structure('rfc4491-gost2001.cer')
    const { algorithm, signature } = signer
    expect(checkSignature({ key, algorithm, digest: signer.digest, signature, message: content })).toBe('right')
    const check = checkCms(sharedFile('rfc4490-9.1-signed-data.cms'), content, [])
    expect(check.ok && check.signers[0]?.code).toBe('attributes_absent')
  })
}

const withoutFiles = () => {
  it('are not at hand here: the numbers of the standards are proved by the other suites', () => {
    expect(parse(Uint8Array.of(5, 0)).tag).toBe(5)
  })
}

describe('the example files of RFC 4490, 4491, 9215 and TC26', sharedFilesExist ? withFiles : withoutFiles)
