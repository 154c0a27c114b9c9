import { Asn1Error } from '../../../src/crypto/asn1/element'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkCertificate, isAuthority, isSelfSigned } from '../../../src/crypto/certificate-check'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { basicConstraints, hierarchy, issue, keyUsage, nameOf, revocationList } from './support/authority'
import { fixture, fixtureStore } from './support/files'

const at = new Date('2026-11-23T06:00:00Z')
const store = fixtureStore()
const empty = new TrustStore({ anchors: [] })
const faults = (name: string, trusted = store, when = at): [string, string[]] => {
  const { value, lines } = checkCertificate(fixture(name), trusted, when)
  return [value, lines.flatMap(({ code, value }) => (value === 'valid' ? [] : [code]))]
}

describe('the full check of a certificate', () => {
  it('finds path, dates, revocation and usage in order', () => {
    const { value, lines } = checkCertificate(fixture('legal.cer'), store, at)
    expect(value).toBe('valid')
    expect(lines.map(({ part }) => part)).toEqual(['path', 'dates', 'key_usage', 'revocation', 'revocation'])
  })

  it.each([
    ['revoked.cer', 'invalid', ['revoked']],
    ['expired.cer', 'invalid', ['expired']],
    ['encryption.cer', 'invalid', ['key_usage_wrong']],
    ['old-legal.cer', 'invalid', ['gost2001_expired']],
    ['curve-512-A.cer', 'unknown', ['root_untrusted']],
  ])('of %s is %s', (name, value, codes) => {
    expect(faults(name)).toEqual([value, codes])
  })

  it('without the root could not be done', () => {
    expect(faults('legal.cer', empty)).toEqual(['unknown', ['issuer_unknown']])
  })

  it('without a list of the issuer could not be done in full', () => {
    const trusted = new TrustStore({ anchors: [fixture('root.cer')], intermediates: [fixture('authority.cer')] })
    expect(faults('legal.cer', trusted)).toEqual(['unknown', ['list_absent', 'list_absent']])
  })

  it('is made for a moment', () => {
    expect(faults('expired.cer', store, new Date('2024-06-01T00:00:00Z'))[1]).not.toContain('expired')
    expect(faults('legal.cer', store, new Date('2020-06-01T00:00:00Z'))[1]).toContain('not_yet_valid')
  })

  it('takes the best of several ways', () => {
    const { root, authority, signer } = hierarchy()
    const expired = issue({ name: root.name, extensions: [keyUsage(0x06)], to: new Date('2021-01-01T00:00:00Z') })
    const list = (issuer: typeof root) => new RevocationList(revocationList({ issuer, nextUpdate: null }))
    const trusted = new TrustStore({
      anchors: [expired.der, root.der],
      intermediates: [authority.der],
      revocationLists: [list(root), list(authority)],
    })
    expect(checkCertificate(signer.der, trusted, at).value).toBe('valid')
  })

  it('of something else is an error', () => {
    expect(() => checkCertificate(fixture('document.xml'), store, at)).toThrow(Asn1Error)
  })
})

describe('a certificate of an authority', () => {
  it('says so and may sign certificates', () => {
    const names = ['authority.cer', 'root.cer', 'legal.cer', 'encryption.cer']
    expect(names.map(name => isAuthority(readStructure(fixture(name))))).toEqual([true, true, false, false])
    const silent = issue({ name: nameOf('УЦ (демо)'), extensions: [basicConstraints(true)] })
    const idle = issue({ name: nameOf('УЦ (демо)'), extensions: [basicConstraints(true), keyUsage(0x80)] })
    expect([silent, idle].map(({ der }) => isAuthority(readStructure(der)))).toEqual([true, false])
  })

  it('is a root when its own key has signed it, not when it only says so', () => {
    const { root } = hierarchy()
    const forged = issue({ name: nameOf('Корень (демо)'), issuer: root, claims: root })
    const names = ['root.cer', 'authority.cer'].map(name => isSelfSigned(readStructure(fixture(name))))
    expect(names).toEqual([true, false])
    expect(isSelfSigned(readStructure(forged.der))).toBe(false)
  })
})
