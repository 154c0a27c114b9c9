import { field } from '../fields'
import { withoutSpaces } from './digits'

/**
 * ОКВЭД2, ОК 029-2014: class, subclass, group, subgroup, kind: `01`, `01.1`, `01.11`, `01.11.1`, `01.11.11`.
 * A comma counts as a dot: that is what the digit pad of a Russian keyboard types.
 */
export const okved2 = field((typed, fail) => {
  const code = activityCode(typed)
  if (code === '') fail('okved2.required', 'Введите код основного вида деятельности по ОКВЭД2')
  if (!isOkvedFormat(code)) fail('okved2.format', 'Введите код ОКВЭД2 цифрами с точками, например 01.11 или 62.01')
  if (/^[0.]+$/.test(code)) fail('okved2.zeros', 'Код ОКВЭД2 не может состоять из одних нулей: введите настоящий')
  return code
})

/** The shape that codes of ОКВЭД2 and ОКВЭД (2001) share. */
export const isOkvedFormat = (code: string): boolean => /^[0-9]{2}(\.[0-9]{1,2}(\.[0-9]{1,2})?)?$/.test(code)

/** The two-digit class that a well-formed code lies in. */
export const okved2Class = (code: string): string => code.slice(0, 2)

/** What was typed, without spaces and with dots between the groups. */
export const activityCode = (typed: string): string => withoutSpaces(typed).replaceAll(',', '.')
