import { readCertificate } from '../../../src/crypto/certificate'
import { isDemoCertificate } from '../../../src/crypto/demo-certificate'
import { checkDocumentSignature } from '../../../src/crypto/document-signature'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { ensureAuthority } from '../../../src/features/demo-authority/ensure-authority'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildOrganisation } from '../../support/builders'
import { download } from '../../support/sign-in'
import { postForFile } from './posting'

const application = Buffer.from(
  '<?xml version="1.0" encoding="UTF-8"?>\n<application xmlns="urn:websbor:application:1"><okpo>99900016</okpo>' +
    '<general><shortName>ООО «Ромашка &amp; Ко (демо)»</shortName><inn>4299000019</inn><ogrn>1994200000012</ogrn></general>' +
    '</application>\n',
)
const now = new Date(NOW)

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
  await buildOrganisation(site.db, {
    okpo: '99900016',
    inn: '4299000019',
    ogrn: '1994200000012',
    short_name: 'ООО «Ромашка»',
  })
  await buildOrganisation(site.db, { okpo: '99900024', inn: null })
})
afterAll(() => site.destroy())

const post = (url: string, fields: Record<string, string>, file?: { name: string; bytes: Buffer }) =>
  postForFile(site.app, url, fields, file)

const judge = async (file: Uint8Array, document: Uint8Array) => {
  const { root, revocationList } = await ensureAuthority(site.db, now)
  const store = new TrustStore({
    anchors: [root.certificate],
    revocationLists: [new RevocationList(revocationList)],
  })
  const organisation = { inn: '4299000019', ogrn: '1994200000012' }
  return checkDocumentSignature({ file, document, receivedAt: now, organisation }, store)
}

describe('The page «Подписать файл»', () => {
  it('signs an application for the organisation that it speaks of', async () => {
    const answer = await post('/demo/sign', {}, { name: 'application.xml', bytes: application })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-disposition']).toBe('attachment; filename="application.xml.sig"')
    const verdict = await judge(answer.body, application)
    expect(verdict).toMatchObject({ value: 'valid', detached: true })
    const certificate = verdict.signers[0]?.certificates[0] ?? new Uint8Array()
    expect(readCertificate(certificate).commonName).toBe('ООО «Ромашка & Ко (демо)»')
    expect(isDemoCertificate(certificate)).toBe(true)
  })

  it('signs any file for an organisation of the register, with the certificate that its page gives out', async () => {
    const letter = Buffer.from('Любой файл')
    const signature = await post('/demo/sign', { number: ' 999 000 16 ' }, { name: 'Письмо.txt', bytes: letter })
    expect(signature.status).toBe(200)
    const { value, signers } = await judge(signature.body, letter)
    expect(value).toBe('valid')
    const { body: certificate } = await post('/demo/certificate', { number: '4299000019' })
    expect(signers[0]?.certificates[0]).toEqual(Uint8Array.from(certificate))
  })

  it.each([
    ['no file', {}, undefined, 'Выберите файл, который нужно подписать; он не должен быть пустым'],
    ['an empty file', {}, Buffer.alloc(0), 'Выберите файл, который нужно подписать; он не должен быть пустым'],
    [
      'a file that is no application, and no number',
      {},
      Buffer.from('<application/>'),
      'Файл не заявка, скачанная в этой системе: введите ОКПО или ИНН организации, которая его подписывает',
    ],
    ['a number that is none', { number: '12x' }, application, 'Номер состоит только из цифр: удалите остальные знаки'],
    [
      'an organisation nobody knows',
      { number: '11111111' },
      application,
      'В реестре нет организации с таким ОКПО и её ИНН неизвестен: введите другой ОКПО или ИНН, 10 или 12 цифр',
    ],
  ])('refuses %s with a sentence', async (_what, fields: Record<string, string>, bytes, sentence) => {
    const browser = await new Browser(site.app).open('/demo/sign')
    await browser.submit(fields, bytes === undefined ? {} : { files: { document: { name: 'a.xml', bytes } } })
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ text }) => text)).toEqual([sentence])
  })

  it('signs an application with a name that no certificate holds', async () => {
    const name = `\u0000${'Длинное имя '.repeat(500)}`
    const document = Buffer.from(application.toString().replace(/<shortName>[^<]*/, `<shortName>${name}`))
    const answer = await post('/demo/sign', {}, { name: 'application.xml', bytes: document })
    expect(await judge(answer.body, document)).toMatchObject({ value: 'valid' })
  })

  it('tells everything that is wrong at once, in the order of the page', async () => {
    const browser = await new Browser(site.app).open('/demo/sign')
    await browser.submit({ number: '1' })
    expect(browser.errors.map(({ field }) => field)).toEqual(['number', 'document'])
  })

  it('refuses a file of more than a megabyte', async () => {
    const browser = await new Browser(site.app).open('/demo/sign')
    await browser.submit({}, { files: { document: { name: 'a.xml', bytes: Buffer.alloc(1024 * 1024 + 1) } } })
    expect(browser.status).toBe(413)
    expect(browser.errors).toEqual([
      { field: 'document', text: 'Файл больше 1 МБ: здесь можно подписать только небольшой файл' },
    ])
  })

  it('signs nothing for a form from elsewhere', async () => {
    const browser = await new Browser(site.app).open('/demo/sign')
    await browser.submit({ number: '99900016' }, { forge: { _csrf: 'wrong' } })
    expect(browser.status).toBe(403)
    expect(browser.value('number')).toBe('99900016')
  })
})

