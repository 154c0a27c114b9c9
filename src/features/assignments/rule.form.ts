import { field } from '../../validation/fields'
import { defineForm, type RawValues } from '../../validation/form'
import { ENTERPRISE_TYPES, type EnterpriseType } from '../../validation/rules/enterprise-type'
import { isOkpoLength } from '../../validation/rules/okpo'

/** More of them are better given in a file. */
const MAX_OKPOS = 5000
const MAX_OKVED = 30

const words = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean)

/** «Назначить по правилу»: which form, for which year, to whom. The types are ticks, see `readRule`. */
export const ruleForm = defineForm({
  formCode: field((typed, fail): string => typed || fail('form.required', 'Выберите форму')),
  year: field((typed, fail): number | null => {
    if (typed === '') return null
    return /^20\d\d$/.test(typed) ? Number(typed) : fail('year', 'Введите год четырьмя цифрами, например 2026')
  }),
  types: field((typed): EnterpriseType[] => ENTERPRISE_TYPES.filter(type => typed.split(',').includes(type))),
  okved2: field((typed, fail): string[] => {
    const codes = words(typed)
    const wrong = codes.find(code => !/^\d{2}(\.\d{1,2}(\.\d{1,2})?)?$/.test(code))
    if (wrong !== undefined)
      fail('okved2', `Код ОКВЭД2 «${wrong.slice(0, 20)}» записан неверно: нужно начало кода, например 47 или 47.1`)
    return codes.length > MAX_OKVED ? fail('okved2.many', `Кодов больше ${MAX_OKVED}: объедините их`) : codes
  }),
  office: field(typed => typed),
  oktmo: field((typed, fail): string =>
    /^\d{0,11}$/.test(typed) ? typed : fail('oktmo', 'Введите начало ОКТМО: от 2 до 11 цифр'),
  ),
  okpos: field((typed, fail): string[] => {
    const codes = [...new Set(words(typed))]
    const wrong = codes.find(code => !/^\d+$/.test(code) || !isOkpoLength(code))
    if (wrong !== undefined)
      fail('okpos', `ОКПО «${wrong.slice(0, 20)}» записан неверно: в нём должно быть 8, 10, 12 или 14 цифр`)
    return codes.length > MAX_OKPOS ? fail('okpos.many', `ОКПО больше ${MAX_OKPOS}: загрузите их файлом`) : codes
  }),
})

const PREFIX = 'type-'

/** The tick of a type has a name of its own: a repeated field would count once. */
export const tickOf = (type: EnterpriseType): string => `${PREFIX}${type}`

/** The form as it was typed, with its ticks as one value. */
export const readRule = (body: unknown): RawValues => {
  const sent = (body ?? {}) as Record<string, unknown>
  const types = ENTERPRISE_TYPES.filter(type => sent[tickOf(type)] === type)
  return { ...ruleForm.read(body), types: types.join(',') }
}
