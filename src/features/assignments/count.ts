import type { Knex } from 'knex'
import { shown } from '../organisations/withheld'
import type { Act, Sampled } from './act'
import type { Rule } from './rule'
import { countOf, type Window, windowOfList, windowOfRule } from './windows'

/** Organisations that the preview names. */
const SAMPLED = 10

export type Counted = Pick<Window, 'next' | 'isLast'> & {
  matched: number
  already: number
  refused: number
  sample: Sampled[]
}

/** How many organisations of the next part of the register a rule is for. */
export const countRule = async (trx: Knex.Transaction, act: Act, rule: Rule): Promise<Counted> => {
  const { matching, next, isLast } = await windowOfRule(trx, act, rule)
  const matched = await countOf(matching())
  const already =
    matched === 0
      ? 0
      : await countOf(
          matching().whereExists(
            trx('form_assignments')
              .whereRaw('form_assignments.organisation_id = organisations.id')
              .where('form_assignments.form_code', act.formCode ?? '')
              .where('form_assignments.covers_from', '<=', act.coversUntil ?? '')
              .where('form_assignments.covers_until', '>=', act.coversFrom ?? '')
              .select('form_assignments.id'),
          ),
        )
  const wanted = SAMPLED - act.sample.length
  const sample: Sampled[] =
    wanted > 0 && matched > 0
      ? await matching()
          .orderBy('organisations.id')
          .limit(wanted)
          .select({ okpo: 'organisations.okpo', shortName: 'organisations.short_name' })
      : []
  return { next, isLast, matched, already, refused: 0, sample }
}

/** Finds the organisations of the next rows of a list, and says why a row cannot be taken. */
export const countList = async (trx: Knex.Transaction, act: Act): Promise<Counted> => {
  const { matching, next, isLast } = await windowOfList(trx, act)
  const taken = () => matching().whereNull('refusal')
  await taken().update({
    organisation_id: shown(trx('organisations')).whereRaw('organisations.okpo = assignment_rows.okpo').select('id'),
  })
  await taken().whereNull('organisation_id').update({ refusal: 'organisation.unknown' })
  await taken()
    .whereExists(
      trx('organisations')
        .whereRaw('organisations.id = assignment_rows.organisation_id')
        .whereNotNull('archived_at')
        .select('id'),
    )
    .update({ refusal: 'organisation.archived' })
  await taken()
    .whereExists(trx({ above: 'assignment_rows' }).whereRaw(SAME_ABOVE).select('above.line'))
    .update({
      refusal: 'row.repeated',
    })
  const already = trx('form_assignments')
    .whereRaw(
      'form_assignments.organisation_id = assignment_rows.organisation_id and form_assignments.form_code = assignment_rows.form_code and form_assignments.covers_from <= assignment_rows.covers_until and form_assignments.covers_until >= assignment_rows.covers_from',
    )
    .select('form_assignments.id')
  const wanted = SAMPLED - act.sample.length
  return {
    next,
    isLast,
    matched: await countOf(taken()),
    already: await countOf(taken().whereExists(already)),
    refused: await countOf(matching().whereNotNull('refusal')),
    sample:
      wanted > 0
        ? await taken()
            .join('organisations', 'organisations.id', 'assignment_rows.organisation_id')
            .orderBy('line')
            .limit(wanted)
            .select({ okpo: 'organisations.okpo', shortName: 'organisations.short_name' })
        : [],
  }
}

const SAME_ABOVE = `above.act_id = assignment_rows.act_id and above.organisation_id = assignment_rows.organisation_id
  and above.form_code = assignment_rows.form_code and above.covers_from = assignment_rows.covers_from
  and above.covers_until = assignment_rows.covers_until and above.line < assignment_rows.line and above.refusal is null`
