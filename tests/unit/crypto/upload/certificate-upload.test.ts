import { generateKeyPairSync } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { certificateUploadProblems, decodeCertificateUpload, MAX_CERTIFICATE_FILE } from '../../../../src/crypto/upload'
import { explicit, integer, joined, octets, oid, primitive, sequence } from '../support/der'
import { fixture, pem } from '../support/files'
import { zip } from '../support/zip'

const certificate = fixture('legal.cer')
const base64 = Buffer.from(certificate).toString('base64')
const text = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content))
const utf16 = (content: string): Uint8Array => Uint8Array.from(Buffer.from(content, 'utf16le'))
const wrapped = base64.replace(/.{64}/g, '$&\r\n')
const x509Pem = pem('CERTIFICATE', certificate)

const problemOf = async (bytes: Uint8Array, name = 'file.cer'): Promise<string> => {
  const decoded = await decodeCertificateUpload(bytes, name)
  return decoded.ok ? 'taken' : decoded.problem
}

describe('an uploaded certificate', () => {
  it.each([
    ['DER', certificate],
    ['PEM', text(x509Pem)],
    ['PEM with Windows line ends', text(x509Pem.replaceAll('\n', '\r\n'))],
    ['PEM under an old label', text(pem('X509 CERTIFICATE', certificate))],
    ['PEM with a description before it', text(`Bag Attributes\n    friendlyName: demo\nsubject=CN - 0\n${x509Pem}\n`)],
    ['PEM with headers inside', text(x509Pem.replace('-----\n', '-----\nComment: made by hand\nX-Other: 1\n\n'))],
    ['PEM with a UTF-8 mark', text(`\ufeff${x509Pem}`)],
    ['PEM in UTF-16 with a mark', utf16(`\ufeff${x509Pem}`)],
    ['PEM in UTF-16 without a mark', utf16(x509Pem)],
    ['PEM in big-endian UTF-16', Uint8Array.from(Buffer.from(utf16(`\ufeff${x509Pem}`)).swap16())],
    ['base64 in one line', text(base64)],
    ['base64 wrapped', text(`${wrapped}\r\n`)],
    ['base64 with a UTF-8 mark', text(`\ufeff${wrapped}`)],
    ['base64url without padding', text(Buffer.from(certificate).toString('base64url'))],
    ['base64 between spaces', text(`\n  ${wrapped}  \n`)],
  ])('is taken as %s, whatever its name says', async (_, bytes) => {
    for (const name of ['certificate.cer', 'file.txt', '', 'a.pfx', 'Сертификат.p7b']) {
      expect(await decodeCertificateUpload(bytes, name)).toEqual({ ok: true, der: certificate })
    }
  })

  it('is a copy of its own, not a view of the upload', async () => {
    const upload = Uint8Array.from(certificate)
    const decoded = await decodeCertificateUpload(upload, 'a.cer')
    upload.fill(0)
    expect(decoded).toEqual({ ok: true, der: certificate })
  })

  it.each([
    ['empty', 'empty', new Uint8Array()],
    ['over 100 KB', 'too_large', new Uint8Array(MAX_CERTIFICATE_FILE + 1)],
    ['text', 'not_certificate', text('Здравствуйте, высылаю сертификат')],
    ['base64 of something else', 'not_certificate', text(Buffer.from('hello world').toString('base64'))],
    ['base64 with a foreign character', 'not_certificate', text(`${base64.slice(0, 100)}*${base64.slice(101)}`)],
    ['a certificate cut short', 'not_certificate', certificate.subarray(0, 500)],
    ['a PEM without its end', 'not_certificate', text(x509Pem.slice(0, -30))],
    ['a PEM of nothing', 'not_certificate', text('-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n')],
    ['an HTML page', 'not_certificate', text('<html><body>404</body></html>')],
    ['zeros', 'not_certificate', new Uint8Array(1000)],
    ['a certificate with trailing bytes', 'trailing_bytes', joined(certificate, Uint8Array.of(0))],
    ['a certificate with a line end after it', 'trailing_bytes', joined(certificate, text('\r\n'))],
    ['two certificates in DER', 'trailing_bytes', joined(certificate, certificate)],
    ['two certificates in PEM', 'several', text(x509Pem + x509Pem)],
    ['a signature', 'signature', fixture('detached.p7s')],
    ['a signature in BER', 'signature', fixture('stream.p7m')],
    ['a set of certificates (.p7b)', 'signature', fixture('certificates.p7b')],
    ['a revocation list', 'revocation_list', fixture('authority.crl')],
  ])('is refused when it is %s', async (_, problem, bytes) => {
    expect(await problemOf(bytes)).toBe(problem)
  })

  it('is refused as a request when it is one', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const spki = Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' }))
    const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
    const request = sequence(
      sequence(integer(0), sequence(), spki, explicit(0)),
      algorithm,
      primitive(0, Uint8Array.of(0)).with(0, 3),
    )
    expect(await problemOf(request)).toBe('request')
    expect(await problemOf(text(pem('NEW CERTIFICATE REQUEST', request)))).toBe('request')
  })

  it('is judged by its structure where a label lies', async () => {
    expect(await problemOf(text(pem('CERTIFICATE', fixture('detached.p7s'))))).toBe('signature')
    expect(await problemOf(text(pem('PKCS7', certificate)))).toBe('taken')
  })

  it('has a sentence for every problem, and each tells what to do or what is wrong', () => {
    expect(Object.values(certificateUploadProblems).every(sentence => /^[А-Я].{20,}[^.]$/s.test(sentence))).toBe(true)
    expect(certificateUploadProblems.private_key).toContain(
      'Вы загружаете закрытый ключ. Никогда не передавайте его никому',
    )
  })
})

