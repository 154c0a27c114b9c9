import { Browser } from '../../support/browser'
import { buildContact, buildPerson } from '../../support/builders'
import { signForTest } from '../../support/demo-signature'
import { signIn } from '../../support/sign-in'
import { change, download, openProfile, type Profile, sendToOffice, table, upload } from './profile'

/*
 * A change of the organisation's data that is confirmed by a signature, and everything that keeps it from being one.
 */

let site: Profile
beforeEach(async () => {
  site = await openProfile()
})
afterEach(() => site.destroy())

const PHONE = { phone: '+7 384 212-99-99' }
const PHONE_ROW = ['Контактный телефон', '+7 384 212-34-56', '+7 384 212-99-99']

const letters = (): Promise<{ kind: string; recipient: string; body: string }[]> =>
  site.db('outbox_letters').orderBy('id').select('kind', 'recipient', 'body')

describe('A change', () => {
  it('is shown as was and becomes, signed, and made at once: record, history, audit, letter', async () => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, { ...PHONE, subsidiary: 'yes', parentOkpo: '00136352' })
    expect(browser.url).toBe('/cabinet/profile/change')
    expect(table(browser)).toEqual([
      ['Дочерняя организация', 'Нет', 'Да'],
      ['ОКПО головной организации', 'не указано', '00136352'],
      PHONE_ROW,
    ])
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-34-56', parent_okpo: null })

    await upload(browser, await site.sign(browser))
    expect([browser.url, browser.text]).toEqual([
      '/cabinet/profile',
      expect.stringContaining('Подпись действительна. Данные организации изменены.'),
    ])
    expect(await site.organisation(organisationId)).toMatchObject({
      phone: '+7 384 212-99-99',
      parent_okpo: '00136352',
      email: 'romashka@primer.example',
      short_name: 'ООО «Ромашка»',
    })
    expect(await site.changes()).toMatchObject([{ confirmed_by: 'signature', application_id: null }])
    expect(await site.db('signatures')).toMatchObject([{ subject_kind: 'organisation_change', verdict: 'valid' }])
    expect(await site.db('audit_log').where({ event: 'organisation.changed' })).toHaveLength(1)
    expect(await letters()).toEqual([
      {
        kind: 'change_applied',
        recipient: 'romashka@primer.example',
        body: expect.stringContaining('Контактный телефон: было +7 384 212-34-56, стало +7 384 212-99-99.'),
      },
    ])
    expect(await site.application()).toBeUndefined()

    await browser.follow('История изменений')
    expect(browser.text).toContain('Подтверждено электронной подписью')
    expect(table(browser)).toContainEqual(PHONE_ROW)
  })

  it('keeps what is wrong as typed, with the protocol, and cannot be confirmed before it is right', async () => {
    const { browser, organisationId } = await site.respondent()
    await change(browser, { inn: '123', phone: 'нет телефона' })
    expect(browser.status).toBe(422)
    expect(browser.errors.map(({ field }) => field)).toEqual(['inn', 'phone'])
    await browser.open('/cabinet/profile/edit')
    expect([browser.value('inn'), browser.value('phone')]).toEqual(['123', 'нет телефона'])
    await browser.open('/cabinet/profile/change')
    expect(browser.$('a[href="/cabinet/profile/edit#inn"]').length).toBeGreaterThan(0)
    expect(browser.$('form#form')).toHaveLength(0)
    expect(await site.organisation(organisationId)).toMatchObject({ inn: '4299000019' })
  })

  it('that changes nothing is none, also when it only writes the same in another way', async () => {
    const { browser } = await site.respondent()
    await change(browser, { inn: ' 4299000019 ', officeCode: 'кемеровостат' })
    expect([browser.url, browser.text]).toEqual([
      '/cabinet/profile',
      expect.stringContaining('Данные остались прежними'),
    ])
    expect(await site.application()).toBeUndefined()
  })

  it('leaves the e-mail address alone, whatever a form says', async () => {
    const { browser, organisationId } = await site.respondent()
    await browser.open('/cabinet/profile/edit')
    expect(browser.$('[name=email]')).toHaveLength(0)
    await browser.submit(PHONE, { press: 'Сохранить и продолжить', forge: { email: 'thief@primer.example' } })
    expect(table(browser)).toEqual([PHONE_ROW])
    expect(await site.organisation(organisationId)).toMatchObject({ email: 'romashka@primer.example' })
  })

  it('can be given up', async () => {
    const { browser } = await site.respondent()
    await change(browser, PHONE)
    await browser.follow('Отменить изменение')
    await browser.submit({}, { press: 'Отменить изменение' })
    expect(browser.text).toContain('Изменение отменено')
    expect(await site.application()).toBeUndefined()
    expect(await site.db('audit_log').where({ event: 'application.discarded' })).toHaveLength(1)
  })
})

