import { field, text } from '../fields'

const MAX = 500
const line = text({ max: MAX, tooLong: `Почтовый адрес не длиннее ${MAX} знаков: сократите его` })

/** A postal address in free writing, up to 500 characters, with at least one letter in it. */
export const postalAddress = field((typed, fail) => {
  if (typed === '') fail('postalAddress.required', 'Введите почтовый адрес с индексом')
  const result = line.safeParse(typed)
  if (!result.success) {
    const [issue] = result.error.issues
    return fail('postalAddress.text', issue?.message ?? '')
  }
  if (!/\p{L}/u.test(typed))
    fail('postalAddress.letters', 'Введите почтовый адрес словами: индекс, населённый пункт, улицу и дом')
  return result.data
})
