import { formatDate, formatDateTime } from '../../../http/dates'
import { paths } from '../../../http/paths'
import { CLASSIFIER_WORDS } from '../classifier-names'
import type { Change, ChangeKind, ClassifierImport, ImportState, RefusedRow } from './imports.repository'
import { REFUSALS } from './refusals'

const whole = new Intl.NumberFormat('ru-RU')

const STATES: Record<ImportState, { text: string; tone: string }> = {
  reading: { text: 'читается', tone: 'info' },
  checked: { text: 'ждёт решения', tone: 'attention' },
  applied: { text: 'применён', tone: 'success' },
  dropped: { text: 'не применён', tone: 'neutral' },
}

export const IMPORTS_HEAD = ['Файл', 'Классификатор', 'На дату', 'Загружен', 'Кем', 'Состояние'].map(text => ({ text }))

export const importRow = (one: ClassifierImport, timeZone: string) => ({
  href: paths.office.classifierImportOf(one.id),
  cells: [
    { text: one.fileName },
    { text: CLASSIFIER_WORDS[one.classifier].short },
    { text: formatDate(one.fileDate) },
    { text: formatDateTime(one.createdAt, timeZone) },
    { text: one.staffName ?? 'командой на сервере' },
    { tag: STATES[one.state] },
  ],
})

/** More than this part of a classifier is not closed without a word: the file may be a part of it. */
const MANY = 0.1
export const closesMany = ({ counts }: ClassifierImport): boolean => counts.closed > counts.inForce * MANY

const FACTS: [key: keyof ClassifierImport['counts'], text: string][] = [
  ['rows', 'Строк в файле'],
  ['new', 'Новых кодов'],
  ['renamed', 'Изменилось наименование'],
  ['moved', 'Изменилось место'],
  ['reopened', 'Снова действуют'],
  ['closed', 'Нет в файле: закрываются'],
  ['unchanged', 'Без изменений'],
  ['refused', 'Строк не принято'],
]

/** The counts in words, for the page and the terminal. */
export const countLines = ({ counts }: ClassifierImport): [text: string, number: string][] =>
  FACTS.map(([key, text]) => [text, whole.format(counts[key])])

export const refusalWords = ({ line, name, refusal }: RefusedRow): string[] => [
  String(line),
  REFUSALS[refusal],
  name ?? '',
]

export const importView = (one: ClassifierImport, timeZone: string) => ({
  id: one.id,
  words: CLASSIFIER_WORDS[one.classifier],
  codesHref: paths.office.classifier(one.classifier),
  fileName: one.fileName,
  fileDate: formatDate(one.fileDate),
  sha256: one.sha256,
  kilobytes: whole.format(Math.ceil(one.bytes / 1024)),
  createdAt: formatDateTime(one.createdAt, timeZone),
  endedAt: formatDateTime(one.endedAt, timeZone),
  by: one.staffName ?? 'командой на сервере',
  tag: STATES[one.state],
  isChecked: one.state === 'checked',
  isDropped: one.state === 'dropped',
  asksToClose: closesMany(one) ? whole.format(one.counts.closed) : undefined,
  countsHead: [{ text: 'Что найдено' }, { text: 'Сколько', format: 'numeric' }],
  counts: countLines(one).map(([text, number]) => ({ cells: [{ text }, { text: number }] })),
})

const TABLES: Record<ChangeKind, { caption: string; head: string[]; values: (change: Change) => (string | null)[] }> = {
  new: { caption: 'Новые коды', head: ['Код', 'Наименование'], values: ({ after }) => [after] },
  renamed: {
    caption: 'Изменилось наименование',
    head: ['Код', 'Было', 'Стало'],
    values: ({ before, after }) => [before, after],
  },
  moved: {
    caption: 'Изменилось место',
    head: ['Код', 'Стоял под', 'Стоит под'],
    values: ({ before, after }) => [before, after],
  },
  reopened: {
    caption: 'Снова действуют',
    head: ['Код', 'Было', 'Стало'],
    values: ({ before, after }) => [before, after],
  },
  closed: { caption: 'Закрываются', head: ['Код', 'Наименование'], values: ({ before }) => [before] },
}

/** The first changes of a kind as a table. */
export const changeTable = (kind: ChangeKind, changes: readonly Change[], total: number) => {
  const { caption, head, values } = TABLES[kind]
  return {
    caption: captionOf(caption, changes.length, total),
    head: head.map(text => ({ text })),
    rows: changes.map(change => ({
      cells: [{ text: change.code }, ...values(change).map(text => ({ text: text ?? '' }))],
    })),
  }
}

export const refusedTable = (rows: readonly RefusedRow[], total: number) => ({
  caption: captionOf('Строки, которые не приняты', rows.length, total),
  head: ['Строка', 'Причина', 'Что в ней'].map(text => ({ text })),
  rows: rows.map(row => ({ cells: refusalWords(row).map(text => ({ text })) })),
})

const captionOf = (caption: string, shown: number, total: number): string =>
  shown < total ? `${caption}: первые ${shown} из ${whole.format(total)}` : `${caption}: ${whole.format(total)}`
