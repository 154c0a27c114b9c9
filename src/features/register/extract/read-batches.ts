import { copyLine } from '../../../db/copy-rows'
import { splitFields } from '../../../delimited/fields'
import { type Place, readRecords, type TextRecord } from '../../../delimited/records'
import type { Encoding } from '../../../delimited/sniff'
import type { Office } from '../../offices/office'
import { type ExtractColumn, REGISTER_COLUMNS } from './columns'
import { rowReader } from './read-row'
import type { Refusal } from './refusals'
import { type RefusedRow, refusedLine } from './refused-rows'

/** Everything that reading an extract takes; it can be handed to a thread. */
export type Extract = {
  path: string
  encoding: Encoding
  delimiter: string
  /** How many columns the header has, and where those are that are known. */
  width: number
  columns: readonly (readonly [ExtractColumn, number])[]
  offices: readonly Office[]
  from: Place
}

/** What was read of a piece of an extract. Texts, because a thread hands over a text at once and objects one by one. */
export type Batch = {
  /** Where reading can go on. */
  next: Place
  rows: number
  /** Rows that can be taken: ROW_COLUMNS as src/db/copy-rows.ts wants them. */
  taken: string
  refused: {
    counts: Partial<Record<Refusal, number>>
    /** Who is named in a refused row is in the extract all the same; a line each. */
    present: string
    /** Lines of the file of refused rows. */
    lines: string
  }
}

/** What is known of each row that can be taken. */
export const ROW_COLUMNS = ['line', 'okpo', 'hash', 'words', 'archived', ...REGISTER_COLUMNS] as const

/** Reads an extract piece by piece. */
export async function* readBatches(extract: Extract): AsyncGenerator<Batch> {
  const take = pieceReader(extract)
  for await (const { records, next } of readRecords(extract.path, extract.from, extract.encoding))
    yield { next, ...take(records) }
}

const pieceReader = ({ columns, delimiter, width, offices }: Extract) => {
  const read = rowReader(new Map(columns), offices)
  return (records: readonly TextRecord[]): Omit<Batch, 'next'> => {
    let rows = 0
    let taken = ''
    const refused = { counts: {} as Partial<Record<Refusal, number>>, present: '', lines: '' }
    const refuse = (row: RefusedRow): void => {
      refused.counts[row.refusal] = (refused.counts[row.refusal] ?? 0) + 1
      refused.lines += refusedLine(row)
      if (row.okpo !== undefined) refused.present += `${row.okpo}\n`
    }
    for (const { line, text, problem } of records) {
      if (problem === undefined && (text === '' || text === '\r')) continue
      rows += 1
      if (problem !== undefined) {
        refuse({ line, okpo: undefined, refusal: problem, text: '' })
        continue
      }
      const result = read(text, splitFields(text, delimiter), width)
      if ('refusal' in result) refuse({ line, okpo: result.okpo, refusal: result.refusal, text })
      else {
        const { okpo, hash, words, archived, values } = result.row
        taken += copyLine([line, okpo, hash, words, archived ? 1 : 0, ...values])
      }
    }
    return { rows, taken, refused }
  }
}
