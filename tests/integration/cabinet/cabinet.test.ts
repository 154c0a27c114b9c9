import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCertificate } from '../../../src/crypto/certificate'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildContact, buildPerson, buildStaff } from '../../support/builders'
import { download, signIn, signInByHand } from '../../support/sign-in'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const der = (name: string): Buffer => readFileSync(join(__dirname, '../../fixtures/certificates', `${name}.cer`))

/** Gives a certificate to an organisation. */
const give = async (organisationId: number, name: string, retired_at: string | null = null): Promise<number> => {
  const details = readCertificate(der(name))
  const row = {
    thumbprint: details.sha256,
    der: der(name),
    valid_from: details.validFrom,
    valid_to: details.validTo,
    created_at: NOW,
  }
  const [{ id }] = (await site.db('certificates').insert(row).returning('id')) as [{ id: number }]
  await site
    .db('organisation_certificates')
    .insert({ organisation_id: organisationId, certificate_id: id, added_at: NOW, retired_at })
  return id
}

/** The names and values of the summary lists on the page. */
const shown = (browser: Browser): Record<string, string> =>
  Object.fromEntries(
    browser
      .$('.govuk-summary-list__row')
      .toArray()
      .map(row => [browser.$(row).find('dt').text().trim(), browser.$(row).find('dd').first().text().trim()]),
  )

describe('The cabinet', () => {
  it('shows everything that is known of the organisation, codes with their names', async () => {
    const { okpo } = await buildAccount(site.db, {
      organisation: {
        okpo: '99900016',
        short_name: 'ООО «Ромашка (демо)»',
        full_name: 'Общество с ограниченной ответственностью «Ромашка (демо)»',
        inn: '4299000019',
        ogrn: '1994200000012',
        okved2: '62',
        okved: '72.20',
        okopf: '12300',
        okfs: '16',
        okogu: '4210014',
        oksm: '643',
        oktmo: '32701000',
        okato: '32401000000',
        customer_kind: 'state',
        investment_kind: 'fixed_assets',
        far_north: 'equated',
        parent_okpo: '99900022',
        email: 'romashka@demo.example',
        postal_address: '650000, г. Кемерово, ул. Демонстрационная, д. 1',
        phone: '+7 (3842) 00-00-01',
        head_name: 'Демонстрационный Руководитель',
        note: 'Первая строка\nВторая строка',
        respondent_comment: 'Комментарий',
        additional_contacts: 'Приёмная',
        synchronised_at: '2026-11-01T06:00:00.000Z',
      },
    })
    const browser = await signIn(site.app, okpo)
    expect(browser.heading).toBe('Личный кабинет')
    expect(shown(browser)).toEqual({
      'ОКПО / Идентификационный номер ТОСП': '99900016',
      'Краткое наименование': 'ООО «Ромашка (демо)»',
      'Полное наименование': 'Общество с ограниченной ответственностью «Ромашка (демо)»',
      'Тип предприятия': 'Юридическое лицо',
      ИНН: '4299000019',
      'ОГРН / ОГРНИП': '1994200000012',
      'Руководитель организации (ФИО)': 'Демонстрационный Руководитель',
      'ОКПО головной организации': '99900022',
      'ТОГС (РОГС)': '02347699 – КЕМЕРОВОСТАТ',
      'Основной ОКВЭД2':
        '62 – Разработка компьютерного программного обеспечения, консультационные услуги в данной области и другие сопутствующие услуги',
      'Основной ОКВЭД': '72.20',
      ОКОПФ: '12300 – Общества с ограниченной ответственностью',
      ОКФС: '16 – Частная собственность',
      'Код уровня управления (ОКОГУ)': '4210014',
      'Код страны (ОКСМ)': '643 – Россия',
      ОКТМО: '32701000',
      ОКАТО: '32401000000',
      'Признак заказчика': 'Государственный заказчик (44-ФЗ)',
      'Виды инвестирования': 'Инвестиции в основной капитал',
      'Принадлежность к Крайнему Северу': 'Местность, приравненная к районам Крайнего Севера',
      'Адрес электронной почты': 'romashka@demo.example',
      'Почтовый адрес': '650000, г. Кемерово, ул. Демонстрационная, д. 1',
      'Контактный телефон': '+7 (3842) 00-00-01',
      'Дополнительные контакты': 'Приёмная',
      Примечание: 'Первая строка\nВторая строка',
      'Комментарий пользователя': 'Комментарий',
      'Сверено с государственным регистром': '01.11.2026, 09:00 (московское время)',
    })
  })

  it('says what is missing, and that there are no certificates and contacts', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    expect(shown(browser)).toMatchObject({ ИНН: 'Не указано', ОКОПФ: 'Не указано', Примечание: 'Не указано' })
    expect(browser.text).toContain('Сертификатов нет.')
    expect(browser.text).toContain('Контактов нет.')
  })

  it('keeps what somebody typed as text', async () => {
    const { okpo } = await buildAccount(site.db, {
      organisation: { short_name: '<script>alert(1)</script>&amp;', note: '{{ 7 * 7 }}' },
    })
    const browser = await signIn(site.app, okpo)
    expect(browser.$('script')).toHaveLength(0)
    expect(shown(browser)).toMatchObject({
      'Краткое наименование': '<script>alert(1)</script>&amp;',
      Примечание: '{{ 7 * 7 }}',
    })
  })

  it('changes nothing by itself: its one form is the way out', async () => {
    const { okpo } = await buildAccount(site.db)
    const browser = await signIn(site.app, okpo)
    expect(browser.$('form[method=post]')).toHaveLength(1)
    expect(browser.$('form[method=post] button').text()).toBe('Выйти')
  })

  it('sends visitors and staff to the sign-in', async () => {
    expect((await new Browser(site.app).open('/cabinet')).url).toBe('/sign-in?next=%2Fcabinet')
    const { login } = await buildStaff(site.db)
    const staff = await signIn(site.app, login, '/office/sign-in')
    expect((await staff.open('/cabinet')).url).toBe('/sign-in?next=%2Fcabinet')
  })
})