describe('A signature', () => {
  it.each<[string, (document: Uint8Array) => Uint8Array | string, RegExp]>([
    ['of another file', () => signForTest({ document: Buffer.from('x') }).cms, /Подписан другой файл/],
    ['that is none', () => '<html>', /подпис/i],
  ])('%s is refused in words, and nothing is lost', async (_what, make, sentence) => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, PHONE)
    await upload(browser, make(await download(browser)))
    expect(browser.status).toBe(422)
    expect(browser.errors).toEqual([{ field: 'signature', text: expect.stringMatching(sentence) }])
    expect(table(browser)).toEqual([PHONE_ROW])
    expect(await site.changes()).toEqual([])
    expect(await site.db('signatures')).toEqual([])
  })

  it('of a certificate that is not among the organisation’s is refused', async () => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, PHONE)
    const { authority } = site
    const stranger = { document: await download(browser), inn: '4299000019', ogrn: '1994200000012', authority }
    await upload(browser, signForTest(stranger).cms)
    expect(browser.errors[0]?.text).toContain('добавьте его в разделе «Сертификаты»')
    expect(await site.changes()).toEqual([])
  })

  it.each<[string, Parameters<Profile['sign']>[1]]>([
    ['that could not be checked', { flaw: 'unknown_issuer' }],
    ['made out to another organisation', { inn: '4299000026', ogrn: '1994200000023' }],
  ])('%s goes to the office with the change', async (_what, options) => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, PHONE)
    await upload(browser, await site.sign(browser, options))
    expect([browser.url, browser.text]).toEqual([
      '/cabinet/profile/change',
      expect.stringContaining('Изменение отправлено в ТОГС.'),
    ])
    expect(await site.application()).toMatchObject({ kind: 'change', status: 'submitted', office_id: 42 })
    expect(Boolean((await site.application()).signed)).toBe(true)
    expect(await site.db('signatures')).toMatchObject([{ subject_kind: 'application', sequence: 1 }])
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-34-56' })
  })

  it('sent twice makes one change', async () => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, PHONE)
    const cms = await site.sign(browser)
    await browser.open('/cabinet/profile/change')
    const again = await browser.tab().open('/cabinet/profile/change')
    await Promise.all([upload(browser, cms), upload(again, cms)])
    expect([browser.status, again.status]).toEqual([200, 200])
    expect(await site.changes()).toHaveLength(1)
    expect(await letters()).toHaveLength(1)
  })

  it('is asked for where there is a certificate, and without one the page leads to «Сертификаты»', async () => {
    const { browser, organisationId } = await site.respondent()
    await change(browser, PHONE)
    expect(browser.text).toContain('нужно добавить открытый ключ (сертификат) в разделе «Сертификаты»')
    const page = await browser.tab().open('/cabinet/profile/change')
    await site.certificate(organisationId)
    await sendToOffice(page)
    expect([page.status, page.errors[0]?.text]).toEqual([422, expect.stringContaining('подпишите изменение')])
    await browser.follow('Перейти в раздел «Сертификаты»')
    expect(browser.heading).toBe('Сертификаты')
  })
})

