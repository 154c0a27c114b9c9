import { field } from '../fields'
import { refuseZeros, withoutSeparators } from './digits'

/**
 * КПП: tax office (4 digits), reason (2 digits or Latin capitals), number (3 digits).
 * Source: order of the tax service ММВ-7-6/435@ of 29.06.2012.
 */
export const kpp = field((typed, fail) => {
  const code = withoutSeparators(typed).toUpperCase()
  if (code === '') fail('kpp.required', 'Введите КПП')
  if (/\p{Script=Cyrillic}/u.test(code)) fail('kpp.letters', 'Буквы в КПП латинские: переключите раскладку клавиатуры')
  if (!isKpp(code))
    fail('kpp.format', 'КПП состоит из 9 знаков, например 770801001: четыре цифры, два знака причины, три цифры')
  refuseZeros(code, fail, { rule: 'kpp', name: 'КПП' })
  return code
})

export const isKpp = (code: string): boolean => /^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$/.test(code)
