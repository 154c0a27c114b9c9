import { createTestApp, type TestApp } from '../../support/app'
import { begin, GENERAL } from '../../support/applicant'
import { Browser } from '../../support/browser'

/*
 * A wrong value in every field of «Общая информация»: the sentence that the person reads, at the field and on top.
 */

let test: TestApp
let browser: Browser
beforeAll(async () => {
  test = await createTestApp()
  browser = await begin(new Browser(test.app))
})
afterAll(() => test.destroy())

/** Everything right; the fields that may stay empty are. */
const RIGHT = {
  ...GENERAL,
  okved: '',
  okogu: '',
  okato: '',
  parentOkpo: '',
  note: '',
  respondentComment: '',
  additionalContacts: '',
}

const WRONG: [field: string, typed: string, message: string][] = [
  ['shortName', '', 'Введите краткое наименование'],
  ['shortName', 'я'.repeat(256), 'Краткое наименование не длиннее 255 знаков: сократите его'],
  ['fullName', '', 'Введите полное наименование'],
  ['fullName', 'я'.repeat(1001), 'Полное наименование не длиннее 1000 знаков: сократите его'],
  ['inn', '', 'Введите ИНН организации'],
  [
    'inn',
    '77360500',
    'ИНН состоит из 10 цифр у организации и из 12 у предпринимателя: проверьте, все ли цифры введены',
  ],
  ['inn', '7736050004', 'Контрольная цифра ИНН не сходится: сверьте его со свидетельством о постановке на учёт'],
  ['inn', '0000000000', 'ИНН не может состоять из одних нулей: введите настоящий'],
  [
    'inn',
    '500100732259',
    'Длина ИНН не подходит к типу предприятия: введите 12 цифр для ИП, 10 цифр для остальных типов',
  ],
  ['inn', '77360500О3', 'ИНН состоит только из цифр: удалите остальные знаки'],
  ['ogrn', '', 'Введите ОГРН (у предпринимателя ОГРНИП)'],
  ['ogrn', '1027700132', 'ОГРН состоит из 13 цифр, ОГРНИП из 15: проверьте, все ли цифры введены'],
  ['ogrn', '1027700132196', 'Контрольная цифра ОГРН / ОГРНИП не сходится: сверьте номер с выпиской из реестра'],
  [
    'ogrn',
    '319665800081550',
    'Длина ОГРН / ОГРНИП не подходит к типу предприятия: введите 15 цифр для ИП, 13 цифр для остальных типов',
  ],
  ['okved2', '', 'Введите код основного вида деятельности по ОКВЭД2'],
  ['okved2', '1', 'Введите код ОКВЭД2 цифрами с точками, например 01.11 или 62.01'],
  ['okved2', '04.11', 'Кода 04.11 нет в классификаторе («Основной ОКВЭД2»): проверьте код'],
  ['okopf', '', 'Выберите код ОКОПФ'],
  ['okopf', '99999', 'Кода 99999 нет в классификаторе («ОКОПФ»): проверьте код'],
  ['okfs', '', 'Выберите код ОКФС'],
  ['okfs', '99', 'Кода 99 нет в классификаторе («ОКФС»): проверьте код'],
  ['okogu', '123', 'Код ОКОГУ состоит из 7 цифр, например 4210014: проверьте код'],
  ['oksm', '', 'Введите код страны (ОКСМ)'],
  ['oksm', '64', 'Код страны состоит из 3 цифр, например 643 (Россия): проверьте код'],
  ['oksm', '999', 'Кода 999 нет в классификаторе («Код страны (ОКСМ)»): проверьте код'],
  ['oktmo', '', 'Введите код ОКТМО'],
  ['oktmo', '3270', 'Код ОКТМО состоит из 8 или 11 цифр: проверьте, все ли цифры введены'],
  ['okato', '123', 'Код ОКАТО состоит из 2, 5, 8 или 11 цифр: проверьте, все ли цифры введены'],
  [
    'parentOkpo',
    '123',
    'Длина ОКПО / Идентификационного номера должна быть 8, 10, 12 или 14 символов, включая лидирующие нули. Пример ОКПО / Идентификационного номера – 00000011.',
  ],
  ['email', '', 'Введите адрес электронной почты'],
  ['email', 'нет', 'Введите один адрес электронной почты, в нём один знак @, например otchet@example.ru'],
  ['email', 'a b@example.ru', 'Удалите из адреса электронной почты пробелы и невидимые знаки'],
  ['email', 'a@b', 'Проверьте часть адреса электронной почты после знака @, например otchet@example.ru'],
  ['email', `${'a'.repeat(250)}@example.ru`, 'Адрес электронной почты не длиннее 254 знаков: введите другой адрес'],
  ['postalAddress', '', 'Введите почтовый адрес с индексом'],
  ['phone', '', 'Введите телефон с кодом города или оператора, например +7 495 123-45-67 доб. 89'],
  [
    'phone',
    '12345',
    'Введите российский номер: +7 и десять цифр вместе с кодом города или оператора, например +7 495 123-45-67 доб. 89',
  ],
  [
    'phone',
    '+7 495 123-45-67 доб. пять',
    'После «доб.» введите добавочный номер, от 1 до 10 цифр, например +7 495 123-45-67 доб. 89',
  ],
  ['headName', '', 'Введите фамилию, имя и отчество руководителя'],
  ['headName', 'Иванов 2', 'Руководитель (ФИО): оставьте только буквы, пробелы, дефисы, апострофы и точки'],
  ['officeCode', '', 'Выберите ТОГС: введите его код, название или регион'],
  [
    'officeCode',
    'Атлантида',
    'ТОГС «Атлантида» не найден: введите код, название или регион и выберите строку из подсказки',
  ],
  ['note', 'я'.repeat(1001), 'Текст не длиннее 1000 знаков: сократите его'],
  ['respondentComment', 'я'.repeat(1001), 'Текст не длиннее 1000 знаков: сократите его'],
  ['additionalContacts', 'я'.repeat(1001), 'Текст не длиннее 1000 знаков: сократите его'],
]

