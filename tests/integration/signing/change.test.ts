import type { Browser } from '../../support/browser'
import { openSigning, type Signing, sendSigned, sign, signAndUpload, upload } from './signing'

let site: Signing
let browser: Browser

beforeEach(async () => {
  site = await openSigning()
  browser = await site.applicant()
})
afterEach(() => site.destroy())

const said = (): string[] => browser.errors.map(({ text }) => text)

/** Another tab of the same browser changes the telephone. */
const change = async (): Promise<void> => {
  const page = browser.url
  await browser.open('/registration/general')
  await browser.submit({ phone: '+7 384 212-34-99' })
  await browser.open(page)
}

describe('a change of the application', () => {
  it('after signing voids the signature; it is said, and the new one is taken', async () => {
    await signAndUpload(site, browser)
    await change()
    expect(browser.text).toContain('После подписания заявка изменилась')
    await expect(sendSigned(browser)).rejects.toThrow('No button')
    await signAndUpload(site, browser)
    expect(browser.text).not.toContain('После подписания заявка изменилась')
    await sendSigned(browser)
    expect(browser.text).toContain('Заявка отправлена')
    expect(await site.signatures()).toMatchObject([{ sequence: 1, verdict: 'valid' }])
  })

  it.each([
    ['signed', 'Отправить заявку на регистрацию'],
    ['unsigned', 'Отправить без подписи'],
  ])('in another tab is told to whoever sends it %s from the old page', async (_how, press) => {
    await signAndUpload(site, browser)
    const { $, url } = browser
    await change()
    browser.$ = $
    browser.url = url
    await browser.submit({}, { press })
    expect([browser.status, said()]).toEqual([
      409,
      [expect.stringContaining('Заявка изменилась, пока эта страница была открыта')],
    ])
    expect(await site.row()).toMatchObject({ status: 'draft' })
    await browser.open('/registration/signing/send')
    expect(browser.heading).toMatch(/^(Подписание заявки|Проверка и отправка)$/)
  })

  it('in another tab makes an upload from the old page a conflict', async () => {
    const { cms } = await sign(site, browser)
    const { $, url } = browser
    await change()
    browser.$ = $
    browser.url = url
    await upload(browser, cms)
    expect(browser.status).toBe(409)
    expect(await site.signatures()).toEqual([])
  })

  it('that is taken back makes the signature fit again', async () => {
    await signAndUpload(site, browser)
    const page = browser.url
    await change()
    await browser.open('/registration/general')
    await browser.submit({ phone: '+7 384 212-34-56' })
    await browser.open(page)
    expect(browser.text).toContain('Заявка подписана')
  })
})
