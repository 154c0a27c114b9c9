import { personName, personNamePart } from '../../../src/validation/rules/person-name'
import { postalAddress } from '../../../src/validation/rules/postal-address'
import { ruleOf, sentenceOf, valueOf } from './reading'

describe("a person's name", () => {
  it.each([
    ['Демонстрационный Пример Примерович', 'Демонстрационный Пример Примерович'],
    ['  Демо   Анна-Мария ', 'Демо Анна-Мария'],
    ["О'Демо Ж.\u00a0Д.", "О'Демо Ж. Д."],
    ['д’Артемо Али оглы', 'д’Артемо Али оглы'],
    ['Демои\u0306', 'Демой'],
    ['Ærø Müller', 'Ærø Müller'],
  ])('is taken: %j as %j', (typed, name) => {
    expect(valueOf(personName, typed)).toBe(name)
  })

  it.each([
    ['', 'name.required'],
    ['---', 'name.letters'],
    ['Демо2', 'name.characters'],
    ['Демо <b>', 'name.characters'],
    ['Демо\nИмя', 'name.characters'],
    ['Демо\u0000', 'name.characters'],
    ['Демо\u202e', 'name.characters'],
    ['Демо, директор', 'name.characters'],
    ['00000', 'name.characters'],
    ['д'.repeat(256), 'name.too_long'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(personName, typed)).toBe(rule)
  })

  it('has its own sentence and length in every field', () => {
    const lastName = personNamePart({ required: 'Введите фамилию', name: 'Фамилия' })
    expect(sentenceOf(lastName, '')).toBe('Введите фамилию')
    expect(sentenceOf(lastName, 'д'.repeat(101))).toBe('Фамилия: сократите до 100 знаков')
    expect(valueOf(lastName, 'д'.repeat(100))).toHaveLength(100)
    expect(valueOf(personName, 'д'.repeat(255))).toHaveLength(255)
  })
})

describe('a postal address', () => {
  it('is free text of up to 500 characters', () => {
    const address = '101000, г. Москва, ул. Примерная, д. 1/2, корп. «А», пом. №3'
    expect(valueOf(postalAddress, ` ${address} `)).toBe(address)
    expect(valueOf(postalAddress, 'д'.repeat(500))).toHaveLength(500)
  })

  it.each([
    ['', 'postalAddress.required'],
    ['000000', 'postalAddress.letters'],
    ['101000, 1-2', 'postalAddress.letters'],
    ['д'.repeat(501), 'postalAddress.text'],
    ['г. Москва\u0000', 'postalAddress.text'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(postalAddress, typed)).toBe(rule)
    expect(sentenceOf(postalAddress, typed)).not.toBe('')
  })
})
