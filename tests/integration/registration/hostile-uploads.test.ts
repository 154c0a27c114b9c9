import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { begin } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { aCertificate } from '../../support/certificates'

/*
 * What people upload as a certificate by mistake or on purpose: a sentence that says what to do, nothing of it kept.
 */

let test: TestApp
let browser: Browser
let folder: string
beforeAll(async () => {
  test = await createTestApp()
  browser = await begin(new Browser(test.app))
  folder = mkdtempSync(join(tmpdir(), 'websbor-uploads-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await test.destroy()
})

const upload = async (bytes: Uint8Array | string, name = 'a.cer'): Promise<Browser> => {
  await browser.open('/registration/certificates')
  return browser.submit({}, { files: { certificate: { name, bytes } } })
}

const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

/** A stored or deflated .zip with one entry, written by hand: its header may lie about the size. */
const zip = (name: string, content: Buffer, claimed = content.length): Buffer => {
  const data = deflateRawSync(content)
  const file = Buffer.from(name)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(data.length, 14)
  fields.writeUInt32LE(claimed, 18)
  fields.writeUInt16LE(file.length, 22)
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, file, data])
  const central = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), fields, Buffer.alloc(14), file])
  const end = Buffer.alloc(18)
  end.writeUInt16LE(1, 4)
  end.writeUInt16LE(1, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(local.length, 12)
  return Buffer.concat([local, central, Buffer.from('PK\x05\x06'), end])
}

it('takes a certificate, shows it, gives it back and removes it', async () => {
  const der = await aCertificate()
  await upload(der)
  expect(browser.status).toBe(200)
  expect(browser.text).toContain('Сертификат загружен')
  expect(browser.text).toContain('ECDSA')

  const href = browser.$('a[href$=".cer"]').attr('href') ?? ''
  await browser.open(href)
  expect(browser.headers['content-disposition']).toMatch(/^attachment; filename="[\w.-]+\.cer"$/)
  expect(browser.headers['x-content-type-options']).toBe('nosniff')

  await upload(der)
  expect(browser.errors[0]?.text).toBe('Этот сертификат уже загружен: выберите другой файл')
  const remove = browser.$('form[action$="/remove"] button').first().text()
  await browser.submit({}, { press: remove })
  expect(await test.db('application_certificates')).toHaveLength(0)
})

it('tells whoever uploads a private key never to do that, and keeps nothing', async () => {
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'key.pem')
  openssl('pkcs8', '-topk8', '-nocrypt', '-in', 'key.pem', '-outform', 'DER', '-out', 'key.der')
  openssl('req', '-x509', '-new', '-key', 'key.pem', '-subj', '/CN=x', '-days', '30', '-out', 'cert.pem')
  openssl('pkcs12', '-export', '-inkey', 'key.pem', '-in', 'cert.pem', '-passout', 'pass:', '-out', 'all.pfx')
  for (const file of ['key.pem', 'key.der', 'all.pfx']) {
    await upload(readFileSync(join(folder, file)), 'сертификат.cer')
    expect(browser.status).toBe(422)
    expect(browser.errors[0]?.text).toMatch(/закрыт.. ключ.*Никогда не передавайте его/)
  }
  expect(await test.db('application_certificates')).toHaveLength(0)
  expect(test.logged.join('')).not.toMatch(/PRIVATE KEY|MII/)
})

it.each([
  ['an empty file', '', 'Файл пуст. Выгрузите сертификат ещё раз и выберите новый файл'],
  [
    'HTML named .cer',
    '<html><script>alert(1)</script></html>',
    'Это не сертификат. Выберите файл сертификата с расширением .cer, .crt, .pem или .der',
  ],
  ['a text', 'просто текст', 'Это не сертификат. Выберите файл сертификата с расширением .cer, .crt, .pem или .der'],
])('refuses %s in words', async (_name, content, message) => {
  await upload(content)
  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([{ field: 'certificate', text: message }])
})

it('asks for a file when none was chosen', async () => {
  await browser.open('/registration/certificates')
  await browser.submit({}, { press: 'Загрузить' })
  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toBe('Выберите файл сертификата и нажмите «Загрузить»')
})

it('answers a file of 50 MB, keeps none of it and stays small', async () => {
  const before = process.memoryUsage().rss
  await upload(Buffer.alloc(50 * 1024 * 1024, 1))
  expect(browser.status).toBe(413)
  expect(browser.errors[0]?.text).toBe(
    'Файл больше 100 КБ: это не сертификат. Выберите файл сертификата с расширением .cer',
  )
  // The test itself holds the file two or three times; a server that kept it too would need still more.
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * 1024 * 1024)
  await upload(await aCertificate())
  expect(browser.text).toContain('Сертификат загружен')
})

it('opens an archive with one certificate and no archive that is a bomb', async () => {
  await upload(zip('cert.cer', Buffer.from(await aCertificate())), 'cert.zip')
  expect(browser.text).toContain('Сертификат загружен')

  const bomb = Buffer.alloc(60 * 1024 * 1024)
  await upload(zip('cert.cer', bomb), 'bomb.zip')
  expect(browser.status).toBe(422)
  expect(browser.errors[0]?.text).toMatch(/архив|Архив|больше 100 КБ/)
  await upload(zip('cert.cer', bomb, 1000), 'liar.zip')
  expect(browser.status).toBe(422)
})

it('refuses a certificate that ran out or is not valid yet', async () => {
  await upload(await aCertificate({ from: -400, to: -1 }))
  expect(browser.errors[0]?.text).toMatch(
    /^Срок действия сертификата закончился \d\d\.\d\d\.\d{4}: загрузите действующий сертификат$/,
  )
  await upload(await aCertificate({ from: 1, to: 300 }))
  expect(browser.errors[0]?.text).toMatch(/^Сертификат ещё не действует/)
})

it('takes ten certificates and no more', async () => {
  for (let count = (await test.db('application_certificates')).length; count < 10; count++)
    await upload(await aCertificate())
  await browser.open('/registration/certificates')
  expect(browser.text).toContain('Загружено 10 сертификатов')
  expect(browser.$('input[type=file]')).toHaveLength(0)
})

it('refuses a multipart form that is broken, of another kind or without a token', async () => {
  const agent = request.agent(test.app)
  const broken = await agent
    .post('/registration/certificates')
    .set('Content-Type', 'multipart/form-data; boundary=X')
    .send('--X\r\nContent-Disposition: form-data; name="certificate"; filename="a"\r\n\r\nabc')
  expect(broken.status).toBe(422)
  const plain = await agent.post('/registration/certificates').type('form').send('certificate=abc')
  expect(plain.status).toBe(422)
  const noToken = await begin(new Browser(test.app), '00136352')
  await noToken.open('/registration/certificates')
  await noToken.submit(
    {},
    { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } }, forge: { _csrf: 'x' } },
  )
  expect(noToken.status).toBe(403)
  expect(noToken.text).toContain('данные ещё не отправлены')
})

it('gives nobody the certificate of another application', async () => {
  const { certificate_id: id } = await test.db('application_certificates').first('certificate_id')
  const other = await begin(new Browser(test.app), '00083262')
  expect((await other.open(`/registration/certificates/${id}.cer`)).status).toBe(404)
  expect((await other.open('/registration/certificates/x.cer')).status).toBe(404)
})
