import { field } from '../fields'
import { readDigits, refuseZeros } from './digits'
import type { EnterpriseType } from './enterprise-type'

const WORDS = { rule: 'okopf', name: 'Код ОКОПФ', required: 'Выберите код ОКОПФ' }

/** ОКОПФ, ОК 028-2012: 5 digits, often written in groups («1 23 00»). */
export const okopf = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (digits.length !== 5) fail('okopf.length', 'Код ОКОПФ состоит из 5 цифр, например 12300: проверьте код')
  refuseZeros(digits, fail, WORDS)
  return digits
})

/** 5xxxx are forms of persons, 3xxxx of organisations without the rights of a legal entity. For a warning only. */
export const okopfFitsType = (okopf: string, type: EnterpriseType): boolean => {
  if (type === 'entrepreneur') return okopf.startsWith('5')
  if (type === 'branch') return okopf.startsWith('3')
  return !okopf.startsWith('5') && !okopf.startsWith('3')
}

export const OKOPF_TYPE_WARNING = {
  rule: 'okopf.type',
  message:
    'Код ОКОПФ не подходит к типу предприятия: у ИП он начинается с 5, у ТОСП с 3, у остальных с других цифр. Проверьте код и тип',
} as const
