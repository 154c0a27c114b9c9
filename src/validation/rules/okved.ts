import { field } from '../fields'
import { activityCode } from './okved2'

const MAX = 8

/**
 * ОКВЭД (ОК 029-2001), superseded in 2017 and kept for old records. A code of the wrong shape or an unknown one is a
 * warning, so only what cannot be stored is refused: more than 8 characters or characters that are no text.
 */
export const okved = field((typed, fail) => {
  const code = activityCode(typed)
  if (code === '') fail('okved.required', 'Введите код ОКВЭД')
  if ([...code].length > MAX) fail('okved.too_long', 'Код ОКВЭД не длиннее 8 знаков: оставьте один код, например 01.11')
  if (/[^\p{L}\p{Nd}\p{P}]/u.test(code)) fail('okved.characters', 'Введите код ОКВЭД цифрами с точками, например 01.11')
  return code
})

export const OKVED_FORMAT_WARNING = {
  rule: 'okved.format',
  message: 'Код ОКВЭД обычно пишут цифрами с точками, например 01.11: проверьте код',
} as const

export const OKVED_UNKNOWN_WARNING = {
  rule: 'okved.unknown',
  message: 'Такого кода нет в ОКВЭД (2001): проверьте код или очистите поле, заполнять его не обязательно',
} as const
