import { createHash } from 'node:crypto'
import { Browser } from '../../support/browser'
import { signForTest, type Flaw } from '../../support/demo-signature'
import { fill, passCheck } from '../../support/applicant'
import { fixture, pem } from '../../unit/crypto/support/files'
import { download, openSigning, sign, signAndUpload, type Signing, upload } from './signing'

let site: Signing
let browser: Browser

beforeEach(async () => {
  site = await openSigning()
  browser = await site.applicant()
})
afterEach(() => site.destroy())

const said = (): string[] => browser.errors.map(({ text }) => text)

describe('the page «Подписание заявки»', () => {
  it('comes after the check, for those who are offered to sign, and says that signing is voluntary', async () => {
    expect([browser.status, browser.heading]).toEqual([200, 'Подписание заявки'])
    expect(browser.text).toContain('Желательно подписать заявку')
    expect(browser.text).toContain('можно и отказаться')
    const branch = await fill(new Browser(site.app), { enterpriseType: 'branch', ogrn: '', okopf: '30002' }, '48724475000001')
    await passCheck(branch)
    expect(branch.text).toContain('Заявка отправлена')
  })

  it('gives out the bytes whose SHA-256 it shows, the same ones each time', async () => {
    const bytes = await download(browser)
    expect(await download(browser)).toEqual(bytes)
    expect(browser.text).toContain(createHash('sha256').update(bytes).digest('hex'))
    await browser.open('/registration/signing/application.xml')
    expect(browser.headers['content-disposition']).toBe('attachment; filename="application-48724475.xml"')
    expect(browser.headers['cache-control']).toBe('private, no-store')
  })

  it('cannot be reached past an error or a warning that was not confirmed', async () => {
    expect(browser.url).toMatch(/\?confirmed=/)
    await browser.open('/registration/signing')
    expect(browser.heading).toBe('Проверка и отправка')
    await browser.submit({}, { press: 'Далее: подписание заявки' })
    expect([browser.status, said()]).toEqual([422, ['Проверьте предупреждения и отметьте «Всё равно отправить»']])
    await browser.open('/registration/general')
    await browser.submit({ inn: '123' })
    for (const url of ['/registration/signing', '/registration/signing/application.xml']) {
      await browser.open(url)
      expect(browser.heading).toBe('Проверка и отправка')
    }
  })

  it('belongs to the browser that filled the application', async () => {
    for (const url of ['/registration/signing', '/registration/signing/application.xml']) {
      const stranger = await new Browser(site.app).open(url)
      expect(stranger.url).toBe('/registration')
    }
    const { cms } = await sign(site, browser)
    browser = await site.applicant('00083262')
    await upload(browser, cms)
    expect(said()[0]).toContain('Подписан другой файл')
    expect(await site.signatures()).toEqual([])
  })

  it('alone allows scripts, and only from our own address', async () => {
    expect(browser.headers['content-security-policy']).toMatch(/;script-src 'self';connect-src 'self'$/)
    expect(browser.$('script').toArray().map(script => script.attribs.src)).toEqual(['/assets/signing/cryptopro.js'])
    expect(browser.$('#plugin').attr('hidden')).toBeDefined()
    await browser.open('/assets/signing/cryptopro.js')
    expect(browser.status).toBe(200)
    await browser.open('/registration/check')
    expect(browser.headers['content-security-policy']).not.toContain('script-src')
  })
})

