import { REFUSALS, type Refusal } from './refusals'

export type RefusedRow = { line: number; okpo: string | undefined; refusal: Refusal; note?: string; text: string }

/** As much of a refused row as is shown: enough to find and mend it. */
const SHOWN = 1000

export const REFUSED_HEADER = '\ufeffСтрока;ОКПО;Причина;Содержание строки\r\n'

/** A line of the file of refused rows, with its end. */
export const refusedLine = ({ line, okpo, refusal, note, text }: RefusedRow): string =>
  `${[String(line), okpo ?? '', note === undefined ? REFUSALS[refusal] : `${REFUSALS[refusal]}: ${note}`, shown(text)].map(cell).join(';')}\r\n`

const shown = (text: string): string => text.slice(0, SHOWN).replace(/[\u0000-\u001f\u007f]+/g, ' ')

/** A cell that a spreadsheet would take for a formula gets a mark in front: the rows come from outside. */
const cell = (text: string): string => {
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
