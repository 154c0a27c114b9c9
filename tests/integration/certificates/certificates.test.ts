import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson, buildStaff } from '../../support/builders'
import { aCertificate } from '../../support/certificates'
import { signForTest } from '../../support/demo-signature'
import { signIn } from '../../support/sign-in'

/*
 * «Сертификаты» of the cabinet: adding, replacing, retiring, and what is refused. Hostile files are read by the same code
 * as those of an application, see registration/hostile-uploads.
 */

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const PAGE = '/cabinet/certificates'

const respondent = async (inn = '4299000019'): Promise<{ browser: Browser; organisationId: number }> => {
  const { okpo, organisationId } = await buildAccount(site.db, { organisation: { inn } })
  const browser = await signIn(site.app, okpo)
  return { browser: await browser.open(PAGE), organisationId }
}

const load = (browser: Browser, bytes: Uint8Array | string, name = 'key.cer', press = 'Загрузить'): Promise<Browser> =>
  browser.submit({}, { press, files: { certificate: { name, bytes } } })

const rows = (organisationId: number): Promise<{ certificate_id: number; retired_at: string | null }[]> =>
  site.db('organisation_certificates').where({ organisation_id: organisationId }).orderBy('certificate_id')

const events = async (organisationId: number): Promise<string[]> =>
  (
    await site
      .db('audit_log')
      .where({ subject_kind: 'organisation', subject_id: organisationId })
      .orderBy('id')
      .select('event')
  ).map(row => row.event)

const cards = (browser: Browser): number => browser.$('.govuk-summary-card').length

describe('Adding', () => {
  it('keeps several certificates at once, shows the check of each, and tells the audit log', async () => {
    const { browser, organisationId } = await respondent()
    expect(browser.text).toContain('Сертификатов нет.')
    await load(browser, await aCertificate())
    expect([browser.url, browser.text]).toEqual([PAGE, expect.stringContaining('Сертификат добавлен.')])
    await load(browser, await aCertificate({ name: 'CN=Второй, O=ООО «Пример», C=RU' }))
    expect(cards(browser)).toBe(2)
    expect(browser.text).toContain('Корневой сертификат УЦ не загружен в систему')
    expect(await events(organisationId)).toEqual(['organisation.certificate_added', 'organisation.certificate_added'])
  })

  it('warns of a certificate of another organisation, and takes it', async () => {
    const { browser } = await respondent()
    const { certificate } = signForTest({ document: Buffer.from('x'), inn: '7736050003', ogrn: null })
    await load(browser, certificate)
    expect(browser.status).toBe(200)
    expect(browser.text).toContain(
      'Предупреждение: ИНН в сертификате (7736050003) отличается от ИНН организации (4299000019)',
    )
  })

  it.each<[string, () => Promise<Uint8Array | string> | string, RegExp]>([
    ['nothing', () => '', /файл/i],
    ['what is no certificate', () => '<html>', /не (является )?сертификат/i],
    [
      'a private key',
      () => '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n',
      /Вы загружаете закрытый ключ/,
    ],
    ['an expired one', () => aCertificate({ from: -30, to: -1 }), /Срок действия сертификата закончился/],
    ['one that is not valid yet', () => aCertificate({ from: 1, to: 30 }), /Сертификат ещё не действует/],
  ])('refuses %s', async (_what, bytes, sentence) => {
    const { browser, organisationId } = await respondent()
    await load(browser, await bytes())
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'certificate', text: expect.stringMatching(sentence) }])
    expect(await rows(organisationId)).toEqual([])
  })

  it('refuses the same certificate twice, also when it is sent twice at once', async () => {
    const { browser, organisationId } = await respondent()
    const bytes = await aCertificate()
    const [one, other] = [browser.tab(), browser.tab()]
    await Promise.all([one.open(PAGE), other.open(PAGE)])
    await Promise.all([load(one, bytes), load(other, bytes)])
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 422]))
    expect(await rows(organisationId)).toHaveLength(1)
  })

  it('takes ten and not an eleventh, from two tabs at once either', async () => {
    const { browser, organisationId } = await respondent()
    for (let count = 0; count < 9; count += 1) await load(browser, await aCertificate())
    const [one, other] = [browser.tab(), browser.tab()]
    await Promise.all([one.open(PAGE), other.open(PAGE)])
    const [first, second] = [await aCertificate(), await aCertificate()]
    await Promise.all([load(one, first), load(other, second)])
    expect(new Set([one.status, other.status])).toEqual(new Set([200, 422]))
    expect(await rows(organisationId)).toHaveLength(10)
    await browser.open(PAGE)
    expect(browser.text).toContain('Используется 10 сертификатов, это наибольшее число.')
    expect(browser.$('input[type=file]')).toHaveLength(0)
  })
})

