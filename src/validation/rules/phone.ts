import { field } from '../fields'

/**
 * `typed` is kept and shown, without the invisible marks that come along when a number is copied: people group regional
 * numbers in ways that no library restores. `e164` (`+74958451577`)
 * is for comparing and dialling; `extension` holds the digits that are dialled after the answer.
 */
export type Phone = { typed: string; e164: string; extension: string | null }

const MAX = 100
const EXAMPLE = 'например +7 495 123-45-67 доб. 89'

/** A Russian telephone number in any writing: +7, 7, 8 or nothing before ten digits. */
export const phone = field((entered, fail): Phone => {
  const typed = entered.replace(/\p{Cf}/gu, '').trim()
  if (typed === '') fail('phone.required', `Введите телефон с кодом города или оператора, ${EXAMPLE}`)
  if ([...typed].length > MAX) fail('phone.too_long', `Телефон не длиннее ${MAX} знаков: введите один номер`)
  if (/[^\P{Nd}0-9]/u.test(typed))
    fail('phone.digits', 'Телефон набран необычными цифрами: наберите его заново цифрами от 0 до 9')
  if (/\p{Cc}/u.test(typed)) fail('phone.characters', `Введите телефон в одну строку, ${EXAMPLE}`)
  const { main, extension } = splitExtension(typed)
  if (/[,;]|\d\s*\/\s*\d{5}|\sи\s|\sили\s/.test(main)) fail('phone.several', `Введите один номер телефона, ${EXAMPLE}`)
  if (!/^\+?[\d\s().\-\u2010-\u2015\u2212/]+$/.test(main))
    fail('phone.characters', `Введите телефон цифрами, без других слов, ${EXAMPLE}`)
  const national = nationalNumber(main)
  if (national === undefined)
    return fail(
      'phone.length',
      `Введите российский номер: +7 и десять цифр вместе с кодом города или оператора, ${EXAMPLE}`,
    )
  if (!/^[3489]/.test(national))
    fail('phone.area_code', 'Код города или оператора в России начинается с 3, 4, 8 или 9: проверьте номер телефона')
  if (extension !== null && !/^\d{1,10}$/.test(extension))
    fail('phone.extension', `После «доб.» введите добавочный номер, от 1 до 10 цифр, ${EXAMPLE}`)
  return { typed, e164: `+7${national}`, extension }
})

const EXTENSION = /[\s(,;]*(?:доб(?:авочный)?|вн(?:утр(?:енний)?)?|ext(?:ension)?|#)[.:\s]*/iu
const PREFIX = /^(?:телефон|тел|моб|раб|т)[.:\s]+/iu

/** «8 (495) 845-15-77 (доб. 77-896)» → the number and `77896`; without an extension its part is null. */
const splitExtension = (typed: string): { main: string; extension: string | null } => {
  const text = typed.replace(PREFIX, '')
  const sign = EXTENSION.exec(text)
  if (sign === null) return { main: text, extension: null }
  const tail = text.slice(sign.index + sign[0].length)
  return { main: text.slice(0, sign.index), extension: tail.replace(/[\s().\-\u2010-\u2015\u2212]/g, '') }
}

/** The ten digits after +7 or 8; undefined when there are more or fewer, or another country. */
const nationalNumber = (main: string): string | undefined => {
  const digits = main.replace(/\D/g, '')
  if (main.startsWith('+')) return /^7\d{10}$/.test(digits) ? digits.slice(1) : undefined
  if (/^[78]\d{10}$/.test(digits)) return digits.slice(1)
  return digits.length === 10 ? digits : undefined
}
