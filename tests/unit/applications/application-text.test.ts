import { applicationText, contactLines } from '../../../src/features/applications/application-text'
import { typedLines } from '../../../src/features/applications/typed-lines'
import { GENERAL } from '../../support/applicant'
import { CONTACT } from '../../support/application-builder'
import { factsOf, REFERENCE } from './facts'

const contactOf = (values: Record<string, string> = {}) => {
  const value = factsOf({ contacts: [values] }).contacts[0]?.parsed.value
  if (value === undefined) throw new Error('the contact is not right')
  return value
}

const general = { ...GENERAL, note: 'Первая строка\nПароль: 1' }

describe('The application as text', () => {
  const text = applicationText(
    { okpo: '48724475', number: '2026-000001', general, contacts: [contactOf(CONTACT)] },
    REFERENCE,
  ).toString('utf8')

  it('can be read without any program', () => {
    expect(text.split('\r\n')).toEqual([
      '\uFEFFЗаявка на регистрацию № 2026-000001',
      '',
      'ОКПО / Идентификационный номер ТОСП: 48724475',
      'Краткое наименование: ООО «Пример»',
      'Полное наименование: Общество с ограниченной ответственностью «Пример»',
      'Тип предприятия: Юридическое лицо',
      'ИНН: 7736050003',
      'ОГРН / ОГРНИП: 1027700132195',
      'Основной ОКВЭД2: 01.11',
      'ОКОПФ: 12300 – Общества',
      'ОКФС: 16 – Частная собственность',
      'Код страны (ОКСМ): 643 – Россия',
      'ОКТМО: 32701000',
      'Дочерняя организация: Нет',
      'Адрес электронной почты: office@primer.example',
      'Почтовый адрес: 650000, Кемерово, Советский проспект, 1',
      'Контактный телефон: +7 384 212-34-56',
      'Руководитель организации (ФИО): Иванов Иван Иванович',
      'ТОГС (РОГС): 02347699 – КЕМЕРОВОСТАТ',
      'Примечание: Первая строка',
      '    Пароль: 1',
      '',
      'Контакт 1',
      'Фамилия: Петров',
      'Имя: Пётр',
      'Отчество: Петрович',
      'Должность: Главный бухгалтер',
      'Телефон: +7 384 212-34-57',
      'E-mail: Petrov@primer.example',
      'Основание полномочий: Доверенность',
      'Номер доверенности: 15/2026',
      'Дата доверенности: 12.01.2026',
      'Доверенность действует до: 31.12.2027',
      'Заполнение отчётов: Да',
      'Подписание и отправка отчётов: Да',
      'Просмотр отчётов: Нет',
      '',
    ])
  })

  it('holds no password, although the form has one', () => {
    expect(text).not.toContain(GENERAL.password)
  })
})

it('leaves out what a contact does not have', () => {
  const labels = contactLines(
    contactOf({ middleName: '', basis: '', basisNumber: '', basisDate: '', basisValidUntil: '' }),
  ).map(({ label }) => label)

  expect(labels).toEqual([
    'Фамилия',
    'Имя',
    'Должность',
    'Телефон',
    'E-mail',
    'Заполнение отчётов',
    'Подписание и отправка отчётов',
    'Просмотр отчётов',
  ])
})

describe('Typed values in words', () => {
  const inWords = (values: Record<string, string>) =>
    Object.fromEntries(typedLines(values, REFERENCE).map(({ field, value }) => [field, value]))

  it('name codes and choices', () => {
    expect(
      inWords({
        enterpriseType: 'entrepreneur',
        okved2: '62.01',
        okopf: ' 50102 ',
        customerKind: 'other',
        investmentKind: 'financial',
        farNorth: 'equated',
        subsidiary: 'yes',
        officeCode: 'московская область',
      }),
    ).toMatchObject({
      enterpriseType: 'Индивидуальный предприниматель',
      okved2: '62.01 – Разработка программ',
      okopf: '50102 – Предприниматели',
      customerKind: 'Заказчик по 223-ФЗ',
      investmentKind: 'Финансовые вложения',
      farNorth: 'Местность, приравненная к районам Крайнего Севера',
      subsidiary: 'Да',
      officeCode: '№ 77 – МОССТАТ',
    })
  })

  it('stay as typed where nothing is known of them', () => {
    const typed = {
      enterpriseType: 'zzz',
      okved2: '99.9',
      okopf: 'x',
      customerKind: 'y',
      subsidiary: '?',
      officeCode: 'Нов',
    }

    expect(inWords(typed)).toMatchObject(typed)
  })

  it('do not mistake what every object has for a choice', () => {
    const typed = { customerKind: 'constructor', subsidiary: 'toString', farNorth: '__proto__' }

    expect(inWords(typed)).toMatchObject(Object.fromEntries(Object.entries(typed)))
  })

  it('stand in the order of the page, empty ones too', () => {
    const lines = typedLines({}, REFERENCE)

    expect(lines).toHaveLength(26)
    expect(lines[0]).toEqual({ field: 'shortName', label: 'Краткое наименование', value: '' })
    expect(lines.at(-1)).toEqual({ field: 'additionalContacts', label: 'Дополнительные контакты', value: '' })
  })
})
