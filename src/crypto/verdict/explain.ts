import { codes } from './codes'
import { type LineValue, type Part, parts, type Verdict } from './parts'
import type { Details, Line } from './verdict'

const verdictWords: Readonly<Record<Verdict, string>> = {
  valid: 'Подпись действительна',
  invalid: 'Подпись недействительна',
  unknown: 'Подпись не удалось проверить',
}

const partTitles: Readonly<Record<Part, string>> = {
  mathematics: 'Подпись и документ',
  path: 'Цепочка сертификатов',
  dates: 'Сроки',
  revocation: 'Отзыв сертификатов',
  key_usage: 'Назначение ключа',
  holder: 'Владелец и организация',
}

const valueWords: Readonly<Record<LineValue, string>> = {
  valid: 'верно',
  invalid: 'неверно',
  unknown: 'не удалось проверить',
  warning: 'обратите внимание',
}

/** A row of the table that a specialist sees. */
export type ExplainedLine = { title: string; value: LineValue; word: string; sentence: string }

export const verdictWord = (value: Verdict): string => verdictWords[value]

/**
 * The verdict, and what the respondent should do about the worst finding. Of a file that is no signature nothing but
 * that is said.
 */
export const explainToRespondent = (value: Verdict, lines: readonly Line[]): string => {
  const worst = lines.find(line => line.value === value && codes[line.code].respondent !== null)
  const { respondent: advice = null, aboutFile = false } = worst === undefined ? {} : codes[worst.code]
  if (worst === undefined || advice === null) return verdictWords[value]
  return aboutFile ? fill(advice, worst.details) : `${verdictWords[value]}. ${fill(advice, worst.details)}`
}

/** All findings in the order of the parts; a part that the check has not come to is not listed. */
export const explainToSpecialist = (lines: readonly Line[]): ExplainedLine[] =>
  parts.flatMap(part =>
    lines
      .filter(line => line.part === part)
      .map(({ value, code, details }) => ({
        title: partTitles[part],
        value,
        word: valueWords[value],
        sentence: fill(codes[code].specialist, details),
      })),
  )

const INSTANT = /^\d{4}-\d\d-\d\dT/
const moscow = new Intl.DateTimeFormat('ru-RU', {
  timeZone: 'Europe/Moscow',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})

/** Authorities write their dates in Moscow time, so the sentences do. */
const fill = (sentence: string, details: Details): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name] ?? '–'
    return INSTANT.test(value) ? `${moscow.format(new Date(value))} (МСК)` : value
  })
