import { readCertificate } from '../../../src/crypto/certificate'
import { isDemoCertificate } from '../../../src/crypto/demo-certificate'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { issueTo, makeAuthority } from '../../../src/features/demo-authority/authority'
import { NOW } from '../../support/app'
import { aCertificate } from '../../support/certificates'

const at = new Date(NOW)
const authority = makeAuthority(at)
const company = { name: 'ООО «Ромашка (демо)»', inn: '4299000019', ogrn: '1994200000012' }

describe('The demo authority', () => {
  it('says in its name that it is not real and may sign certificates and lists', () => {
    const root = readCertificate(authority.root.certificate)
    expect(root).toMatchObject({
      commonName: 'Демонстрационный УЦ (ненастоящий)',
      isCa: true,
      keyUsage: ['keyCertSign', 'cRLSign'],
      algorithm: 'ГОСТ Р 34.10-2012, 256 бит',
      validFrom: '2026-11-22T06:00:00.000Z',
      validTo: '2036-11-20T06:00:00.000Z',
      crlUrls: [],
    })
    expect(root.authorityKeyId).toBe(root.subjectKeyId)
  })

  it('makes out certificates with the identifiers of a qualified one', () => {
    const certificate = readCertificate(issueTo(authority, company, at).certificate)
    expect(certificate).toMatchObject({
      commonName: 'ООО «Ромашка (демо)»',
      organisation: 'ООО «Ромашка (демо)»',
      surname: 'Подписант',
      givenName: 'Демонстрационный',
      position: 'Руководитель',
      innle: '4299000019',
      inn: null,
      ogrn: '1994200000012',
      ogrnip: null,
      snils: '00000000000',
      validFrom: '2026-11-23T05:00:00.000Z',
      validTo: '2027-11-23T06:00:00.000Z',
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      digitalSignature: true,
      isCa: false,
      issuer: { commonName: 'Демонстрационный УЦ (ненастоящий)' },
      authorityKeyId: readCertificate(authority.root.certificate).subjectKeyId,
    })
  })

  it('gives an entrepreneur the identifiers of a person', () => {
    const holder = { name: 'ИП Образцова (демо)', inn: '419900000101', ogrn: '399410000000018' }
    expect(readCertificate(issueTo(authority, holder, at).certificate)).toMatchObject({
      commonName: 'ИП Образцова (демо)',
      organisation: null,
      inn: '419900000101',
      innle: null,
      ogrn: null,
      ogrnip: '399410000000018',
    })
  })

  it('leaves out an ОГРН that nobody knows and cuts a name that is longer than a certificate holds', () => {
    const holder = { name: `ООО «${'Очень '.repeat(30)}длинное»`, inn: '4299000019', ogrn: null }
    const { commonName, ogrn } = readCertificate(issueTo(authority, holder, at).certificate)
    expect({ length: commonName?.length, ogrn }).toEqual({ length: 64, ogrn: null })
  })

  it('names nobody in characters that cannot be seen', () => {
    const named = (name: string) => readCertificate(issueTo(authority, { ...company, name }, at).certificate).commonName
    expect(named('\u0000ООО\u0000«Ромашка»\n')).toBe('ООО «Ромашка»')
    expect(named(' \t\u200b ')).toBe('Демонстрационная организация')
  })

  it('never gives two certificates one number', () => {
    const numbers = Array.from(
      { length: 5 },
      () => readCertificate(issueTo(authority, company, at).certificate).serialNumber,
    )
    expect(new Set(numbers).size).toBe(5)
  })

  it('withdraws nothing: its list is empty, numbered and lasts as long as the authority', () => {
    const list = new RevocationList(authority.revocationList)
    expect(list).toMatchObject({ number: 1n, count: 0, scope: 'all', nextUpdate: new Date('2036-11-20T06:00:00.000Z') })
    expect(list.checkSignature(authority.root.key.spki)).toBe('right')
  })
})

describe('A demo certificate', () => {
  it('is known by its policy, the authority’s own and those it issued', () => {
    expect(isDemoCertificate(authority.root.certificate)).toBe(true)
    expect(isDemoCertificate(issueTo(authority, company, at).certificate)).toBe(true)
  })

  it('is no other certificate, and nothing that is no certificate', async () => {
    expect(isDemoCertificate(await aCertificate())).toBe(false)
    expect(isDemoCertificate(authority.revocationList)).toBe(false)
    expect(isDemoCertificate(Buffer.from('certificate'))).toBe(false)
    expect(isDemoCertificate(new Uint8Array())).toBe(false)
  })
})
