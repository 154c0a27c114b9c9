import { formatDateTime } from '../../../http/dates'
import { paths } from '../../../http/paths'
import type { ImportState, RegisterImport } from './imports.repository'
import { isSuspicious } from './run-import'
import { inDigits, progressWords, refusalLines, refusedTotal, reportLines } from './words'

const STATES: Record<ImportState, { text: string; tone: string }> = {
  checking: { text: 'проверяется', tone: 'info' },
  checked: { text: 'ждёт решения', tone: 'attention' },
  applying: { text: 'записывается в регистр', tone: 'info' },
  done: { text: 'окончена', tone: 'success' },
  failed: { text: 'не удалась', tone: 'danger' },
  cancelled: { text: 'отменена', tone: 'neutral' },
}

const stateOf = ({ state, dryRun }: RegisterImport) =>
  state === 'done' && dryRun ? { text: 'только проверена', tone: 'neutral' } : STATES[state]

export const IMPORTS_HEAD = [
  'Загрузка',
  'Файл',
  'Начата',
  'Состояние',
  'Новых',
  'Изменений',
  'В архив',
  'Не принято',
].map((text, index) => (index > 3 ? { text, format: 'numeric' } : { text }))

/** A line of the list of imports. */
export const importRow = (one: RegisterImport, timeZone: string) => ({
  href: paths.office.registerImportOf(one.id),
  cells: [
    { text: `№ ${one.id}` },
    { text: one.fileName },
    { text: formatDateTime(one.createdAt, timeZone) },
    { tag: stateOf(one) },
    ...(one.report === undefined
      ? ['', '', '', '']
      : [one.report.new, one.report.changed, one.report.archived, refusedTotal(one.report)].map(inDigits)
    ).map(text => ({ text })),
  ],
})

const line = ([text, number]: [string, number]) => ({ cells: [{ text }, { text: inDigits(number) }] })

const REFRESH_SECONDS = 10

const isWorking = ({ state }: RegisterImport): boolean => state === 'checking' || state === 'applying'

/** The page of an import that is worked on comes anew by itself for who asks for it; nobody is surprised by it (WCAG 3.2.5). */
export const refreshing = (one: RegisterImport, wanted: boolean) => ({
  refreshSeconds: isWorking(one) && wanted ? REFRESH_SECONDS : undefined,
  refreshEvery: REFRESH_SECONDS,
})

/** Everything that the page of an import shows. */
export const importView = (one: RegisterImport, timeZone: string) => {
  return {
    id: one.id,
    fileName: one.fileName,
    megabytes: Math.ceil(one.bytes / 1024 / 1024),
    kind: one.fullExtract ? 'полная выгрузка' : 'частичная выгрузка',
    startedAt: formatDateTime(one.createdAt, timeZone),
    endedAt: formatDateTime(one.endedAt, timeZone),
    tag: stateOf(one),
    problem: one.problem,
    progress: isWorking(one) ? progressWords(one.progress) : undefined,
    isOpen: one.endedAt === null,
    isChecked: one.state === 'checked',
    asksToArchive: one.report !== undefined && isSuspicious(one.report) ? inDigits(one.report.archived) : undefined,
    reportHead: [{ text: 'Что найдено' }, { text: 'Сколько', format: 'numeric' }],
    report: one.report && reportLines(one.report).map(line),
    refusalHead: [{ text: 'Причина' }, { text: 'Строк', format: 'numeric' }],
    refusals: one.report === undefined ? [] : refusalLines(one.report).map(line),
  }
}
