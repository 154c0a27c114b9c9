import { field } from '../fields'

type Words = {
  /** The sentence for an empty field. */
  required: string
  /** What the field is called at the beginning of a sentence: «Фамилия». */
  name: string
  max?: number
}

/**
 * A part of a person's name: letters of any script, spaces, hyphens, apostrophes and dots («О'Нил», «Али оглы», «И.»).
 * Spaces in a row become one. Up to 100 characters unless told otherwise.
 */
export const personNamePart = ({ required, name, max = 100 }: Words) =>
  field((typed, fail) => {
    const value = typed.normalize('NFC').replace(/[ \u00a0\t]+/g, ' ')
    if (value === '') fail('name.required', required)
    if ([...value].length > max) fail('name.too_long', `${name}: сократите до ${max} знаков`)
    if (!/^[\p{L}\p{M} .'’ʼ`\-\u2010-\u2014]+$/u.test(value))
      fail('name.characters', `${name}: оставьте только буквы, пробелы, дефисы, апострофы и точки`)
    if (!/\p{L}/u.test(value)) fail('name.letters', required)
    return value
  })

/** «Руководитель организации (ФИО)», up to 255 characters. */
export const personName = personNamePart({
  required: 'Введите фамилию, имя и отчество руководителя',
  name: 'Руководитель (ФИО)',
  max: 255,
})