describe('a good signature', () => {
  it('is said to be so at once, with its signer, and waits to be sent', async () => {
    const { cms, certificate } = await sign(site, browser)
    await upload(browser, cms)
    expect([browser.status, browser.heading]).toEqual([200, 'Подписание заявки'])
    expect(browser.text).toContain('Заявка подписана Подпись действительна')
    expect(browser.text).toContain('ООО «Ромашка (демо)»')
    const [row, ...others] = await site.signatures()
    expect(others).toEqual([])
    expect(row).toMatchObject({ verdict: 'valid', sequence: null, signer: expect.stringContaining('Ромашка') })
    expect(Uint8Array.from(row?.document as Buffer)).toEqual(await download(browser))
    expect(Uint8Array.from(row?.cms as Buffer)).toEqual(cms)
    const result = JSON.parse(row?.result as string) as { signers: [{ certificates: string[]; revocationLists: object[] }] }
    expect(result.signers[0].certificates[0]).toBe(Buffer.from(certificate).toString('base64'))
    expect(result.signers[0].revocationLists).toEqual([{ number: '1', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(await site.db('application_signature_checks')).toMatchObject([{ verdict: 'valid', staff_id: null }])
    expect(await site.db('audit_log').where({ event: 'signature.received' })).toHaveLength(1)
  })

  it.each([
    ['attached', (cms: Uint8Array) => cms, true],
    ['in PEM', (cms: Uint8Array) => pem('CMS', cms), false],
    ['in base64', (cms: Uint8Array) => Buffer.from(cms).toString('base64'), false],
    ['attached and in base64', (cms: Uint8Array) => Buffer.from(cms).toString('base64'), true],
  ])('may come %s', async (_how, wrap, attached) => {
    const { cms } = await sign(site, browser, { attached })
    await upload(browser, wrap(cms), 'без расширения')
    expect(browser.text).toContain('Подпись действительна')
  })

  it('may have two signers', async () => {
    await signAndUpload(site, browser, { flaw: 'two_signers' })
    expect(browser.text).toContain('Подпись действительна')
    expect(browser.text).toContain('ООО «Василёк (демо)»')
    expect(browser.text).toContain('Сертификат выдан не на эту организацию')
  })

  it('of somebody else is taken, with a word about it', async () => {
    await signAndUpload(site, browser, { inn: '4299000019', ogrn: null })
    expect(browser.text).toContain('полномочия подписавшего проверит специалист')
    expect(await site.signatures()).toMatchObject([{ verdict: 'valid' }])
  })

  it('uploaded twice, also at once, is one signature; another one takes its place', async () => {
    const { cms } = await sign(site, browser)
    await Promise.all([upload(browser, cms), upload(browser, cms)])
    await upload(browser, cms)
    expect(await site.signatures()).toHaveLength(1)
    const other = await sign(site, browser, { name: 'ООО «Лютик (демо)»' })
    await upload(browser, other.cms)
    expect(await site.signatures()).toMatchObject([{ signer: expect.stringContaining('Лютик') }])
    expect(await site.db('application_signature_checks')).toHaveLength(1)
  })
})

describe('a signature that is not good', () => {
  it.each<[Flaw, string]>([
    ['expired', 'Срок действия сертификата истёк'],
    ['not_yet_valid', 'Срок действия сертификата ещё не наступил'],
    ['other_key', 'Подпись не соответствует сертификату'],
    ['no_signed_attributes', 'Подпись создана без подписанных атрибутов'],
    ['repeated_attribute', 'Файл подписи составлен неверно'],
  ])('(%s) is refused in one sentence and not kept', async (flaw, sentence) => {
    await signAndUpload(site, browser, { flaw })
    expect(browser.status).toBe(422)
    expect(said()).toEqual([expect.stringContaining(`Подпись недействительна. ${sentence}`)])
    expect(browser.title).toMatch(/^Ошибка: Подписание заявки/)
    expect(await site.signatures()).toEqual([])
  })

  it('of a revoked certificate is refused', async () => {
    const { cms, crl } = await sign(site, browser, { flaw: 'revoked' })
    await site.addList(crl)
    await upload(browser, cms)
    expect(said()).toEqual([expect.stringContaining('Сертификат отозван')])
  })

  it('is a signature of another file', async () => {
    const document = Uint8Array.from([...(await download(browser)), 0x20])
    for (const attached of [false, true]) {
      const { cms } = signForTest({ document, authority: site.authority, attached })
      await upload(browser, cms)
      expect([browser.status, said().length]).toEqual([422, 1])
      expect(said()[0]).toContain('Скачайте файл ещё раз')
    }
    expect(await site.signatures()).toEqual([])
  })

  it.each([
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n', 'Вы загружаете закрытый ключ'],
    ['a certificate', fixture('legal.cer'), 'Это сертификат, а не подпись'],
    ['the application itself', '<?xml version="1.0"?><application/>', 'Это не файл подписи'],
    ['an empty file', '', 'Файл подписи пуст'],
  ])('is %s', async (_what, bytes, sentence) => {
    await upload(browser, bytes)
    expect([browser.status, said()]).toEqual([422, [expect.stringContaining(sentence)]])
    expect(await site.signatures()).toEqual([])
    expect(site.logged.join('')).not.toContain('PRIVATE KEY')
  })

  it('is no file at all', async () => {
    await browser.submit({}, { press: 'Загрузить подпись' })
    expect([browser.status, said()]).toEqual([422, ['Выберите файл подписи и нажмите «Загрузить подпись»']])
  })

  it('of 60 MB is read away and refused, and the next one is taken', async () => {
    await upload(browser, new Uint8Array(60 * 1024 * 1024))
    expect([browser.status, said()]).toEqual([413, [expect.stringContaining('больше 1 МБ')]])
    await signAndUpload(site, browser)
    expect(browser.text).toContain('Подпись действительна')
  })

  it('leaves the good one before it in its place', async () => {
    await signAndUpload(site, browser)
    await upload(browser, 'нет')
    expect(browser.status).toBe(422)
    expect(browser.text).toContain('Заявка подписана')
    expect(await site.signatures()).toMatchObject([{ verdict: 'valid' }])
  })
})

describe('what could not be checked', () => {
  it('of an unknown authority is taken for a specialist to look at', async () => {
    await signAndUpload(site, browser, { flaw: 'unknown_issuer' })
    expect(browser.status).toBe(200)
    expect(browser.text).toContain('Подпись не удалось проверить. Подпись принята, её проверит специалист')
    expect(await site.signatures()).toMatchObject([{ verdict: 'unknown' }])
  })
})

it('does nothing without the token, and keeps the confirmation of the warnings', async () => {
  const { cms } = await sign(site, browser)
  await browser.submit({}, { press: 'Загрузить подпись', forge: { _csrf: 'x' }, files: { signature: { name: 'a', bytes: cms } } })
  expect([browser.status, browser.heading]).toEqual([403, 'Подписание заявки'])
  expect(await site.signatures()).toEqual([])
  await upload(browser, cms)
  expect(browser.text).toContain('Подпись действительна')
})