describe('Certificates in the cabinet', () => {
  it('are shown with everything that they say, СНИЛС masked', async () => {
    const { okpo, organisationId } = await buildAccount(site.db)
    await give(organisationId, 'legal')
    const details = readCertificate(der('legal'))
    const browser = await signIn(site.app, okpo)
    const rows = shown(browser)
    expect(rows).toMatchObject({
      Владелец: details.owner,
      Организация: details.organisation,
      'ИНН организации': details.innle,
      ОГРН: details.ogrn,
      Издатель: details.issuer.commonName,
      'Серийный номер': details.serialNumber.toUpperCase(),
      'Алгоритм ключа': details.algorithm,
    })
    expect(rows['Отпечаток SHA-256']?.replaceAll(' ', '').toLowerCase()).toBe(details.sha256)
    expect(rows.СНИЛС).toMatch(/^•••-•••-\d{3} \d{2}$/)
    expect(browser.html).not.toContain(details.snils)
  })

  it('can be downloaded as they were loaded', async () => {
    const { okpo, organisationId } = await buildAccount(site.db)
    const id = await give(organisationId, 'legal')
    const browser = await signIn(site.app, okpo)
    const link = browser
      .$('main a')
      .filter((_, a) => browser.$(a).text().startsWith('Скачать'))
      .attr('href')
    expect(link).toBe(`/cabinet/certificates/${id}.cer`)
    const answer = await download(
      site.app,
      `/cabinet/certificates/${id}.cer`,
      (await signInByHand(site.app, okpo)).after,
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/pkix-cert')
    expect(answer.headers['content-disposition']).toBe(`attachment; filename="certificate-${id}.cer"`)
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['cache-control']).toContain('no-store')
    expect(Buffer.compare(answer.body, der('legal'))).toBe(0)
  })

  it('of others, retired ones and what is no number answer 404', async () => {
    const { okpo, organisationId } = await buildAccount(site.db)
    const other = await buildAccount(site.db)
    const foreign = await give(other.organisationId, 'legal')
    const retired = await give(organisationId, 'person', NOW)
    const browser = await signIn(site.app, okpo)
    expect(browser.text).toContain('Сертификатов нет.')
    for (const id of [foreign, retired, 999_999, 'x', '-1', '9'.repeat(30), '1%27'])
      expect([id, (await browser.open(`/cabinet/certificates/${id}.cer`)).status]).toEqual([id, 404])
  })
})

describe('Contacts in the cabinet', () => {
  const PHONE = '+7 (3842) 00-00-02'

  it('are shown in the order in which they were named, with basis and rights in words', async () => {
    const { okpo, organisationId } = await buildAccount(site.db)
    const other = await buildAccount(site.db)
    const attorney = { basis: 'attorney', basis_number: '7', basis_date: '2026-01-15', basis_valid_until: '2027-01-14' }
    const named = async (organisation: number, email: string, row: object) =>
      buildContact(site.db, organisation, (await buildPerson(site.db, { email })).id, { phone: PHONE, ...row })
    await named(organisationId, 'first@demo.example', { may_send: false })
    await named(organisationId, 'second@demo.example', { ...attorney, middle_name: 'Образцович' })
    await named(organisationId, 'third@demo.example', {
      may_fill: false,
      may_send: false,
      may_view: false,
      basis: 'mchd',
    })
    await named(organisationId, 'removed@demo.example', { state: 'removed' })
    await named(other.organisationId, 'foreign@demo.example', {})
    const browser = await signIn(site.app, okpo)
    const cells = browser
      .$('main tbody tr')
      .toArray()
      .map(row =>
        browser
          .$(row)
          .children()
          .toArray()
          .map(cell => browser.$(cell).text().trim()),
      )
    expect(cells).toEqual([
      ['Образцов Образец Бухгалтер', PHONE, 'first@demo.example', 'Не указано', 'заполнение, просмотр'],
      [
        'Образцов Образец Образцович Бухгалтер',
        PHONE,
        'second@demo.example',
        'Доверенность № 7 от 15.01.2026 до 14.01.2027',
        'заполнение, подписание и отправка, просмотр',
      ],
      ['Образцов Образец Бухгалтер', PHONE, 'third@demo.example', 'Машиночитаемая доверенность (МЧД)', 'Нет'],
    ])
  })
})
