/** Refuses a value by the name of a rule and a sentence; what `field()` hands to its function. */
type Fail = (rule: string, message: string) => never

type Words = {
  /** First part of the rules' names: `inn`. */
  rule: string
  /** What the number is called at the beginning of a sentence, masculine: «ИНН», «Код ОКТМО». */
  name: string
  /** What to do when nothing was typed. */
  required: string
  /** Dashes that people put between groups are dropped too. */
  dashes?: boolean
}

/** Spaces of every width, and the invisible marks that come along when a number is copied from a page or a letter. */
const SPACES = /[\s\p{Cf}]/gu
const DASHES = /[-\u2010-\u2015\u2212]/g

export const withoutSpaces = (typed: string): string => typed.replace(SPACES, '')
export const withoutSeparators = (typed: string): string => withoutSpaces(typed).replace(DASHES, '')

/**
 * Reads a number that is kept as text: drops the separators, insists on the digits 0–9.
 * Digits of other scripts are refused, not converted: a person who did not mean them should see that they are there.
 */
export const readDigits = (typed: string, fail: Fail, { rule, name, required, dashes = false }: Words): string => {
  const digits = dashes ? withoutSeparators(typed) : withoutSpaces(typed)
  if (digits === '') fail(`${rule}.required`, required)
  if (/[^0-9]/.test(digits)) {
    if (/^\p{Nd}+$/u.test(digits))
      fail(`${rule}.digits`, `${name} набран необычными цифрами: наберите его заново цифрами от 0 до 9`)
    fail(`${rule}.digits`, `${name} состоит только из цифр: удалите остальные знаки`)
  }
  return digits
}

/** A number of zeros alone is no number; every field but ОКПО refuses it. */
export const refuseZeros = (digits: string, fail: Fail, { rule, name }: Pick<Words, 'rule' | 'name'>): void => {
  if (/^0+$/.test(digits)) fail(`${rule}.zeros`, `${name} не может состоять из одних нулей: введите настоящий`)
}
