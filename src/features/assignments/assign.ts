import type { Knex } from 'knex'
import type { Act } from './act'
import type { Rule } from './rule'
import { countOf, WINDOW, type Window, windowOfList, windowOfRule } from './windows'

const INTO = 'form_assignments (organisation_id, form_code, source, covers_from, covers_until, act_id, created_at)'

type Assigned = Pick<Window, 'next' | 'isLast'> & { assigned: number }

/** Assigns the form of a rule to the organisations of the next part of the register. */
export const assignRule = async (trx: Knex.Transaction, act: Act, rule: Rule): Promise<Assigned> => {
  const { matching, next, isLast } = await windowOfRule(trx, act, rule)
  const assigned = await countOf(matching())
  // What is written comes from the act itself: so both engines know its types.
  if (assigned > 0)
    await trx(trx.raw(INTO)).insert(
      matching()
        .join('assignment_acts', join => join.onVal('assignment_acts.id', act.id))
        .select(
          'organisations.id',
          'assignment_acts.form_code',
          trx.raw("'rule'"),
          'assignment_acts.covers_from',
          'assignment_acts.covers_until',
          'assignment_acts.id',
          'assignment_acts.created_at',
        ),
    )
  return { next, isLast, assigned }
}

/** Assigns what the next rows of a list say; they are not needed any more. Refused rows stay for who mends them. */
export const assignList = async (trx: Knex.Transaction, act: Act): Promise<Assigned> => {
  const { matching, next, isLast } = await windowOfList(trx, act)
  const taken = () => matching().whereNull('refusal')
  const assigned = await countOf(taken())
  await trx(trx.raw(INTO)).insert(
    taken()
      .join('assignment_acts', 'assignment_acts.id', 'assignment_rows.act_id')
      .select(
        'assignment_rows.organisation_id',
        'assignment_rows.form_code',
        trx.raw("'list'"),
        'assignment_rows.covers_from',
        'assignment_rows.covers_until',
        'assignment_rows.act_id',
        'assignment_acts.created_at',
      ),
  )
  await taken().delete()
  return { next, isLast, assigned }
}

/** Takes back the next assignments of an act, then what is left of its rows. Tells whether that was all. */
export const takeBack = async (trx: Knex.Transaction, { id }: Act): Promise<boolean> => {
  const own = () => trx('form_assignments').where({ act_id: id })
  const organisations: number[] = await own().orderBy('organisation_id').limit(WINDOW).pluck('organisation_id')
  const last = organisations.at(-1)
  if (last !== undefined) {
    await own().where('organisation_id', '<=', last).delete()
    return false
  }
  const rows = () => trx('assignment_rows').where({ act_id: id })
  const lines: number[] = await rows().orderBy('line').limit(WINDOW).pluck('line')
  const end = lines.at(-1)
  if (end === undefined) return true
  await rows().where('line', '<=', end).delete()
  return false
}
