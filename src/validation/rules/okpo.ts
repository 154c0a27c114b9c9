import { field } from '../fields'
import { classifierCheckDigit } from './classifier-check-digit'
import { readDigits } from './digits'
import type { EnterpriseType } from './enterprise-type'

const WORDS = {
  rule: 'okpo',
  name: 'ОКПО / Идентификационный номер',
  required: 'Введите ОКПО / Идентификационный номер ТОСП',
}

/** 8 for a legal entity, 8 or 10 for an entrepreneur, 12 in old registers, 14 for a ТОСП number. */
const LENGTHS = [8, 10, 12, 14]

export const isOkpoLength = (digits: string): boolean => LENGTHS.includes(digits.length)

/**
 * ОКПО or the number of a territorially separate unit, as text with its leading zeros.
 * All zeros and a wrong check digit pass: the register holds such numbers.
 */
export const okpo = field((typed, fail) => {
  const digits = readDigits(typed, fail, WORDS)
  if (!isOkpoLength(digits))
    fail(
      'okpo.length',
      'Длина ОКПО / Идентификационного номера должна быть 8, 10, 12 или 14 символов, включая лидирующие нули. Пример ОКПО / Идентификационного номера – 00000011.',
    )
  return digits
})

/** ОКПО of the parent organisation: the same number, with its own sentence when it is missing. */
export const parentOkpo = field((typed, fail) => {
  if (typed === '') fail(PARENT_OKPO_REQUIRED_ERROR.rule, PARENT_OKPO_REQUIRED_ERROR.message)
  const result = okpo.safeParse(typed)
  return result.success ? result.data : fail('parentOkpo.format', result.error.issues[0]?.message ?? WORDS.required)
})

export const PARENT_OKPO_REQUIRED_ERROR = {
  rule: 'parentOkpo.required',
  message: 'Введите ОКПО головной организации',
} as const

/**
 * Whether the last digit follows from the others. Source: ПР 50.1.024-2005, appendix В.
 * Numbers of 12 and 14 digits have no known check digit and always match. For a warning only.
 */
export const okpoCheckDigitMatches = (okpo: string): boolean =>
  (okpo.length !== 8 && okpo.length !== 10) || classifierCheckDigit(okpo.slice(0, -1)) === Number(okpo.at(-1))

/** Whether a number of this length belongs to this type of enterprise. For a warning only. */
export const okpoFitsType = (okpo: string, type: EnterpriseType): boolean => LENGTHS_OF[type].includes(okpo.length)

const LENGTHS_OF: Record<EnterpriseType, number[]> = {
  legal: [8],
  entrepreneur: [8, 10],
  branch: [14],
  authority: [8],
}

export const OKPO_WARNINGS = {
  checkDigit: {
    rule: 'okpo.check_digit',
    message: 'Контрольная цифра ОКПО не сходится: сверьте номер с уведомлением Росстата',
  },
  type: {
    rule: 'okpo.type',
    message:
      'Длина ОКПО не подходит к типу предприятия: у юридического лица и органа власти 8 цифр, у ИП 8 или 10, у ТОСП 14. Проверьте номер и тип',
  },
} as const
