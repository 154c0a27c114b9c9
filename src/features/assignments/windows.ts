import type { Knex } from 'knex'
import { shown } from '../organisations/withheld'
import type { Act } from './act'
import { matches, type Rule } from './rule'

/** Organisations, or rows of a list, that one transaction looks at: some milliseconds of work. */
export const WINDOW = 2000
/** Of a typed list of ОКПО. */
const OKPO_WINDOW = 500

/** A part of the work on an act: what it narrows a query to, where the next one begins, and whether it is the last. */
export type Window = { matching: () => Knex.QueryBuilder; next: number; isLast: boolean }

/**
 * The next part of the register for a rule: by number, so that memory and the time of a transaction stay the same for six
 * thousand organisations and for six million; a typed list by its place.
 */
export const windowOfRule = async (trx: Knex.Transaction, act: Act, rule: Rule): Promise<Window> => {
  const { position } = act
  const query = () => shown(trx('organisations')).modify(matches(rule))
  if (rule.okpos.length > 0) {
    const next = position + OKPO_WINDOW
    const okpos = rule.okpos.slice(position, next)
    return {
      matching: () => query().whereIn('organisations.okpo', okpos),
      next,
      isLast: next >= rule.okpos.length,
    }
  }
  const next = position + WINDOW
  const [last] = await trx('organisations').max({ id: 'id' })
  return {
    matching: () => query().where('organisations.id', '>', position).where('organisations.id', '<=', next),
    next,
    isLast: next >= Number(last?.id ?? 0),
  }
}

/** The next rows of a list, by their line in the file. */
export const windowOfList = async (trx: Knex.Transaction, { id, position }: Act): Promise<Window> => {
  const next = position + WINDOW
  const [last] = await trx('assignment_rows').where({ act_id: id }).max({ line: 'line' })
  return {
    matching: () => trx('assignment_rows').where({ act_id: id }).where('line', '>', position).where('line', '<=', next),
    next,
    isLast: next >= Number(last?.line ?? 0),
  }
}

export const countOf = async (query: Knex.QueryBuilder): Promise<number> => {
  const [row] = await query.count({ total: '*' })
  return Number(row?.total ?? 0)
}
