import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Clock } from '../../clock'
import type { Act } from './act'
import { findOpenAct, lockAct, moveAct } from './acts.repository'
import { assignList, assignRule, takeBack } from './assign'
import { countList, countRule } from './count'

type Means = { db: Knex; clock: Clock }

/**
 * Goes on with an act by one part, in one transaction that holds the act: so any number of processes may do it at once, and
 * one that is killed loses nothing. False when there is nothing left to do.
 */
export const takeStep = ({ db, clock }: Means, id: number): Promise<boolean> =>
  db.transaction(async trx => {
    const act = await lockAct(trx, id)
    if (act?.state === 'counting') return count(trx, act)
    if (act?.state === 'assigning') return assign(trx, act)
    if (act?.state !== 'ending') return false
    if (!(await takeBack(trx, act))) return true
    const to = act.assigned > 0 ? 'ended' : 'dropped'
    await moveAct(trx, id, { from: ['ending'], to, endedAt: clock().toISOString() })
    return false
  })

const count = async (trx: Knex.Transaction, act: Act): Promise<boolean> => {
  const counted = act.rule === null ? await countList(trx, act) : await countRule(trx, act, act.rule)
  await trx('assignment_acts')
    .where({ id: act.id })
    .update({
      position: counted.next,
      matched: act.matched + counted.matched,
      already: act.already + counted.already,
      refused: act.refused + counted.refused,
      sample: JSON.stringify([...act.sample, ...counted.sample]),
    })
  if (counted.isLast) await moveAct(trx, act.id, { from: ['counting'], to: 'checked' })
  return !counted.isLast
}

const assign = async (trx: Knex.Transaction, act: Act): Promise<boolean> => {
  const { assigned, next, isLast } =
    act.rule === null ? await assignList(trx, act) : await assignRule(trx, act, act.rule)
  await trx('assignment_acts')
    .where({ id: act.id })
    .update({ position: next, assigned: act.assigned + assigned })
  if (isLast) await moveAct(trx, act.id, { from: ['assigning'], to: 'done' })
  return !isLast
}

/** Works on an act until a person has to decide or it is over. */
export const workOn = async (means: Means, id: number, isStopped = (): boolean => false): Promise<void> => {
  while (!isStopped() && (await takeStep(means, id))) await new Promise(resolve => setImmediate(resolve))
}

const LOOK_EVERY_MS = 2000
const AFTER_FAILURE_MS = 60_000

export type AssignmentWorker = { start(): void; stop(): Promise<void> }

/** Works on acts beside the requests: parts are short, and pages are served between them. */
export const createAssignmentWorker = ({ db, clock, log }: Means & { log: Logger }): AssignmentWorker => {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let working: Promise<void> = Promise.resolve()

  const again = (milliseconds: number): void => {
    if (stopped) return
    timer = setTimeout(() => {
      working = look().then(
        () => again(LOOK_EVERY_MS),
        (error: unknown) => {
          log.error({ err: error }, 'assignment of forms')
          again(AFTER_FAILURE_MS)
        },
      )
    }, milliseconds).unref()
  }
  const isStopped = (): boolean => stopped
  const look = async (): Promise<void> => {
    for (let id = await findOpenAct(db); id !== undefined && !isStopped(); id = await findOpenAct(db))
      await workOn({ db, clock }, id, isStopped)
  }

  return {
    start: () => again(LOOK_EVERY_MS),
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await working
    },
  }
}