describe('Replacing', () => {
  it('brings the new certificate into use as the old one goes', async () => {
    const { browser, organisationId } = await respondent()
    await load(browser, await aCertificate({ name: 'CN=Старый, O=ООО «Пример», C=RU' }))
    await browser.follow('Заменить сертификат: Старый')
    await load(browser, await aCertificate({ name: 'CN=Новый, O=ООО «Пример», C=RU' }), 'new.cer', 'Заменить')
    expect(browser.text).toContain('Сертификат заменён.')
    expect(browser.$('.govuk-summary-card__title').text()).toBe('Новый')
    expect((await rows(organisationId)).map(row => row.retired_at)).toEqual([NOW, null])
    expect(browser.$('table tbody th').text()).toBe('Старый')
  })

  it('leaves the old one in use when the new file is refused', async () => {
    const { browser, organisationId } = await respondent()
    await load(browser, await aCertificate())
    await browser.open(`${PAGE}/1/replace`)
    await load(browser, '<html>', 'new.cer', 'Заменить')
    expect(browser.status).toBe(422)
    expect((await rows(organisationId)).map(row => row.retired_at)).toEqual([null])
  })
})

describe('Retiring', () => {
  it('asks first, says what it means for the last one, and can be undone by loading it again', async () => {
    const { browser, organisationId } = await respondent()
    const bytes = await aCertificate({ name: 'CN=Ключ, O=ООО «Пример», C=RU' })
    await load(browser, bytes)
    await browser.follow('Вывести из использования сертификат: Ключ')
    expect(browser.text).toContain('Это единственный действующий сертификат.')
    await browser.submit({}, { press: 'Вывести из использования' })
    expect(browser.text).toContain('Сертификат выведен из использования.')
    expect(await rows(organisationId)).toEqual([expect.objectContaining({ retired_at: NOW })])
    await load(browser, bytes)
    expect(await rows(organisationId)).toEqual([expect.objectContaining({ retired_at: null })])
    expect(await events(organisationId)).toEqual([
      'organisation.certificate_added',
      'organisation.certificate_retired',
      'organisation.certificate_added',
    ])
  })

  it('says nothing of the last one while another is valid; pressed twice it is done once', async () => {
    const { browser, organisationId } = await respondent()
    await load(browser, await aCertificate())
    await load(browser, await aCertificate())
    await browser.open(`${PAGE}/1/retire`)
    expect(browser.text).not.toContain('единственный')
    const again = browser.tab()
    await again.open(`${PAGE}/1/retire`)
    await browser.submit({}, { press: 'Вывести из использования' })
    await again.submit({}, { press: 'Вывести из использования' })
    expect([again.status, again.url]).toEqual([200, PAGE])
    expect((await events(organisationId)).filter(event => event.endsWith('retired'))).toHaveLength(1)
  })
})

describe('Borders', () => {
  it('keep certificates of others out of reach', async () => {
    const { browser } = await respondent()
    await load(browser, await aCertificate())
    const { browser: stranger } = await respondent('4299000026')
    for (const path of ['1.cer', '1/replace', '1/retire', '2/retire', 'x/retire', `${'9'.repeat(20)}/replace`])
      expect([path, (await stranger.open(`${PAGE}/${path}`)).status]).toEqual([path, 404])
    const own = await browser.open(`${PAGE}/1/retire`)
    expect(own.status).toBe(200)
    await stranger.open(PAGE)
    await load(stranger, await aCertificate())
    await stranger.open(`${PAGE}/2/retire`)
    // The stranger's own form, sent to the other organisation's address.
    stranger.$('main form').attr('action', `${PAGE}/1/retire`)
    await stranger.submit({}, { press: 'Вывести из использования' })
    expect(stranger.status).toBe(404)
    expect(await site.db('organisation_certificates').whereNotNull('retired_at')).toEqual([])
  })

  it('refuse an authorised person, who has no right to the certificates', async () => {
    const { organisationId } = await respondent()
    const person = await buildPerson(site.db)
    await buildContact(site.db, organisationId, person.id)
    const browser = await signIn(site.app, person.email)
    expect((await browser.open(PAGE)).status).toBe(403)
    expect((await browser.open('/cabinet')).text).not.toContain('Добавить или заменить сертификат')
  })

  it('send visitors and staff to the sign-in, and refuse a forged form', async () => {
    expect((await new Browser(site.app).open(PAGE)).url).toMatch(/^\/sign-in\?next=/)
    const { login } = await buildStaff(site.db)
    expect((await (await signIn(site.app, login, '/office/sign-in')).open(PAGE)).url).toMatch(/^\/sign-in\?next=/)
    const { browser, organisationId } = await respondent()
    await load(browser, await aCertificate())
    await browser.open(`${PAGE}/1/retire`)
    await browser.submit({}, { press: 'Вывести из использования', forge: { _csrf: 'x' } })
    expect(browser.status).toBe(403)
    expect((await rows(organisationId)).map(row => row.retired_at)).toEqual([null])
  })
})

describe('The first page of the cabinet', () => {
  it('says that there is nothing to sign with, and when a certificate ends soon', async () => {
    const { browser } = await respondent()
    await browser.open('/cabinet')
    expect(browser.text).toContain('Добавьте открытый ключ (сертификат) в разделе «Сертификаты»')
    await browser.follow('Добавить сертификат')
    await load(browser, await aCertificate({ to: 29 }))
    await browser.open('/cabinet')
    expect(browser.text).toContain('Сертификат «Пример» действует до 22.12.2026: загрузите новый заранее')
  })
})
