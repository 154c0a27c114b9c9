import { REFUSALS, type Refusal } from '../extract/refusals'
import type { Progress, Report } from './imports.repository'

const whole = new Intl.NumberFormat('ru-RU')

/** «5 714 148», with spaces that do not break the line. */
export const inDigits = (number: number): string => whole.format(number)

const PHASES: Record<Progress['phase'], string> = {
  reading: 'Чтение файла',
  comparing: 'Сравнение с регистром',
  placing: 'Запись новых организаций, пока скрытых',
  switching: 'Запись в регистр',
}

/** «Чтение файла: 41 %, строк прочитано 2 350 000 (21 300 в секунду), осталось около 3 мин». */
export const progressWords = ({ phase, rows, refused, share, perSecond, leftMs }: Progress): string =>
  [
    `${PHASES[phase]}: ${Math.floor(share * 100)} %`,
    `строк прочитано ${inDigits(rows)}${perSecond === undefined ? '' : ` (сейчас ${inDigits(perSecond)} в секунду)`}`,
    refused > 0 ? `не принято ${inDigits(refused)}` : '',
    leftMs === undefined || share >= 1 ? '' : `осталось ${timeWords(leftMs)}`,
  ]
    .filter(Boolean)
    .join(', ')

const timeWords = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1000)
  return seconds < 90 ? `около ${seconds} с` : `около ${Math.ceil(seconds / 60)} мин`
}

/** How many rows were refused in all. */
export const refusedTotal = ({ refused }: Report): number =>
  Object.values(refused).reduce<number>((all, one) => all + (one ?? 0), 0)

/** The report as lines: what it is and how many. */
export const reportLines = (report: Report): [string, number][] => [
  ['Строк в файле', report.rows],
  ['Новых организаций', report.new],
  ['Изменений в известных организациях', report.changed],
  ['из них с учётной записью: их данные остаются, данные регистра хранятся рядом', report.keptOwn],
  ['из них возвращаются из архива', report.restored],
  ['Без изменений', report.unchanged],
  ['Нет в полной выгрузке: уходят в архив', report.archived],
  ['Не принято строк', refusedTotal(report)],
]

/** Reasons of refusal, the most frequent first. */
export const refusalLines = ({ refused }: Report): [string, number][] =>
  Object.entries(refused)
    .toSorted(([, one], [, other]) => (other ?? 0) - (one ?? 0))
    .map(([refusal, number]) => [REFUSALS[refusal as Refusal], number ?? 0])
