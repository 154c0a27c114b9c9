import { issueTo, makeAuthority } from '../../../src/features/demo-authority/authority'
import { signDocument } from '../../../src/features/demo-authority/sign-document'
import { parameterSets } from '../../../src/features/demo-authority/signing-key'
import { NOW } from '../../support/app'
import { signForTest } from '../../support/demo-signature'
import { pem } from '../crypto/support/files'
import { gostEngineExists, OpenSsl } from '../crypto/support/openssl'

const at = new Date(NOW)
const moment = String(at.getTime() / 1000)
const document = Buffer.from('<application>Заявка на регистрацию</application>\n')
const holder = { name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' }

const withEngine = () => {
  const openssl = new OpenSsl()
  afterAll(() => openssl.remove())
  const verify = (signature: string, content: string[]) => {
    const input = ['-binary', '-inform', 'DER', '-in', signature, ...content]
    return openssl.try('cms', '-verify', ...input, '-CAfile', 'root.pem', '-cades', '-attime', moment)
  }

  beforeAll(() => openssl.write('document', document))

  it.each(parameterSets)(
    'OpenSSL accepts a detached and an attached signature on %s, and refuses another document',
    set => {
      const authority = makeAuthority(at, { set })
      const signer = issueTo(authority, holder, at, { set })
      openssl.write('root.pem', Buffer.from(pem('CERTIFICATE', authority.root.certificate)))
      openssl.write('detached.sig', signDocument({ document, signer, at }))
      openssl.write('attached.sig', signDocument({ document, signer, at, attached: true }))
      openssl.write('other', Buffer.from('another document'))

      const detached = verify('detached.sig', ['-content', 'document'])
      expect(detached.stderr.toString()).toContain('CAdES Verification successful')
      expect(detached).toMatchObject({ status: 0, stdout: document })
      expect(verify('attached.sig', [])).toMatchObject({ status: 0, stdout: document })
      expect(verify('detached.sig', ['-content', 'other']).status).not.toBe(0)
    },
  )

  it.each(parameterSets)('OpenSSL follows the path on %s and looks into the revocation list', set => {
    const good = signForTest({ document, set })
    const revoked = signForTest({ document, set, flaw: 'revoked' })
    const path = ({ root, certificate, crl }: typeof good) => {
      openssl.write('root.pem', Buffer.from(pem('CERTIFICATE', root)))
      openssl.write('signer.pem', Buffer.from(pem('CERTIFICATE', certificate)))
      openssl.write('list.pem', Buffer.from(pem('X509 CRL', crl)))
      const checks = ['-x509_strict', '-check_ss_sig', '-purpose', 'smimesign', '-attime', moment]
      return openssl.try('verify', '-CAfile', 'root.pem', '-CRLfile', 'list.pem', '-crl_check', ...checks, 'signer.pem')
    }
    expect(path(good).stdout.toString()).toBe('signer.pem: OK\n')
    expect(path(revoked).stderr.toString()).toContain('certificate revoked')
  })

  it('OpenSSL prints a certificate with its identifiers and its policy', () => {
    const { certificate } = signForTest({ document })
    openssl.write('signer.cer', certificate)
    const text = openssl
      .run('x509', '-inform', 'DER', '-in', 'signer.cer', '-noout', '-text', '-nameopt', 'utf8,sep_comma_plus')
      .toString()
    expect(text).toContain('CN=ООО «Ромашка (демо)»')
    expect(text).toContain('INNLE=4299000019')
    expect(text).toContain('OGRN=1994200000012')
    expect(text).toContain('SNILS=00000000000')
    expect(text).toContain('Digital Signature, Non Repudiation')
    expect(text).toContain('Policy: 2.25.290567220538278951818891699666440908541')
    expect(text).toContain('GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)')
  })

  it('OpenSSL reads the empty list of the authority', () => {
    openssl.write('list.crl', makeAuthority(at).revocationList)
    const text = openssl.run('crl', '-inform', 'DER', '-in', 'list.crl', '-noout', '-text').toString()
    expect(text).toContain('No Revoked Certificates')
    expect(text).toMatch(/X509v3 CRL Number:\s+1\b/)
  })
}

const withoutEngine = () => {
  it('could be compared with OpenSSL if it had its GOST engine here', () => {
    expect(gostEngineExists).toBe(false)
  })
}

describe('Demo signatures', gostEngineExists ? withEngine : withoutEngine)
