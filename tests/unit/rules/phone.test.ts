import { phone } from '../../../src/validation/rules/phone'
import { NAUGHTY } from './naughty'
import { ruleOf, sentenceOf, valueOf } from './reading'

describe('a telephone number', () => {
  it.each([
    ['+7 495 845-15-77', '+74958451577', null],
    ['8 (495) 845-15-77', '+74958451577', null],
    ['84958451577', '+74958451577', null],
    ['7 495 845 15 77', '+74958451577', null],
    ['(495) 845.15.77', '+74958451577', null],
    ['8\u00a0495\u2011845\u201315\u221277', '+74958451577', null],
    ['+7(34551)2-12-34', '+73455121234', null],
    ['8 800 200-00-00', '+78002000000', null],
    ['тел. 8 921 123 45 67', '+79211234567', null],
    ['8 (495) 845-15-77 (доб. 77-896)', '+74958451577', '77896'],
    ['8 (495) 845-15-77, доб. 12', '+74958451577', '12'],
    ['8(495)8451577доб12', '+74958451577', '12'],
    ['+7 495 845-15-77 вн.0123', '+74958451577', '0123'],
    ['+7 495 845-15-77 внутр. 5', '+74958451577', '5'],
    ['+7 495 845-15-77 внутренний: 5', '+74958451577', '5'],
    ['+7 495 845-15-77 ext. 99', '+74958451577', '99'],
    ['+7 495 845-15-77 ДОБАВОЧНЫЙ 7', '+74958451577', '7'],
    ['+7 495 845-15-77 #7', '+74958451577', '7'],
  ])('is read: %j', (typed, e164, extension) => {
    expect(valueOf(phone, typed)).toEqual({ typed, e164, extension })
  })

  it('is kept as typed but for its ends and invisible marks', () => {
    expect(valueOf(phone, ' \u202a+7 495 845\u200b-15-77\u202c ')).toEqual({
      typed: '+7 495 845-15-77',
      e164: '+74958451577',
      extension: null,
    })
  })

  it.each([
    ['', 'phone.required'],
    ['2-12-34', 'phone.length'],
    ['845-15-77', 'phone.length'],
    ['+7 495 845-15-7', 'phone.length'],
    ['+7 495 845-15-777', 'phone.length'],
    ['9 495 845-15-77', 'phone.length'],
    ['+375 17 123-45-67', 'phone.length'],
    ['+1 202 555 0100', 'phone.length'],
    ['8 10 375 17 1234567', 'phone.length'],
    ['0000000000', 'phone.area_code'],
    ['+7 727 123-45-67', 'phone.area_code'],
    ['8 (495) 845-15-77, 8 (495) 845-15-78', 'phone.several'],
    ['8 495 845-15-77 или 8 495 845-15-78', 'phone.several'],
    ['8 495 845-15-77 Мария', 'phone.characters'],
    ['8 495 845\n15 77', 'phone.characters'],
    ['8 495 84515＋7', 'phone.characters'],
    ['８ ４９５ ８４５ １５ ７７', 'phone.digits'],
    ['+7 495 845-15-77 доб.', 'phone.extension'],
    ['+7 495 845-15-77 доб. спросить', 'phone.extension'],
    ['+7 495 845-15-77 доб. 12345678901', 'phone.extension'],
    [`+7 495 845-15-77${' '.repeat(100)}1`, 'phone.too_long'],
  ])('is refused: %j by the rule %s', (typed, rule) => {
    expect(ruleOf(phone, typed)).toBe(rule)
  })

  it('says what to do', () => {
    expect(sentenceOf(phone, '845-15-77')).toBe(
      'Введите российский номер: +7 и десять цифр вместе с кодом города или оператора, например +7 495 123-45-67 доб. 89',
    )
  })

  it('is not made of any naughty string', () => {
    expect(NAUGHTY.filter(typed => ruleOf(phone, typed) === undefined)).toEqual([])
  })
})
