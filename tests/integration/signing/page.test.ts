import { createHash } from 'node:crypto'
import { fill, passCheck } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { download, openSigning, type Signing, sign, upload } from './signing'

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
    for (const program of ['КриптоПро CSP (cryptcp)', 'ViPNet', 'КриптоАРМ', 'OpenSSL с поддержкой ГОСТ'])
      expect(browser.text).toContain(program)
    const branch = await fill(
      new Browser(site.app),
      { enterpriseType: 'branch', ogrn: '', okopf: '30002' },
      '48724475000001',
    )
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
    expect(
      browser
        .$('script')
        .toArray()
        .map(script => script.attribs.src),
    ).toEqual(['/assets/signing/cryptopro.js'])
    expect(browser.$('#plugin').attr('hidden')).toBeDefined()
    await browser.open('/assets/signing/cryptopro.js')
    expect(browser.status).toBe(200)
    await browser.open('/registration/check')
    expect(browser.headers['content-security-policy']).not.toContain('script-src')
  })
})
