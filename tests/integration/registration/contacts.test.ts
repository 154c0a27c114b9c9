import { createTestApp, type TestApp } from '../../support/app'
import { begin, GENERAL } from '../../support/applicant'
import { CONTACT } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { aCertificate } from '../../support/certificates'

let test: TestApp
let browser: Browser
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.destroy())
beforeEach(async () => {
  browser = await begin(new Browser(test.app))
})

const stored = async (): Promise<{ key: string; values: Record<string, string> }[]> =>
  JSON.parse((await test.db('applications').orderBy('id', 'desc').first('form')).form).contacts

const add = async (values: Record<string, string> = {}, at = browser): Promise<Browser> => {
  await at.open('/registration/contacts')
  await at.follow('Добавить контакт')
  return at.submit({ ...CONTACT, ...values })
}

const LIST = '/registration/contacts'

it('adds a contact, shows it in words, changes it and removes it', async () => {
  await browser.open(LIST)
  await browser.follow('Добавить контакт')
  expect(browser.heading).toBe('Заявка на создание нового контакта')
  await browser.submit(CONTACT)
  expect(browser.url).toBe(LIST)
  expect(browser.text).toContain('Петров Пётр Петрович')
  expect(browser.text).toContain('Главный бухгалтер')
  expect(browser.text).toContain('заполнение, подписание и отправка')
  expect(browser.$('.app-tabs').text()).toContain('Добавлено: 1')

  await browser.follow('Изменить контакт: Петров Пётр Петрович')
  expect(browser.heading).toBe('Контакт')
  for (const [name, value] of Object.entries(CONTACT)) expect(browser.value(name)).toBe(value)
  await browser.submit({ lastName: 'Сидоров' })
  expect(browser.text).toContain('Сидоров Пётр Петрович')
  expect(await stored()).toHaveLength(1)

  await browser.submit({}, { press: 'Удалить контакт: Сидоров Пётр Петрович' })
  expect(browser.text).toContain('Контакт удалён из заявки.')
  expect(await stored()).toEqual([])
})

const REQUIRED: [field: string, message: string][] = [
  ['lastName', 'Введите фамилию'],
  ['firstName', 'Введите имя'],
  ['position', 'Введите должность'],
  ['phone', 'Введите телефон с кодом города или оператора, например +7 495 123-45-67 доб. 89'],
  ['email', 'Введите адрес электронной почты'],
  ['mayFill', 'Отметьте хотя бы одно право: заполнение, подписание и отправка или просмотр'],
]

it('names everything that an empty contact lacks, in the order of the page, and keeps it', async () => {
  await browser.open(`${LIST}/new`)
  const { url } = browser
  await browser.submit()

  expect(browser.status).toBe(422)
  expect(browser.url).toBe(url)
  expect(browser.errors).toEqual(REQUIRED.map(([field, text]) => ({ field, text })))
  for (const { field } of browser.errors) expect(browser.$(`#${field}`).length).toBe(1)
  expect(await stored()).toHaveLength(1)
  await browser.open(LIST)
  expect(browser.text).toContain('Без имени')
  expect(browser.text).toContain('Заполнено не полностью: откройте контакт и исправьте ошибки.')
})

const WRONG: [field: string, values: Record<string, string>, message: string][] = [
  ['lastName', { lastName: 'Иванов <b>' }, 'Фамилия: оставьте только буквы, пробелы, дефисы, апострофы и точки'],
  ['firstName', { firstName: 'я'.repeat(101) }, 'Имя: сократите до 100 знаков'],
  ['middleName', { middleName: '2' }, 'Отчество: оставьте только буквы, пробелы, дефисы, апострофы и точки'],
  ['position', { position: 'я'.repeat(256) }, 'Должность не длиннее 255 знаков: сократите её'],
  ['email', { email: 'a@b@c' }, 'Введите один адрес электронной почты, в нём один знак @, например otchet@example.ru'],
  ['certificate', { certificate: '999999' }, 'Этот сертификат удалён из заявки: выберите другой'],
  ['basis', { basis: 'слово' }, 'Выберите основание полномочий из списка'],
  ['basisNumber', { basisNumber: '' }, 'Введите номер доверенности'],
  ['basisNumber', { basisNumber: '1'.repeat(101) }, 'Номер доверенности не длиннее 100 знаков: проверьте его'],
  ['basisDate', { basisDate: '' }, 'Введите дату доверенности'],
  ['basisDate', { basisDate: '31.02.2026' }, 'Дата доверенности: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027'],
  ['basisDate', { basisDate: '24.11.2026' }, 'Дата доверенности ещё не наступила: проверьте её'],
  [
    'basisValidUntil',
    { basisValidUntil: '22.11.2026' },
    'Срок действия доверенности закончился: укажите действующую доверенность',
  ],
  [
    'basisValidUntil',
    { basisValidUntil: 'скоро' },
    'Срок действия доверенности: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027',
  ],
]

it.each(WRONG)('%s: %j', async (field, values, message) => {
  await add(values)

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([{ field, text: message }])
  expect(browser.$(`#${field}-error`).text()).toContain(message)
})

it('goes on to another tab with what is wrong, keeps it and says so in the protocol', async () => {
  await browser.open(`${LIST}/new`)
  const { url } = browser
  await browser.submit({ lastName: 'Начатый', phone: '1' }, { press: 'Проверка и отправка' })

  expect(browser.url).toBe('/registration/check')
  const links = browser
    .$('.app-findings--error a')
    .toArray()
    .map(link => browser.$(link).attr('href') ?? '')
  const own = links.filter(href => href.startsWith(url))
  expect(own.map(href => href.split('#')[1])).toEqual(['firstName', 'position', 'phone', 'email', 'mayFill'])
  await browser.open(own[0] as string)
  for (const href of own) expect(browser.$(`#${href.split('#')[1]}`).length).toBe(1)
  expect(browser.value('phone')).toBe('1')
})

