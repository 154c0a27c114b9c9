import * as rules from '../../../src/features/applications/control/identifier-rules'
import { FREE_OKPO } from '../../support/applicant'
import { type Case, saidBy } from './facts'

const INN_12 = '500100732259'
const OGRNIP = '304500116000157'

describe('The check digit of the ОКПО', () => {
  const warning = 'warning okpo: Контрольная цифра ОКПО не сходится: сверьте номер с уведомлением Росстата'
  it.each<Case>([
    ['is right', {}, []],
    ['is wrong in the example of the instructions, which is a warning', { okpo: '00000011' }, [warning]],
    ['is not known of a number of 14 digits', { okpo: '12345678901234' }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.okpoCheckDigit, given)).toEqual(said)
  })
})

describe('The length of the ОКПО and the type', () => {
  const warning =
    'warning enterpriseType: Длина ОКПО не подходит к типу предприятия: у юридического лица и органа власти 8 цифр, у ИП 8 или 10, у ТОСП 14. Проверьте номер и тип'
  it.each<Case>([
    ['fit each other', {}, []],
    ['differ: 8 digits of a ТОСП', { general: { enterpriseType: 'branch' } }, [warning]],
    ['differ: 10 digits of a legal entity', { okpo: '0123456789' }, [warning]],
    ['fit: 10 digits of an entrepreneur', { okpo: '0123456789', general: { enterpriseType: 'entrepreneur' } }, []],
    ['cannot be compared before the type is chosen', { general: { enterpriseType: '' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.okpoLengthFitsType, given)).toEqual(said)
  })
})

describe('The length of the ИНН and the type', () => {
  const error =
    'error inn: Длина ИНН не подходит к типу предприятия: введите 12 цифр для ИП, 10 цифр для остальных типов'
  it.each<Case>([
    ['fit each other', {}, []],
    ['differ: 10 digits of an entrepreneur', { general: { enterpriseType: 'entrepreneur' } }, [error]],
    ['differ: 12 digits of a legal entity', { general: { inn: INN_12 } }, [error]],
    ['fit: 12 digits of an entrepreneur', { general: { inn: INN_12, enterpriseType: 'entrepreneur' } }, []],
    ['cannot be compared while the ИНН is wrong', { general: { inn: '1' } }, []],
    ['cannot be compared before the type is chosen', { general: { inn: INN_12, enterpriseType: '' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.innLengthFitsType, given)).toEqual(said)
  })
})

describe('The ОГРН', () => {
  const error = 'error ogrn: Введите ОГРН (у предпринимателя ОГРНИП)'
  it.each<Case>([
    ['is there', {}, []],
    ['is missing at a legal entity', { general: { ogrn: '' } }, [error]],
    ['is missing at a public authority', { general: { ogrn: ' ', enterpriseType: 'authority' } }, [error]],
    ['is missing at an entrepreneur', { general: { ogrn: '', enterpriseType: 'entrepreneur' } }, [error]],
    ['is not asked of a ТОСП', { general: { ogrn: '', enterpriseType: 'branch' } }, []],
    ['is not asked for before the type is chosen', { general: { ogrn: '', enterpriseType: '' } }, []],
    ['is wrong, which its own field says', { general: { ogrn: '1' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.ogrnIsThere, given)).toEqual(said)
  })
})

describe('The length of the ОГРН and the type', () => {
  const error =
    'error ogrn: Длина ОГРН / ОГРНИП не подходит к типу предприятия: введите 15 цифр для ИП, 13 цифр для остальных типов'
  it.each<Case>([
    ['fit each other', {}, []],
    ['differ: ОГРНИП of a legal entity', { general: { ogrn: OGRNIP } }, [error]],
    ['differ: ОГРН of an entrepreneur', { general: { enterpriseType: 'entrepreneur' } }, [error]],
    ['fit: ОГРНИП of an entrepreneur', { general: { ogrn: OGRNIP, enterpriseType: 'entrepreneur' } }, []],
    ['are not compared while there is no ОГРН', { general: { ogrn: '' } }, []],
    ['are not compared before the type is chosen', { general: { ogrn: OGRNIP, enterpriseType: '' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.ogrnLengthFitsType, given)).toEqual(said)
  })
})

describe('The ОКОПФ and the type', () => {
  const warning =
    'warning okopf: Код ОКОПФ не подходит к типу предприятия: у ИП он начинается с 5, у ТОСП с 3, у остальных с других цифр. Проверьте код и тип'
  it.each<Case>([
    ['fit each other', {}, []],
    ['differ: a person’s form of a legal entity', { general: { okopf: '50102' } }, [warning]],
    ['differ: an organisation’s form of an entrepreneur', { general: { enterpriseType: 'entrepreneur' } }, [warning]],
    ['fit: a ТОСП', { general: { okopf: '30002', enterpriseType: 'branch' } }, []],
    ['are not compared before the code is chosen', { general: { okopf: '' } }, []],
    ['are not compared before the type is chosen', { general: { okopf: '50102', enterpriseType: '' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.okopfFits, given)).toEqual(said)
  })
})

describe('The parent organisation', () => {
  it.each<Case>([
    ['is not asked for when there is none', {}, []],
    ['is asked for', { general: { subsidiary: 'yes' } }, ['error parentOkpo: Введите ОКПО головной организации']],
    ['is named', { general: { subsidiary: 'yes', parentOkpo: '00136352' } }, []],
    [
      'is not the organisation itself',
      { general: { subsidiary: 'yes', parentOkpo: FREE_OKPO } },
      [
        'error parentOkpo: ОКПО головной организации совпадает с ОКПО самой организации: введите ОКПО головной организации',
      ],
    ],
    ['is wrong, which its own field says', { general: { subsidiary: 'yes', parentOkpo: '1' } }, []],
    ['is not asked for before the question is answered', { general: { subsidiary: '' } }, []],
  ])('%s', (_title, given, said) => {
    expect(saidBy(rules.parentIsNamed, given)).toEqual(said)
  })
})