describe('an uploaded private key', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
  const secret = { cipher: 'aes-256-cbc', passphrase: 'x' }
  const container = (length: number) => octets(new Uint8Array(length).fill(7))

  it.each([
    ['PKCS#8', rsa.export({ format: 'der', type: 'pkcs8' })],
    ['PKCS#8 encrypted', rsa.export({ format: 'der', type: 'pkcs8', ...secret })],
    ['PKCS#1', rsa.export({ format: 'der', type: 'pkcs1' })],
    ['SEC 1', ec.export({ format: 'der', type: 'sec1' })],
    ['PKCS#8 in PEM', text(rsa.export({ format: 'pem', type: 'pkcs8' }).toString())],
    ['PKCS#8 encrypted in PEM', text(rsa.export({ format: 'pem', type: 'pkcs8', ...secret }).toString())],
    ['PKCS#1 in PEM', text(rsa.export({ format: 'pem', type: 'pkcs1' }).toString())],
    ['PKCS#1 encrypted in PEM', text(rsa.export({ format: 'pem', type: 'pkcs1', ...secret }).toString())],
    ['SEC 1 in PEM', text(ec.export({ format: 'pem', type: 'sec1' }).toString())],
    ['PKCS#8 in PEM in UTF-16', utf16(`\ufeff${rsa.export({ format: 'pem', type: 'pkcs8' }).toString()}`)],
    ['PKCS#8 in bare base64', text(rsa.export({ format: 'der', type: 'pkcs8' }).toString('base64'))],
    ['PKCS#8 under the label of a certificate', text(pem('CERTIFICATE', rsa.export({ format: 'der', type: 'pkcs8' })))],
    ['OpenSSH', text('-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n')],
    ['PGP', text('-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOsBA==\n-----END PGP PRIVATE KEY BLOCK-----\n')],
    ['PuTTY', text('PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n')],
    ['PEM that also holds the certificate', text(x509Pem + ec.export({ format: 'pem', type: 'pkcs8' }).toString())],
    ['DER behind the certificate', joined(certificate, ec.export({ format: 'der', type: 'pkcs8' }))],
    ['primary.key of 256 bits', sequence(container(32))],
    ['primary.key of 512 bits', sequence(container(64))],
    ['masks.key', sequence(container(32), container(12), container(4))],
    ['header.key', sequence(sequence(primitive(0, new Uint8Array(9)), bitString(), sequence()), container(4))],
  ])('in %s is recognised and refused', async (_, bytes) => {
    expect(await problemOf(Uint8Array.from(bytes), 'certificate.cer')).toBe('private_key')
  })

  it.each(['header.key', 'PRIMARY.KEY', 'masks2.key', 'C:\\keys\\name.key', 'box/primary2.key'])(
    'under the name %s is refused unread',
    async name => {
      expect(await problemOf(certificate, name)).toBe('private_key')
      expect(await problemOf(zip([{ name, content: text('anything') }]), 'archive.zip')).toBe('private_key')
    },
  )

  it('in a key store is recognised and refused', async () => {
    const store = sequence(integer(3), sequence(oid('1.2.840.113549.1.7.1'), explicit(0, octets(new Uint8Array(50)))))
    expect(await problemOf(store, 'keys.cer')).toBe('pfx')
    expect(await problemOf(text(Buffer.from(store).toString('base64')), 'keys.cer')).toBe('pfx')
    expect(await problemOf(Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2), 'keys.jks')).toBe('pfx')
  })

  it('is never taken for one when it is a certificate or a signature', async () => {
    for (const name of ['rsa.cer', 'ecdsa.cer', 'person.cer', 'root.cer', 'curve-2001-A.cer']) {
      expect(await problemOf(fixture(name))).toBe('taken')
    }
  })
})