describe('Two at once', () => {
  it('two tabs do not overwrite each other silently', async () => {
    const { browser } = await site.respondent()
    const other = browser.tab()
    await browser.open('/cabinet/profile/edit')
    await other.open('/cabinet/profile/edit')
    await browser.submit(PHONE, { press: 'Сохранить и продолжить' })
    await other.submit({ headName: 'Петров Пётр Петрович' }, { press: 'Сохранить и продолжить' })
    expect(other.status).toBe(409)
    expect(other.text).toContain('В другой вкладке сохранено: «+7 384 212-99-99»')
    expect(other.value('headName')).toBe('Петров Пётр Петрович')
    await other.submit({}, { press: 'Сохранить и продолжить' })
    expect(table(other)).toEqual([['Руководитель организации (ФИО)', 'Иванов Иван Иванович', 'Петров Пётр Петрович']])
  })

  it('two first savings make one draft', async () => {
    const { browser } = await site.respondent()
    const other = browser.tab()
    await Promise.all([browser.open('/cabinet/profile/edit'), other.open('/cabinet/profile/edit')])
    await Promise.all([
      browser.submit(PHONE, { press: 'Сохранить и продолжить' }),
      other.submit(PHONE, { press: 'Сохранить и продолжить' }),
    ])
    expect(await site.db('applications')).toHaveLength(1)
  })

  it('tells when the record became another meanwhile, with the new «было», and asks for a new signature', async () => {
    const { browser, organisationId } = await site.respondent()
    await site.certificate(organisationId)
    await change(browser, PHONE)
    const cms = await site.sign(browser)
    // The import of the register, or whoever else.
    await site.db('organisations').where({ id: organisationId }).update({ phone: '+7 384 200-00-00', okfs: '12' })
    await upload(browser, cms)
    expect(browser.status).toBe(409)
    expect(browser.errors[0]?.text).toContain('Данные изменились, пока эта страница была открыта')
    expect(table(browser)).toEqual([
      ['Контактный телефон', '+7 384 200-00-00 новое значение; раньше: +7 384 212-34-56', '+7 384 212-99-99'],
    ])
    await upload(browser, cms)
    expect(browser.status).toBe(422)
    await upload(browser, await site.sign(browser))
    // What the change is not about stays as the register has it now.
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-99-99', okfs: '12' })
  })
})

describe('Borders', () => {
  it('keep one organisation out of the change of another, and authorised persons out of all', async () => {
    const { browser, organisationId } = await site.respondent()
    await change(browser, PHONE)
    const { browser: stranger } = await site.respondent({ inn: '4299000026', ogrn: null, enterprise_type: 'branch' })
    await stranger.open('/cabinet/profile/change')
    expect(stranger.url).toBe('/cabinet/profile')
    expect(stranger.text).not.toContain('+7 384 212-99-99')
    expect((await stranger.open('/cabinet/profile/change/change.xml')).status).toBe(404)
    const person = await buildPerson(site.db)
    await buildContact(site.db, organisationId, person.id)
    const signedIn = await signIn(site.app, person.email)
    // Whoever acts for the organisation may read its data; changing them is for the organisation alone.
    expect((await signedIn.open('/cabinet/profile')).status).toBe(200)
    expect(signedIn.$('a[href="/cabinet/profile/edit"]')).toHaveLength(0)
    for (const path of ['/edit', '/change', '/change/change.xml', '/change/discard', '/history'])
      expect([path, (await signedIn.open(`/cabinet/profile${path}`)).status]).toEqual([path, 403])
    expect((await new Browser(site.app).open('/cabinet/profile')).url).toMatch(/^\/sign-in/)
  })

  it('do not let a change be followed, corrected or withdrawn without signing in', async () => {
    const { browser } = await site.respondent()
    await change(browser, PHONE)
    await sendToOffice(browser)
    const { number } = await site.application()
    const visitor = await new Browser(site.app).open('/registration/status')
    await visitor.submit({ number: String(number), email: 'romashka@primer.example' })
    expect(visitor.url).toMatch(/^\/sign-in\?next=/)
  })
})
