import { contactForm, contactName } from '../../../src/features/applications/contact.form'
import { CONTACT } from '../../support/application-builder'

const parse = (values: Record<string, string>) => contactForm.parse({ ...CONTACT, ...values })
const errorsOf = (values: Record<string, string>) =>
  parse(values).errors.map(({ field, message }) => `${field}: ${message}`)

it.each([
  ['12.01.2026', '2026-01-12'],
  ['1.2.2026', '2026-02-01'],
  ['01/02/2026', '2026-02-01'],
  ['01-02-2026', '2026-02-01'],
  [' 01 02 2026 ', '2026-02-01'],
  ['2026-02-01', '2026-02-01'],
  ['29.02.2028', '2028-02-29'],
])('reads the date %s as %s', (typed, day) => {
  expect(parse({ basisDate: typed }).value?.basisDate).toBe(day)
})

it.each([
  '29.02.2027',
  '31.04.2026',
  '00.01.2026',
  '32.01.2026',
  '01.13.2026',
  '1.1.26',
  '01.01.1989',
  '01.01.2101',
  'вчера',
  '2026',
  '2026-02',
  '2026-02-30',
  '1e3',
  '01.01.2026 г.',
])('refuses the date %s', typed => {
  expect(errorsOf({ basisDate: typed })).toEqual([
    'basisDate: Дата доверенности: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027',
  ])
})

it.each([
  ['lastName', '', 'Введите фамилию'],
  ['lastName', 'Иванов2', 'Фамилия: оставьте только буквы, пробелы, дефисы, апострофы и точки'],
  ['lastName', 'И'.repeat(101), 'Фамилия: сократите до 100 знаков'],
  ['firstName', '-', 'Введите имя'],
  ['middleName', '<b>', 'Отчество: оставьте только буквы, пробелы, дефисы, апострофы и точки'],
  ['position', ' ', 'Введите должность'],
  ['position', 'x'.repeat(256), 'Должность не длиннее 255 знаков: сократите её'],
  ['phone', '', 'Введите телефон с кодом города или оператора, например +7 495 123-45-67 доб. 89'],
  ['email', '', 'Введите адрес электронной почты'],
  ['certificate', 'abc', 'Выберите сертификат из списка'],
  ['certificate', '-1', 'Выберите сертификат из списка'],
  ['basis', 'word', 'Выберите основание полномочий из списка'],
  ['basis', 'constructor', 'Выберите основание полномочий из списка'],
  ['basisNumber', '1'.repeat(101), 'Номер доверенности не длиннее 100 знаков: проверьте его'],
  ['basisValidUntil', '31.02.2027', 'Срок действия доверенности: введите дату в виде ДД.ММ.ГГГГ, например 31.12.2027'],
])('refuses %s «%s»', (field, typed, message) => {
  expect(errorsOf({ [field]: typed })).toEqual([`${field}: ${message}`])
})

it.each([
  ['yes', true],
  ['', false],
  ['no', false],
  ['on', false],
])('takes a tick of «%s» for %s', (typed, ticked) => {
  expect(parse({ mayView: typed }).value?.mayView).toBe(ticked)
})

it('calls a contact by what is typed of the name', () => {
  expect(contactName({ lastName: 'Петров', firstName: ' ', middleName: 'Петрович' })).toBe('Петров Петрович')
  expect(contactName({})).toBe('')
})