describe('a hostile file', () => {
  it('is refused, whatever its text repeats', async () => {
    const repeated = (pattern: string): Uint8Array => text(pattern.repeat(100_000 / pattern.length))
    for (const pattern of ['PRIVATE KEY', '-----BEGIN ', 'A: b\n', ' ', '0', '=', '\n\r']) {
      expect(await problemOf(joined(text('-----BEGIN '), repeated(pattern), text('*')))).toBe('not_certificate')
    }
  })
})

describe('an uploaded archive', () => {
  const file = (name: string, content: Uint8Array) => ({ name, content })

  it.each([
    ['stored', zip([{ ...file('c.cer', certificate), store: true }])],
    ['compressed', zip([file('c.cer', certificate)])],
    ['in a folder', zip([file('письмо/', new Uint8Array()), file('письмо/сертификат.cer', certificate)])],
    ['in PEM', zip([file('c.pem', text(x509Pem))])],
    ['beside a letter', zip([file('letter.txt', text('Прошу зарегистрировать')), file('c.cer', certificate)])],
    ['made by macOS', zip([file('c.cer', certificate), file('__MACOSX/._c.cer', new Uint8Array(120))])],
    ['without sizes in its local headers', zip([{ ...file('c.cer', certificate), streamed: true }])],
  ])('gives its one certificate when it is %s', async (_, bytes) => {
    expect(await decodeCertificateUpload(bytes, 'c.zip')).toEqual({ ok: true, der: certificate })
    expect(await decodeCertificateUpload(bytes, 'c.cer')).toEqual({ ok: true, der: certificate })
  })

  it.each([
    ['without files', 'zip_empty', zip([])],
    ['with several files, none a certificate', 'zip_empty', zip([file('a.txt', text('a')), file('b.txt', text('b'))])],
    ['with one file that is no certificate', 'not_certificate', zip([file('a.txt', text('a'))])],
    ['with two certificates', 'zip_several', zip([file('a.cer', certificate), file('b.cer', fixture('rsa.cer'))])],
    ['with two certificates in one PEM', 'zip_several', zip([file('a.pem', text(x509Pem + x509Pem))])],
    ['in an archive', 'not_certificate', zip([file('a.zip', zip([file('a.cer', certificate)]))])],
    ['with a password', 'zip_encrypted', zip([{ ...file('a.cer', certificate), flags: 1 }])],
    ['with more than fifty files', 'zip_bomb', zip(Array.from({ length: 51 }, (_, i) => file(`${i}`, text('x'))))],
    ['cut short', 'zip_broken', zip([file('a.cer', certificate)]).subarray(0, 600)],
    ['with damaged content', 'zip_broken', damaged()],
    ['that only begins like one', 'zip_broken', text('PK\u0003\u0004 and so on')],
  ])('%s is refused', async (_, problem, bytes) => {
    expect(await problemOf(bytes, 'a.zip')).toBe(problem)
  })

  it('with a certificate and a private key is refused for the key', async () => {
    const key = Uint8Array.from(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }))
    expect(await problemOf(zip([file('a.cer', certificate), file('b', key)]), 'a.zip')).toBe('private_key')
  })

  it('that inflates to gigabytes is left alone after a hundred kilobytes a file', async () => {
    const bomb = deflateRawSync(new Uint8Array(60_000_000), { level: 9 })
    const entry = { name: 'a.cer', content: new Uint8Array(), packed: bomb, declared: 60_000_000 }
    expect(await problemOf(zip([entry]), 'a.zip')).toBe('too_large')
    const many = Array.from({ length: 20 }, (_, i) => ({
      name: `${i}.cer`,
      content: new Uint8Array(),
      packed: deflateRawSync(new Uint8Array(90_000)),
      declared: 90_000,
    }))
    expect(await problemOf(zip(many), 'a.zip')).toBe('zip_bomb')
  })

  it('that lies about its sizes is not believed', async () => {
    const packed = deflateRawSync(new Uint8Array(200_000))
    const small = { name: 'a.cer', content: new Uint8Array(), packed, declared: 10 }
    expect(['zip_broken', 'too_large']).toContain(await problemOf(zip([small]), 'a.zip'))
    const large = { name: 'a.cer', content: certificate, packed: deflateRawSync(certificate), declared: 4_000_000_000 }
    expect(await problemOf(zip([large]), 'a.zip')).toBe('zip_broken')
  })
})

function bitString(): Uint8Array {
  return Uint8Array.of(0x03, 0x02, 0x04, 0x30)
}

function damaged(): Uint8Array {
  const archive = zip([{ name: 'a.cer', content: certificate }])
  return archive.fill(0xff, 60, 120)
}