it.each(WRONG)('%s: %j', async (field, typed, message) => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, [field]: typed })

  expect(browser.status).toBe(422)
  expect(browser.errors).toEqual([{ field, text: message }])
  expect(browser.$(`#${field}-error`).text()).toContain(message)
  expect(browser.value(field)).toBe(typed)
})

const WRONG_PASSWORDS: [password: string, repeat: string, errors: [string, string][]][] = [
  ['short1A', 'short1A', [['password', 'Пароль должен быть не короче 8 знаков: добавьте знаки']]],
  ['onlyletters', 'onlyletters', [['password', 'Добавьте в пароль: заглавную букву, цифру или знак препинания']]],
  [
    'Zimniy-vecher-1',
    'Zimniy-vecher-2',
    [['passwordRepeat', 'Пароль и подтверждение не совпадают: введите их ещё раз']],
  ],
  [
    'A48724475b',
    'A48724475b',
    [
      [
        'password',
        'Пароль не должен содержать ОКПО или адрес электронной почты: придумайте другой или сгенерируйте его',
      ],
    ],
  ],
  ['Aa1'.repeat(43), 'Aa1'.repeat(43), [['password', 'Пароль должен быть не длиннее 128 знаков: сократите его']]],
]

it.each(WRONG_PASSWORDS)('password %j repeated as %j', async (password, passwordRepeat, errors) => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, password, passwordRepeat })

  expect(browser.status).toBe(422)
  expect(browser.errors.map(({ field, text }) => [field, text])).toEqual(errors)
  expect(browser.html).not.toContain(password)
})

it('says everything at once, in the order of the page, with links to fields that are there', async () => {
  const other = await begin(new Browser(test.app), '00136352')
  await other.submit({})

  expect(other.status).toBe(422)
  expect(other.title).toMatch(/^Ошибка: /)
  expect(other.errors.map(({ field }) => field)).toEqual([
    'shortName',
    'fullName',
    'enterpriseType',
    'inn',
    'okved2',
    'okopf',
    'okfs',
    'oktmo',
    'subsidiary',
    'email',
    'postalAddress',
    'phone',
    'headName',
    'officeCode',
    'password',
  ])
  for (const { field } of other.errors) expect(`${field} ${other.$(`#${field}`).length}`).toBe(`${field} 1`)
})

it('asks a subsidiary for its parent, which is somebody else', async () => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, subsidiary: 'yes', parentOkpo: '' })
  expect(browser.errors).toEqual([{ field: 'parentOkpo', text: 'Введите ОКПО головной организации' }])
  await browser.submit({ ...RIGHT, subsidiary: 'yes', parentOkpo: '48724475' })
  expect(browser.errors[0]?.text).toContain('совпадает с ОКПО самой организации')
})

it.each(['02347699', 'КЕМЕРОВОСТАТ', 'Кемеровская', '42'])('finds the office by «%s»', async officeCode => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, officeCode })
  expect(browser.url).toBe('/registration/certificates')
})

it('names the offices that an ambiguous text may mean', async () => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, officeCode: 'область' })
  expect(browser.errors[0]?.text).toMatch(/подходит несколько ТОГС: .+ и другие\. Уточните выбор/)
})

const WARNED: [field: string, values: Record<string, string>, message: string][] = [
  ['okopf', { okopf: '50102' }, 'Код ОКОПФ не подходит к типу предприятия'],
  ['oktmo', { oktmo: '45000000' }, 'Код ОКТМО относится к другому региону, чем выбранный ТОГС'],
  ['okato', { okato: '45' }, 'Код ОКАТО относится к другому региону, чем выбранный ТОГС'],
]

it.each(WARNED)('only warns about %s', async (field, values, message) => {
  await browser.open('/registration/general')
  await browser.submit({ ...RIGHT, ...values })
  expect(browser.url).toBe('/registration/certificates')
  await browser.open('/registration/general')
  expect(browser.$(`#${field}-warning`).text()).toContain(message)
  await browser.open('/registration/check')
  expect(browser.text).toContain(message)
})
