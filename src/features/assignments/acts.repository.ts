import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { Covers } from '../forms/covers'
import type { Act, ActState } from './act'
import type { Rule } from './rule'

const COLUMNS = {
  id: 'id',
  kind: 'kind',
  formCode: 'form_code',
  coversFrom: 'covers_from',
  coversUntil: 'covers_until',
  rule: 'rule',
  fileName: 'file_name',
  state: 'state',
  position: 'position',
  matched: 'matched',
  already: 'already',
  assigned: 'assigned',
  refused: 'refused',
  sample: 'sample',
  staffId: 'staff_id',
  createdAt: 'created_at',
  endedAt: 'ended_at',
} as const

type Row = Omit<Act, 'rule' | 'sample'> & { rule: string | null; sample: string }

export const toAct = (row: Row): Act => ({
  ...row,
  rule: row.rule === null ? null : (JSON.parse(row.rule) as Rule),
  sample: JSON.parse(row.sample) as Act['sample'],
})

export const findAct = async (db: Db, id: number): Promise<Act | undefined> => {
  const row: Row | undefined = await db('assignment_acts').where({ id }).first(COLUMNS)
  return row && toAct(row)
}

/** Holds an act until the end of the transaction: whoever works on it next goes on from where this one ends. */
export const lockAct = async (trx: Db, id: number): Promise<Act | undefined> => {
  const row: Row | undefined = await trx('assignment_acts').where({ id }).forUpdate().first(COLUMNS)
  return row && toAct(row)
}

/** The acts, the latest first; read their rows with `toAct`. */
export const listActs = (db: Db): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: db('assignment_acts').select(COLUMNS), columns: ['assignment_acts.id'] }],
})

/** The oldest act on which there is something to do. */
export const findOpenAct = async (db: Db): Promise<number | undefined> =>
  (await db('assignment_acts').whereRaw("state in ('counting', 'assigning', 'ending')").orderBy('id').first('id'))?.id

export type NewAct = { staffId: number | null; at: Instant } & (
  | { kind: 'rule'; formCode: string; covers: Covers; rule: Rule }
  | { kind: 'list'; fileName: string }
)

/** Opens an act: a rule is counted at once, a list is read first. */
export const insertAct = async (trx: Db, act: NewAct): Promise<number> => {
  const common = { kind: act.kind, sample: '[]', staff_id: act.staffId, created_at: act.at }
  const own =
    act.kind === 'list'
      ? { state: 'reading', file_name: act.fileName.slice(0, 255) }
      : {
          state: 'counting',
          form_code: act.formCode,
          covers_from: act.covers.from,
          covers_until: act.covers.until,
          rule: JSON.stringify(act.rule),
        }
  const [row] = await trx('assignment_acts')
    .insert({ ...common, ...own })
    .returning('id')
  return row.id
}

/** Moves an act on, if it is still in the state that was seen. Work begins at the beginning. */
export const moveAct = async (
  trx: Db,
  id: number,
  { from, to, endedAt }: { from: readonly ActState[]; to: ActState; endedAt?: Instant },
): Promise<boolean> =>
  (await trx('assignment_acts')
    .where({ id })
    .whereIn('state', from)
    .update({ state: to, position: 0, ...(endedAt === undefined ? {} : { ended_at: endedAt }) })) === 1

export type RefusedRow = {
  line: number
  okpo: string | null
  form: string | null
  period: string | null
  refusal: string
}

/** Rows of a list that were not taken, in the order of the file. */
export const listRefused = (db: Db, id: number, after: number, limit: number): Promise<RefusedRow[]> =>
  db('assignment_rows')
    .where({ act_id: id })
    .whereNotNull('refusal')
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit)
    .select('line', 'okpo', 'form', 'period', 'refusal')