describe('The page «Сертификат для демонстрации»', () => {
  it('gives out the certificate of an organisation by its ОКПО', async () => {
    const answer = await post('/demo/certificate', { number: '99900016' })
    expect(answer.headers['content-disposition']).toBe('attachment; filename="demo-4299000019.cer"')
    expect(readCertificate(Uint8Array.from(answer.body))).toMatchObject({
      commonName: 'ООО «Ромашка»',
      innle: '4299000019',
      ogrn: '1994200000012',
    })
  })

  it('gives one for any right ИНН, under an invented name', async () => {
    const { body } = await post('/demo/certificate', { number: '7736050003' })
    expect(readCertificate(Uint8Array.from(body))).toMatchObject({
      commonName: 'Демонстрационная организация',
      innle: '7736050003',
      ogrn: null,
    })
  })

  it.each(['', '99900024', '7736050004', '000000000000', '123'])('gives none for «%s»', async number => {
    const browser = await new Browser(site.app).open('/demo/certificate')
    await browser.submit({ number })
    expect(browser.status).toBe(422)
    expect(browser.errors).toHaveLength(1)
  })

  it('leads to the root certificate', async () => {
    const browser = await new Browser(site.app).open('/demo/certificate')
    expect(browser.$('main a[href="/demo/root.cer"]').text()).toBe('корневой сертификат')
    const { body } = await download(site.app, '/demo/root.cer')
    const { root } = await ensureAuthority(site.db, now)
    expect(Uint8Array.from(body)).toEqual(root.certificate)
  })

  it('gives a file that the tab «Сертификаты» accepts', async () => {
    const { body } = await post('/demo/certificate', { number: '99900016' })
    const browser = await new Browser(site.app).open('/registration')
    await browser.submit({ okpo: '48724475' })
    await browser.open('/registration/certificates')
    await browser.submit({}, { files: { certificate: { name: 'demo.cer', bytes: body } } })
    expect(browser.errors).toEqual([])
    expect(browser.text).toContain('Демонстрационный УЦ (ненастоящий)')
  })
})

describe('Outside demo mode', () => {
  it('there are no such pages, and nothing is made', async () => {
    const production = await createTestApp({
      WEBSBOR_MODE: 'production',
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'a@example.ru',
    })
    try {
      for (const path of ['/demo/sign', '/demo/certificate', '/demo/root.cer'])
        expect((await new Browser(production.app).open(path)).status).toBe(404)
      const home = await new Browser(production.app).open('/')
      expect(home.html).not.toContain('/demo/sign')
      expect(await production.db('demo_authority').first()).toBeUndefined()
    } finally {
      await production.destroy()
    }
  })

  it('in demo mode every page says that nothing is real', async () => {
    const browser = await new Browser(site.app).open('/')
    await browser.follow('Подписать файл (демонстрация)')
    expect(browser.text).toContain('Подпись ненастоящая и ничего не удостоверяет')
    await browser.follow('Сертификат для демонстрации')
    expect(browser.text).toContain('Сертификат ненастоящий и ничего не удостоверяет')
  })
})
