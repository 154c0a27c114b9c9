import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkCertificate, isAuthority, isSelfSigned } from '../../../src/crypto/certificate-check'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { basicConstraints, hierarchy, issue, keyUsage, nameOf } from './support/authority'
import { fixture, fixtureStore } from './support/files'

const empty = new TrustStore({ anchors: [] })

describe('the check of a certificate by itself', () => {
  const at = readStructure(fixture('curve-256-TCA.cer')).notBefore

  it('looks at path, dates, key usage and revocation', () => {
    const { value, lines } = checkCertificate(fixture('legal.cer'), fixtureStore(), at)
    expect(value).toBe('valid')
    expect(lines.map(({ part, value }) => `${part} ${value}`)).toEqual([
      'path valid',
      'dates valid',
      'key_usage valid',
      'revocation valid',
      'revocation valid',
    ])
  })

  it.each([
    ['revoked.cer', 'invalid', 'revoked'],
    ['expired.cer', 'invalid', 'expired'],
    ['encryption.cer', 'invalid', 'key_usage_wrong'],
    ['old-legal.cer', 'invalid', 'gost2001_expired'],
    ['curve-512-A.cer', 'unknown', 'root_untrusted'],
  ])('finds %s %s: %s', (name, value, code) => {
    // The revocation is of the day of making, like the certificates of single curves.
    const check = checkCertificate(fixture(name), fixtureStore(), new Date(at.getTime() + 60 * 60 * 1000))
    expect(check.value).toBe(value)
    expect(check.lines.map(line => line.code)).toContain(code)
  })

  it('refuses what cannot be read', () => {
    expect(() => checkCertificate(fixture('authority.crl'), empty, at)).toThrow()
  })
})

describe('a certificate of an authority', () => {
  it('says so and may sign certificates', () => {
    const { root, authority, signer } = hierarchy()
    expect([root, authority, signer].map(({ der }) => isAuthority(readStructure(der)))).toEqual([true, true, false])
    const silent = issue({ name: nameOf('x'), extensions: [basicConstraints(true)] })
    const signs = issue({ name: nameOf('x'), extensions: [basicConstraints(true), keyUsage(0x80)] })
    expect(isAuthority(readStructure(silent.der))).toBe(true)
    expect(isAuthority(readStructure(signs.der))).toBe(false)
  })

  it('is a root when it has signed itself, not merely when it is called like its issuer', () => {
    const { root, authority } = hierarchy()
    const namesake = issue({ name: root.name, issuer: root })
    expect([root, authority, namesake].map(({ der }) => isSelfSigned(readStructure(der), empty))).toEqual([
      true,
      false,
      false,
    ])
    expect(isSelfSigned(readStructure(fixture('root.cer')), empty)).toBe(true)
  })
})
