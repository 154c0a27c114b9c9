import * as rules from '../../../src/features/applications/control/classifier-rules'
import { type Case, saidBy } from './facts'

describe('A code of a classifier', () => {
  it.each<Case>([
    ['is known', {}, []],
    ['of a class whose groups are not held counts as known', { general: { okved2: '01.99' } }, []],
    [
      'of a class whose groups are held must be among them',
      { general: { okved2: '62.99' } },
      ['error okved2: Кода 62.99 нет в классификаторе («Основной ОКВЭД2»): проверьте код'],
    ],
    [
      'is unknown: all fields at once',
      { general: { okved2: '98', okopf: '19999', okfs: '77', oksm: '999' } },
      [
        'error okved2: Кода 98 нет в классификаторе («Основной ОКВЭД2»): проверьте код',
        'error okopf: Кода 19999 нет в классификаторе («ОКОПФ»): проверьте код',
        'error okfs: Кода 77 нет в классификаторе («ОКФС»): проверьте код',
        'error oksm: Кода 999 нет в классификаторе («Код страны (ОКСМ)»): проверьте код',
      ],
    ],
    [
      'that was closed is a warning',
      { general: { okopf: '12165' } },
      ['warning okopf: Код 12165 («ОКОПФ») больше не действует: укажите действующий код, если знаете его'],
    ],
    ['is in force on its last day', { general: { okopf: '12165' }, now: new Date('2014-09-01T20:00:00Z') }, []],
    [
      'is not looked up while the field is empty or wrong',
      { general: { okved2: 'x', okopf: '', okfs: '1', oksm: '' } },
      [],
    ],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.codesAreKnown, given)).toEqual(said)
  })
})

describe('The ОКВЭД of 2001', () => {
  it.each<Case>([
    ['may be left out', {}, []],
    ['has the usual shape', { general: { okved: '01.11' } }, []],
    [
      'of another shape is a warning',
      { general: { okved: '111' } },
      ['warning okved: Код ОКВЭД обычно пишут цифрами с точками, например 01.11: проверьте код'],
    ],
    ['is not judged while its field is wrong', { general: { okved: '123456789' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.okvedLooksRight, given)).toEqual(said)
  })
})

describe('The office', () => {
  it.each<Case>([
    ['is known by its label', {}, []],
    ['is known by its code', { general: { officeCode: '02347699' } }, []],
    ['is known by its name in small letters', { general: { officeCode: 'кемеровостат' } }, []],
    ['is known by its region', { general: { officeCode: 'Кемеровская' } }, []],
    ['is known by its number', { general: { officeCode: '77' } }, []],
    [
      'is not known',
      { general: { officeCode: 'Атлантида' } },
      ['error officeCode: ТОГС «Атлантида» не найден: введите код, название или регион и выберите строку из подсказки'],
    ],
    [
      'is closed, so it is not known',
      { general: { officeCode: 'ЗАКРЫТСТАТ' } },
      [
        'error officeCode: ТОГС «ЗАКРЫТСТАТ» не найден: введите код, название или регион и выберите строку из подсказки',
      ],
    ],
    [
      'may be one of several',
      { general: { officeCode: 'Нов' } },
      [
        'error officeCode: Под «Нов» подходит несколько ТОГС: № 54 – НОВОСИБИРСКСТАТ; № 53 – НОВГОРОДСТАТ. Уточните выбор',
      ],
    ],
    ['is not looked for while nothing is typed', { general: { officeCode: ' ' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.officeIsKnown, given)).toEqual(said)
  })
})

describe('The territory of the codes and of the office', () => {
  const oktmo = 'warning oktmo: Код ОКТМО относится к другому региону, чем выбранный ТОГС: проверьте код и ТОГС'
  const okato = 'warning okato: Код ОКАТО относится к другому региону, чем выбранный ТОГС: проверьте код и ТОГС'
  it.each<Case>([
    ['are the same', { general: { okato: '32' } }, []],
    ['differ in both codes', { general: { oktmo: '45301000', okato: '45' } }, [oktmo, okato]],
    ['are the same in the second region of an office', { general: { oktmo: '46701000', officeCode: '77' } }, []],
    ['are not compared while the office is not known', { general: { oktmo: '45301000', officeCode: 'Нов' } }, []],
    ['are not compared while the code is wrong', { general: { oktmo: '4' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.territoryFitsOffice, given)).toEqual(said)
  })
})
