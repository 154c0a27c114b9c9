import { GENERAL, handIn } from '../../support/applicant'
import type { Browser } from '../../support/browser'
import { buildAccount } from '../../support/builders'
import { aCertificate } from '../../support/certificates'
import { zip } from '../../unit/crypto/support/zip'
import { type Office, openOffice } from '../review/office'

const OKPO = '48724475'

let office: Office

beforeEach(async () => {
  office = await openOffice()
})
afterEach(() => office.destroy())

const { password: _password, passwordRepeat: _repeat, ...WITHOUT_PASSWORD } = GENERAL

const begin = async (browser: Browser, okpo = OKPO): Promise<Browser> => {
  await browser.open('/office/applications')
  await browser.follow('Внести заявку по письму')
  return browser.submit({ okpo })
}

/** Enters an application by letter and sends it. */
const enter = async (browser: Browser): Promise<number> => {
  await begin(browser)
  await browser.submit(WITHOUT_PASSWORD)
  await browser.open('/registration/check')
  await handIn(browser)
  return Number(/\d+$/.exec(browser.url)?.[0])
}

describe('An application by letter', () => {
  it('is entered on the pages of any application, without a password, with the certificate out of an archive', async () => {
    const { browser, member } = await office.specialist()
    await begin(browser)
    expect(browser.heading).toBe('Общая информация')
    expect(browser.$('[type=password]')).toHaveLength(0)
    expect(browser.value('officeCode')).toContain('КЕМЕРОВОСТАТ')
    await browser.submit({ ...WITHOUT_PASSWORD, inn: '1' })
    expect(browser.errors.map(({ field }) => field)).toEqual(['inn'])
    await browser.submit(WITHOUT_PASSWORD)
    const archive = zip([{ name: 'certificate.cer', content: await aCertificate() }])
    await browser.submit({}, { files: { certificate: { name: 'letter.zip', bytes: archive } } })
    expect(browser.text).toContain('Сертификат загружен.')
    await browser.open('/registration/check')
    await handIn(browser)
    expect(browser.url).toMatch(/^\/office\/applications\/\d+$/)
    expect(browser.text).toContain('письмом')
    const id = Number(/\d+$/.exec(browser.url)?.[0])
    expect(await office.row(id)).toMatchObject({
      status: 'submitted',
      channel: 'letter',
      entered_by: member.id,
      password_hash: null,
      office_id: 42,
    })
    expect(await office.db('application_certificates').where({ application_id: id })).toHaveLength(1)
  })

  it('is decided like any other; the organisation sets its password by a link', async () => {
    const { browser } = await office.specialist()
    const id = await enter(browser)
    await browser.submit({}, { press: 'Взять в работу' })
    await browser.follow('Одобрить')
    expect(browser.$('.app-letter__text').text()).toContain('Пароль задайте по ссылке из отдельного письма')
    await browser.submit({ confirmed: 'yes' }, { press: 'Одобрить заявку' })
    expect(browser.text).toContain('одобрена')
    const [letter] = await office.db('outbox_letters').where({ kind: 'first_password' })
    expect(letter.recipient).toBe('office@primer.example')
    const link = new URL(/http\S+/.exec(letter.body)?.[0] as string).pathname
    const respondent = browser.tab()
    await respondent.open(link)
    await respondent.submit({ password: 'Zimniy-vecher-42', passwordRepeat: 'Zimniy-vecher-42' })
    await respondent.submit({ login: OKPO, password: 'Zimniy-vecher-42' })
    expect(respondent.url).toBe('/cabinet')
    expect(await office.row(id)).toMatchObject({ status: 'approved' })
    expect(await office.db('one_time_links').whereNull('used_at')).toHaveLength(0)
  })

  it('leaves an account that no password opens until then', async () => {
    const { browser } = await office.specialist()
    await enter(browser)
    await browser.submit({}, { press: 'Взять в работу' })
    await browser.follow('Одобрить')
    await browser.submit({ confirmed: 'yes' }, { press: 'Одобрить заявку' })
    const visitor = browser.tab()
    for (const password of ['', '!', 'null']) {
      await visitor.open('/sign-in')
      await visitor.submit({ login: OKPO, password })
      expect(visitor.url).toBe('/sign-in')
      expect(visitor.status).not.toBe(200)
    }
  })

  it('can be gone on with by any colleague of the office, and by nobody else', async () => {
    const author = await office.specialist({ full_name: 'Первая Анна (тест)' })
    await begin(author.browser)
    await author.browser.submit({ shortName: 'ООО «Начатое»' })
    const { id } = await office.db('applications').first('id')
    const colleague = await office.specialist()
    await colleague.browser.open('/office/applications/by-letter')
    expect(colleague.browser.text).toContain('Первая Анна (тест)')
    await colleague.browser.follow(OKPO)
    expect(colleague.browser.value('shortName')).toBe('ООО «Начатое»')
    const there = await office.specialist({ office_id: 41 })
    expect((await there.browser.open(`/office/applications/by-letter/${id}`)).status).toBe(404)
    await there.browser.open('/office/applications/by-letter')
    expect(there.browser.text).not.toContain(OKPO)
    // The cookie of the draft alone opens nothing once the member of staff has left.
    await colleague.browser.open('/office/applications')
    await colleague.browser.submit({}, { press: 'Выйти' })
    await colleague.browser.open('/registration/general')
    expect(colleague.browser.url).toBe('/registration')
  })

  it('is refused where the ОКПО is registered or has an open application', async () => {
    const { browser } = await office.specialist()
    const { okpo } = await buildAccount(office.db, { organisation: { okpo: '90000015' } })
    await browser.open('/office/applications/by-letter')
    await browser.submit({ okpo })
    expect(browser.status).toBe(422)
    expect(browser.errors[0]?.text).toContain('уже зарегистрирована')
    const open = await office.application({ okpo: OKPO })
    await browser.open('/office/applications/by-letter')
    await browser.submit({ okpo: open.okpo })
    expect(browser.errors[0]?.text).toContain('уже отправлена')
    await browser.submit({ okpo: '1' })
    expect(browser.status).toBe(422)
  })

  it('is for staff of an office', async () => {
    const { browser } = await office.specialist({ role: 'system_admin', office_id: null })
    expect((await browser.open('/office/applications/by-letter')).status).toBe(403)
  })

  it('that came by the site is not opened this way', async () => {
    const { browser } = await office.specialist()
    const { id } = await office.application()
    expect((await browser.open(`/office/applications/by-letter/${id}`)).status).toBe(404)
  })
})
