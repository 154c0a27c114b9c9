import { formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import type { Outcome, Upload } from './uploads.repository'

const foundWords = ({ errors, warnings }: { errors: number; warnings: number }): string =>
  errors + warnings === 0 ? 'Контроль пройден' : `Контроль: ошибок ${errors}, предупреждений ${warnings}`

const rowOf = (outcome: Outcome) =>
  outcome.kind === 'refused'
    ? {
        cells: [{ text: outcome.name }, { tag: { text: 'Не загружен', tone: 'danger' } }, { text: outcome.sentence }],
      }
    : {
        cells: [
          { text: outcome.name },
          { tag: { text: 'Черновик', tone: outcome.errors > 0 ? 'attention' : 'success' } },
          {
            text: foundWords(outcome),
            href: paths.cabinet.reportControl(outcome.reportId),
            hidden: `файла ${outcome.name}`,
          },
        ],
      }

/** What became of each file of an archive. */
export const uploadView = ({ fileName, createdAt, outcomes }: Upload) => ({
  fileName,
  createdAt: formatDateTime(createdAt),
  stored: outcomes.filter(({ kind }) => kind === 'stored').length,
  refused: outcomes.filter(({ kind }) => kind === 'refused').length,
  head: [{ text: 'Файл' }, { text: 'Итог' }, { text: 'Подробности' }],
  rows: outcomes.map(rowOf),
})