it('makes one contact of a form that is sent twice, also from two tabs at once', async () => {
  await browser.open(`${LIST}/new`)
  const { url } = browser
  const tab = await browser.tab().open(url)
  await Promise.all([browser.submit(CONTACT), tab.submit(CONTACT)])

  expect([browser.url, tab.url]).toEqual([LIST, LIST])
  expect(await stored()).toHaveLength(1)
})

it('does not let one tab overwrite the contact of another without a word', async () => {
  await add()
  await browser.follow('Изменить контакт: Петров Пётр Петрович')
  const tab = await browser.tab().open(browser.url)
  await tab.submit({ position: 'Директор' })
  await browser.submit({ position: 'Кассир' })

  expect(browser.status).toBe(409)
  expect(browser.value('position')).toBe('Кассир')
  expect(browser.text).toContain('этот контакт изменили в другой вкладке')
  expect((await stored())[0]?.values.position).toBe('Директор')
  await browser.submit()
  expect(browser.url).toBe(LIST)
  expect((await stored())[0]?.values.position).toBe('Кассир')
})

it('tells when the contact was removed in another tab, and adds it again only knowingly', async () => {
  await add()
  const tab = await browser.tab().open(LIST)
  await browser.follow('Изменить контакт: Петров Пётр Петрович')
  await tab.submit({}, { press: 'Удалить контакт: Петров Пётр Петрович' })
  await browser.submit({ position: 'Кассир' })
  expect(browser.status).toBe(409)
  expect(await stored()).toEqual([])
  await browser.submit()
  expect(await stored()).toHaveLength(1)
})

it('refuses the address of another contact of the application', async () => {
  await add()
  await add({ lastName: 'Второй', email: CONTACT.email?.toUpperCase() ?? '' })

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([
    { field: 'email', text: 'Этот адрес уже указан у другого контакта: введите другой, он станет учётной записью' },
  ])
})

it('binds a certificate, and notices at the check that it was removed later', async () => {
  await browser.submit({ ...GENERAL })
  await browser.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } } })
  await browser.open(`${LIST}/new`)
  const { url } = browser
  const [, choice] = browser.$('#certificate option').toArray()
  await browser.submit({ ...CONTACT, certificate: browser.$(choice).attr('value') ?? '' })
  expect(browser.url).toBe(LIST)
  await browser.open('/registration/check')
  expect(browser.$('.app-findings--error').length).toBe(0)

  await browser.open('/registration/certificates')
  await browser.submit({}, { press: browser.$('form[action$="/remove"] button').text() })
  await browser.open('/registration/check')
  expect(browser.$('.app-findings--error').text()).toContain('Этот сертификат удалён из заявки: выберите другой')
  expect(browser.$(`.app-findings--error a[href="${url}#certificate"]`).length).toBe(1)
})

it('takes twenty contacts; the next one is refused and kept on the page', async () => {
  await browser.open(`${LIST}/new`)
  const late = await browser.tab().open(`${LIST}/new`)
  for (let count = 0; count < 20; count++) await add({ email: `a${count}@primer.example` })
  await browser.open(LIST)
  expect(browser.text).toContain('Добавлено 20 контактов, это наибольшее число.')
  expect(browser.text).not.toContain('Добавить контакт')

  await late.submit({ ...CONTACT, lastName: 'Лишний' })
  expect(late.status).toBe(422)
  expect(late.errors[0]?.text).toBe(
    'К заявке можно добавить не больше 20 контактов: удалите лишний и сохраните этот ещё раз',
  )
  expect(late.value('lastName')).toBe('Лишний')
  expect(await stored()).toHaveLength(20)
  await browser.submit({}, { press: browser.$('form[action$="/remove"] button').first().text() })
  await late.submit()
  expect(late.url).toBe(LIST)
})

it('keeps a contact as typed over a token that ran out', async () => {
  await browser.open(`${LIST}/new`)
  await browser.submit({ ...CONTACT, position: ' "Бухгалтер" ' }, { forge: { _csrf: '' } })

  expect(browser.status).toBe(403)
  expect(browser.value('position')).toBe(' "Бухгалтер" ')
  expect(browser.$('[name=mayFill]').is(':checked')).toBe(true)
  expect(await stored()).toEqual([])
  await browser.submit()
  expect(browser.url).toBe(LIST)
})

it('removes a contact once, and says so once', async () => {
  await add()
  const tab = await browser.tab().open(LIST)
  await browser.submit({}, { press: 'Удалить контакт: Петров Пётр Петрович' })
  await tab.submit({}, { press: 'Удалить контакт: Петров Пётр Петрович' })
  expect(tab.status).toBe(200)
  expect(tab.text).not.toContain('Контакт удалён')
})

it.each(['1', 'new/remove', 'zzzzzzzzzzzz', '0123456789ABCDEF', '..%2f..%2f'])('finds no contact at %s', async key => {
  await browser.open(`${LIST}/${key}`)
  expect(browser.status).toBe(404)
})

it('shows a contact of another application to nobody', async () => {
  await add()
  const [contact] = await stored()
  const stranger = await begin(new Browser(test.app), '00136352')
  await stranger.open(`${LIST}/${contact?.key}`)

  expect(stranger.heading).toBe('Заявка на создание нового контакта')
  expect(stranger.value('lastName')).toBe('')
})
