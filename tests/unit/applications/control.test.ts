import {
  controlApplication,
  controlGeneral,
  hasErrors,
  hasWarnings,
  inPageOrder,
} from '../../../src/features/applications/control/control'
import { generalForm } from '../../../src/features/applications/general.form'
import { anOrganisation, factsOf } from './facts'

const EMPTY = Object.fromEntries(generalForm.fields.map(field => [field, '']))

it('finds nothing wrong with an application that is right', () => {
  expect(controlApplication(factsOf({ contacts: [{}] }))).toEqual([])
})

it('names everything that an empty form lacks, in the order of the page', () => {
  const found = controlGeneral(factsOf({ general: EMPTY, passwordSet: false }))

  expect(found.map(({ field, message }) => [field, message])).toEqual([
    ['shortName', 'Введите краткое наименование'],
    ['fullName', 'Введите полное наименование'],
    ['enterpriseType', 'Выберите тип предприятия'],
    ['inn', 'Введите ИНН организации'],
    ['okved2', 'Введите код основного вида деятельности по ОКВЭД2'],
    ['okopf', 'Выберите код ОКОПФ'],
    ['okfs', 'Выберите код ОКФС'],
    ['oksm', 'Введите код страны (ОКСМ)'],
    ['oktmo', 'Введите код ОКТМО'],
    ['subsidiary', 'Укажите, является ли организация дочерней: «Да» или «Нет»'],
    ['email', 'Введите адрес электронной почты'],
    ['postalAddress', 'Введите почтовый адрес с индексом'],
    ['phone', 'Введите телефон с кодом города или оператора, например +7 495 123-45-67 доб. 89'],
    ['headName', 'Введите фамилию, имя и отчество руководителя'],
    ['officeCode', 'Выберите ТОГС: введите его код, название или регион'],
    ['password', 'Введите пароль'],
  ])
})

it('puts the findings of all rules into the order of the page, the password between the office and the note', () => {
  const general = {
    shortName: '',
    inn: '500100732259',
    ogrn: '',
    okved: '111',
    okopf: '50102',
    oktmo: '45301000',
    subsidiary: 'yes',
    officeCode: 'КЕМЕРОВОСТАТ',
    note: 'x'.repeat(1001),
  }
  const organisation = anOrganisation({ okfs: '18', officeId: 77 })
  const found = controlGeneral(
    factsOf({ okpo: '00000011', general, organisation, registerState: 'found', passwordSet: false }),
  )

  expect(found.map(({ field }) => field)).toEqual([
    'okpo',
    'shortName',
    'inn',
    'ogrn',
    'okved',
    'okopf',
    'okfs',
    'oktmo',
    'parentOkpo',
    'officeCode',
    'password',
    'note',
  ])
})

it('keeps the order of two findings of one field and puts an unknown field last', () => {
  const finding = (field: string, rule: string) => ({ field, rule, severity: 'error' as const, message: rule })
  const sorted = inPageOrder([
    finding('other', '1'),
    finding('inn', '2'),
    finding('inn', '3'),
    finding('passwordRepeat', '4'),
    finding('password', '5'),
  ])

  expect(sorted.map(({ rule }) => rule).join('')).toBe('23541')
})

it('goes through the tabs in their order', () => {
  const found = controlApplication(factsOf({ general: { inn: '' }, certificates: [], contacts: [{ position: '' }] }))

  expect(found.map(({ field }) => field)).toEqual(['inn', 'certificate', 'contact-c1-position'])
  expect(hasErrors(found)).toBe(true)
  expect(hasWarnings(found)).toBe(true)
})

it('tells errors from warnings', () => {
  const found = controlApplication(factsOf({ certificates: [] }))

  expect(hasErrors(found)).toBe(false)
  expect(hasWarnings(found)).toBe(true)
})
