import { CertificateError, readCertificate } from '../../../src/crypto/certificate'
import { basicConstraints, extension, issue, nameOf } from './support/authority'
import { numeric, oid, sequence, set, utf8 } from './support/der'
import { fixture, fixtureNames } from './support/files'

const read = (name: string) => readCertificate(fixture(name))
const identifier = (number: string, value: Uint8Array) => sequence(oid(number), value)
const INN = '1.2.643.3.131.1.1'

describe('a certificate', () => {
  it('of an organisation shows its owner, identifiers, issuer, validity and algorithm', () => {
    expect(read('legal.cer')).toMatchObject({
      owner: 'Примерова Анна Демоновна',
      commonName: 'ООО «Ромашка (демо)»',
      surname: 'Примерова',
      givenName: 'Анна Демоновна',
      organisation: 'ООО «Ромашка (демо)»',
      position: 'Директор',
      email: 'demo@example.ru',
      inn: '123456789047',
      innle: '1234567894',
      ogrn: '1234567890123',
      ogrnip: null,
      snils: '11223344595',
      issuer: {
        commonName: 'Демонстрационный УЦ',
        name: 'C=RU, O=Демонстрация, CN=Демонстрационный УЦ',
      },
      validFrom: '2024-01-01T00:00:00.000Z',
      validTo: '2049-12-31T23:59:59.000Z',
      algorithm: 'ГОСТ Р 34.10-2012, 256 бит',
      keyUsage: ['digitalSignature', 'nonRepudiation'],
      digitalSignature: true,
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4'],
      isCa: false,
      crlUrls: ['http://crl.example/authority.crl', 'http://crl2.example/authority.crl'],
    })
  })

  it('has a serial number, thumbprints and key identifiers in lower-case hexadecimal', () => {
    const { serialNumber, sha256, sha1, subjectKeyId, authorityKeyId } = read('legal.cer')
    expect(serialNumber).toMatch(/^[0-9a-f]{2,40}$/)
    expect(sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(sha1).toMatch(/^[0-9a-f]{40}$/)
    expect(subjectKeyId).toMatch(/^[0-9a-f]{40}$/)
    expect(authorityKeyId).toBe(read('authority.cer').subjectKeyId)
  })

  it('of a natural person shows no organisation', () => {
    expect(read('person.cer')).toMatchObject({
      owner: 'Примерова Анна Демоновна',
      organisation: null,
      inn: '123456789047',
      innle: null,
      ogrn: null,
      algorithm: 'ГОСТ Р 34.10-2012, 512 бит',
    })
  })

  it('of an entrepreneur shows ОГРНИП', () => {
    expect(read('entrepreneur.cer')).toMatchObject({ inn: '123456789047', innle: null, ogrnip: '123456789012343' })
  })

  it('of an organisation from before 2021 carries its ИНН as 00 and ten digits', () => {
    expect(read('old-legal.cer')).toMatchObject({
      owner: 'ООО «Ромашка (демо)»',
      inn: null,
      innle: '1234567894',
      algorithm: 'ГОСТ Р 34.10-2001',
    })
  })

  it.each([
    ['ten digits in the attribute of a person', INN, numeric('1234567894'), { inn: null, innle: '1234567894' }],
    ['a text with spaces', INN, utf8(' 123456789047 '), { inn: '123456789047', innle: null }],
    ['padded ИННЮЛ', '1.2.643.100.4', numeric('001234567894'), { inn: null, innle: '1234567894' }],
    ['СНИЛС with separators', '1.2.643.100.3', utf8('112-233-445 95'), { snils: '11223344595' }],
    ['an ИНН that is no number', INN, utf8('нет'), { inn: 'нет', innle: null }],
    ['a blank ИНН', INN, utf8('  '), { inn: null, innle: null }],
  ])('with %s is read as people mean it', (_, number, value, expected) => {
    const { der } = issue({ name: nameOf('Ромашка (демо)', identifier(number, value)) })
    expect(readCertificate(der)).toMatchObject(expected)
  })

  it.each([
    ['rsa.cer', 'RSA, 2048 бит'],
    ['ecdsa.cer', 'ECDSA, P-256'],
    ['root.cer', 'ГОСТ Р 34.10-2012, 512 бит'],
  ])('%s has the algorithm «%s»', (name, algorithm) => {
    expect(read(name).algorithm).toBe(algorithm)
  })

  it('of an authority says so and may not sign documents', () => {
    expect(read('authority.cer')).toMatchObject({
      isCa: true,
      digitalSignature: false,
      keyUsage: ['keyCertSign', 'cRLSign'],
    })
  })

  it('for encryption only does not allow signatures; one without any restriction does', () => {
    expect(read('encryption.cer')).toMatchObject({ keyUsage: ['keyEncipherment'], digitalSignature: false })
    expect(read('curve-256-TCA.cer')).toMatchObject({ keyUsage: null, digitalSignature: true, extendedKeyUsage: null })
  })

  it.each(fixtureNames(/\.cer$/))('%s can be read and stored as JSON without loss', name => {
    const details = read(name)
    expect(JSON.parse(JSON.stringify(details))).toEqual(details)
    expect(details.owner).not.toBe('')
    expect(details.algorithm).toMatch(/^(ГОСТ Р|RSA|ECDSA)/)
  })

  it('without any name in it is called by what there is', () => {
    expect(readCertificate(issue({ name: sequence() }).der).owner).toBe('(без имени)')
    const unit = sequence(oid('2.5.4.11'), utf8('Отдел, один'))
    const { der } = issue({ name: sequence(Uint8Array.from([0x31, unit.length, ...unit])) })
    expect(readCertificate(der).owner).toBe('OU="Отдел, один"')
  })

  it('is left as it was', () => {
    const der = fixture('legal.cer')
    const before = Uint8Array.from(der)
    readCertificate(der)
    expect(der).toEqual(before)
  })

  it.each([
    ['nothing', new Uint8Array()],
    ['a signature', fixture('detached.p7s')],
    ['a revocation list', fixture('authority.crl')],
    ['half of it', fixture('legal.cer').subarray(0, 400)],
    ['trailing bytes', Uint8Array.from([...fixture('legal.cer'), 0])],
    ['two different algorithms', issue({ name: nameOf('x'), innerAlgorithm: sequence(oid('1.2.3')) }).der],
    [
      'an extension twice',
      issue({ name: nameOf('x'), extensions: [basicConstraints(true), basicConstraints(false)] }).der,
    ],
  ])('that is %s is refused with a reason for the log', (_, der) => {
    expect(() => readCertificate(der)).toThrow(CertificateError)
  })

  it('with more elements than any certificate has is refused before the library reads it', () => {
    const many = (count: number) =>
      issue({
        name: nameOf('x'),
        extensions: [extension('1.2.3', sequence(...Array.from({ length: count }, () => sequence())))],
      }).der
    expect(readCertificate(many(500)).owner).toBe('x')
    expect(() => readCertificate(many(1500))).toThrow('too many elements')
    const names = sequence(...Array.from({ length: 1500 }, () => set(identifier('2.5.4.3', utf8('x')))))
    expect(() => readCertificate(issue({ name: names }).der)).toThrow('too many elements')
  })

  it('with any octet flipped is read or refused, and nothing else happens', () => {
    const der = fixture('legal.cer')
    let refused = 0
    for (let at = 0; at < der.length; at += 4) {
      try {
        readCertificate(der.with(at, (der[at] as number) ^ 0x55))
      } catch (error) {
        expect(error).toBeInstanceOf(CertificateError)
        refused++
      }
    }
    expect(refused).toBeGreaterThan(20)
  })
})
