import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { send } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff, PASSWORD } from '../../support/builders'
import { giveCode, signIn, signInWith } from '../../support/sign-in'

const HOUR = 3_600_000
const NOTICE = 'Ваш сеанс завершился, пока вы заполняли форму'
const TYPED = 'Проверьте адрес: <b>дом 5</b>'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

/** A specialist who has typed a remark; then the session ends. */
const typing = async (): Promise<{ browser: Browser; login: string; page: string }> => {
  await send(new Browser(site.app))
  const { login } = await buildStaff(site.db)
  const browser = await signIn(site.app, login, '/office/sign-in')
  const { id } = await site.db('applications').first('id')
  await browser.open(`/office/applications/${id}`)
  await browser.submit({}, { press: 'Взять в работу' })
  const page = `/office/applications/${id}/return`
  await browser.open(page)
  await site.db('sessions').delete()
  return { browser, login, page }
}
const REMARK = 'remark-postalAddress'

describe('A form that was sent after the session had ended', () => {
  it('comes back as it was typed once the same person has signed in again', async () => {
    const { browser, login, page } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    expect(browser.url).toContain('/office/sign-in?next=')
    expect((await site.db('applications').first('status')).status).toBe('in_review')
    await browser.submit({ login, password: PASSWORD })
    await giveCode(browser)
    expect(browser.url).toBe(page)
    expect(browser.text).toContain(NOTICE)
    expect(browser.value(REMARK)).toBe(TYPED)
    await browser.submit({}, { press: 'Вернуть на исправление' })
    expect((await site.db('applications').first('status')).status).toBe('returned')
  })

  it('comes back once', async () => {
    const { browser, login, page } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    await browser.submit({ login, password: PASSWORD })
    await giveCode(browser)
    await browser.open(page)
    expect(browser.text).not.toContain(NOTICE)
    expect(await site.db('kept_forms')).toEqual([])
  })

  it('is thrown away when somebody else signs in, and does not come back to its owner then', async () => {
    const { browser, login, page } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    const other = await buildStaff(site.db)
    await signInWith(browser, other.login, '/office/sign-in')
    await browser.open(page)
    expect(browser.html).not.toContain('дом 5')
    expect(await site.db('kept_forms')).toEqual([])
    await browser.open('/office/applications')
    await browser.submit({}, { press: 'Выйти' })
    await signInWith(browser, login, '/office/sign-in')
    expect((await browser.open(page)).html).not.toContain('дом 5')
  })

  it('does not come back to the same person in another browser', async () => {
    const { browser, login, page } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    const elsewhere = await signIn(site.app, login, '/office/sign-in')
    expect((await elsewhere.open(page)).html).not.toContain('дом 5')
  })

  it('is gone after an hour', async () => {
    const { browser, login } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    site.pass(HOUR)
    await browser.submit({ login, password: PASSWORD })
    await giveCode(browser)
    expect(browser.html).not.toContain('дом 5')
    expect(await site.db('kept_forms')).toEqual([])
  })

  it('lies sealed in the table', async () => {
    const { browser } = await typing()
    await browser.submit({ [REMARK]: TYPED }, { press: 'Вернуть на исправление' })
    const rows = await site.db('kept_forms')
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain('дом 5')
    for (const cookie of browser.cookies.split('; ').map(pair => pair.split('=')[1] ?? ''))
      expect(JSON.stringify(rows)).not.toContain(cookie)
  })

  it('is kept without passwords and codes', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    await browser.open('/cabinet/security/second-factor')
    await site.db('sessions').delete()
    await browser.submit({ current: PASSWORD, code: '123456' })
    expect(browser.url).toContain('/sign-in?next=')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet/security/second-factor')
    expect(browser.text).toContain(NOTICE)
    expect(browser.value('code')).toBe('')
    expect(browser.value('current')).toBe('')
  })

  it('is kept without its file, and says so', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    await browser.open('/cabinet/certificates')
    await site.db('sessions').delete()
    await browser.submit({}, { press: 'Загрузить', files: { certificate: { name: 'a.cer', bytes: 'x' } } })
    expect(browser.url).toContain('/sign-in?next=')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/cabinet/certificates')
    expect(browser.text).toContain('Файлы не сохранились: выберите их ещё раз.')
    expect(await site.db('organisation_certificates')).toEqual([])
  })

  it('of somebody who was never signed in here is not kept', async () => {
    const { page } = await typing()
    const answer = await request(site.app)
      .post(page)
      .type('form')
      .send({ [REMARK]: TYPED })
    expect(answer.status).toBe(303)
    expect(answer.headers.location).toContain('/office/sign-in')
    expect(await site.db('kept_forms')).toEqual([])
  })

  it('of somebody who signed out on purpose is not kept', async () => {
    const { login } = await buildStaff(site.db)
    const browser = await signIn(site.app, login, '/office/sign-in')
    const tab = await browser.tab().open('/office/security/second-factor')
    await browser.open('/office/security')
    await browser.submit({}, { press: 'Выйти' })
    await tab.submit({ code: '123456' })
    expect(tab.url).toContain('/office/sign-in')
    expect(await site.db('kept_forms')).toEqual([])
  })
})
