import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Clock } from '../../clock'
import type { Deps } from '../../deps'
import { dayIn } from '../../http/dates'
import type { Covers } from '../forms/covers'
import { listInForce } from '../forms/forms.repository'
import { type YearPeriod, yearPeriods } from '../forms/periods'
import type { ActState } from './act'
import { insertAct, moveAct } from './acts.repository'
import type { AssignableForm } from './list-row'
import { readList } from './read-list'
import type { Rule } from './rule'

type Means = { db: Knex; clock: Clock }
type By = { actor: Actor; staffId: number | null }

/** A list whose reading was cut off, or a preview that nobody decided about, is thrown away after so long. */
const WAITS_MS = 24 * 60 * 60 * 1000
const UNDECIDED: readonly ActState[] = ['reading', 'counting', 'checked']

/** The forms in force, each with the periods of a year. */
export const assignableForms = async ({
  db,
  clock,
  forms,
}: Pick<Deps, 'db' | 'clock' | 'forms'>): Promise<AssignableForm[]> => {
  const versions = await listInForce(db, dayIn(clock(), 'Europe/Moscow'))
  return Promise.all(
    versions.map(async ({ id, code, okud }) => {
      const { template } = (await forms.get(id)).form
      const known = new Map<number, YearPeriod[]>()
      const periodsOf = (year: number): readonly YearPeriod[] => {
        const periods = known.get(year) ?? yearPeriods(template, year)
        known.set(year, periods)
        return periods
      }
      return { code, okud, periodsOf }
    }),
  )
}

/** Opens an act by a rule; it is counted first and assigns nothing until somebody confirms it. */
export const prepareRule = (
  { db, clock }: Means,
  given: { formCode: string; covers: Covers; rule: Rule },
  { actor, staffId }: By,
): Promise<number> => {
  const at = clock().toISOString()
  return db.transaction(async trx => {
    const id = await insertAct(trx, { kind: 'rule', ...given, staffId, at })
    const details = { form: given.formCode, ...given.covers, rule: { ...given.rule, okpos: given.rule.okpos.length } }
    await audit(trx, {
      event: 'form.assignment_prepared',
      actor,
      subject: { kind: 'form_assignment', id },
      at,
      details,
    })
    return id
  })
}

/** Reads a list into a new act, which is then counted. Throws UnusableList, and leaves nothing behind. */
export const prepareList = async (
  { db, clock }: Means,
  { path, fileName, forms }: { path: string; fileName: string; forms: readonly AssignableForm[] },
  { actor, staffId }: By,
): Promise<number> => {
  await forgetUndecided({ db, clock })
  const at = clock().toISOString()
  const id = await db.transaction(trx => insertAct(trx, { kind: 'list', fileName, staffId, at }))
  try {
    const rows = await readList(db, { path, actId: id, forms })
    await db.transaction(async trx => {
      await moveAct(trx, id, { from: ['reading'], to: 'counting' })
      const subject = { kind: 'form_assignment', id } as const
      await audit(trx, { event: 'form.assignment_prepared', actor, subject, at, details: { rows } })
    })
    return id
  } catch (error) {
    await moveAct(db, id, { from: ['reading'], to: 'ending' })
    throw error
  }
}

const forgetUndecided = async ({ db, clock }: Means): Promise<void> => {
  const before = new Date(clock().getTime() - WAITS_MS).toISOString()
  const old: number[] = await db('assignment_acts')
    .whereIn('state', ['reading', 'checked'])
    .where('created_at', '<', before)
    .pluck('id')
  for (const id of old) await moveAct(db, id, { from: ['reading', 'checked'], to: 'ending' })
}

/** From now on the forms of an act are assigned. False when it was decided otherwise meanwhile. */
export const confirmAct = ({ db, clock }: Means, id: number, actor: Actor): Promise<boolean> =>
  db.transaction(async trx => {
    if (!(await moveAct(trx, id, { from: ['checked'], to: 'assigning' }))) return false
    const [at, subject] = [clock().toISOString(), { kind: 'form_assignment', id } as const]
    const { matched } = await trx('assignment_acts').where({ id }).first('matched')
    await audit(trx, { event: 'form.assigned', actor, subject, at, details: { matched } })
    return true
  })

/** Takes back everything that an act has assigned, or forgets one that was never confirmed. */
export const endAct = ({ db, clock }: Means, id: number, actor: Actor): Promise<boolean> =>
  db.transaction(async trx => {
    const undecided = await moveAct(trx, id, { from: UNDECIDED, to: 'ending' })
    const ended = undecided || (await moveAct(trx, id, { from: ['assigning', 'done'], to: 'ending' }))
    if (!ended) return false
    const event = undecided ? 'form.assignment_dropped' : 'form.assignment_ended'
    const [at, subject] = [clock().toISOString(), { kind: 'form_assignment', id } as const]
    await audit(trx, { event, actor, subject, at })
    return true
  })
