import type { LineValue, Part } from './parts'

/** What a finding weighs and says; `{…}` are details of its line. */
export type Meaning = {
  part: Part
  value: LineValue
  specialist: string
  respondent: string | null
  aboutFile: boolean
}

/** `[what was found, for the specialist; what to do, for the respondent]`: without the second there is nothing to do. */
type Sentences = readonly [specialist: string, respondent?: string]

/** Findings of one part and one weight. */
export const weigh = <Code extends string>(
  part: Part,
  value: LineValue,
  findings: Record<Code, Sentences>,
  aboutFile = false,
): Record<Code, Meaning> => {
  const meanings = Object.entries<Sentences>(findings).map(([code, [specialist, respondent = null]]) => [
    code,
    { part, value, specialist, respondent, aboutFile },
  ])
  return Object.fromEntries(meanings) as Record<Code, Meaning>
}

export const SIGN_AGAIN = 'Скачайте файл ещё раз, подпишите его, не открывая и не изменяя, и загрузите новую подпись'
export const OTHER_CERTIFICATE = 'Подпишите документ другим, действующим сертификатом'
export const WAIT = 'Подпись принята, её проверит специалист. Ничего делать не нужно'
