import type { Request } from 'express'
import type { Db } from '../../db/db'
import { AppError, notFound } from '../../http/errors'
import { isSent, type SentApplication } from '../applications/application'
import { findApplication } from '../applications/applications.repository'
import type { Moved } from './move'
import type { OfficeStaff } from './queue.lists'

/** A page of the queue has so many lines. */
const MAX_CHOSEN = 50

/** What became of one of the chosen applications. */
export type Outcome = { done: boolean; number: string; text: string; id?: number }

declare module 'express-session' {
  interface SessionData {
    /** What became of the applications that were chosen together, for the next page that is shown. */
    outcomes: { title: string; lines: Outcome[] }
  }
}

/** The numbers of the records that were chosen, each once. What is no number does not exist. */
export const chosenIds = (sent: unknown): number[] => {
  const texts = [(sent as Record<string, unknown> | undefined)?.ids].flat()
  const ids = texts.filter((text): text is string => typeof text === 'string' && /^\d{1,15}$/.test(text)).map(Number)
  return [...new Set(ids)].slice(0, MAX_CHOSEN)
}

const ELSEWHERE = 'Заявки нет в вашем ТОГС: возможно, её уже передали в другой.'

/**
 * Makes the same move with each of the chosen applications, one transaction each: what cannot be done with one of them
 * keeps nobody from doing it with the others, and every line tells what happened.
 */
export const moveEach = async (
  db: Db,
  staff: OfficeStaff,
  ids: readonly number[],
  words: { done: string; repeated: string },
  move: (application: SentApplication) => Promise<Moved>,
): Promise<Outcome[]> => {
  const outcomes: Outcome[] = []
  for (const id of ids) {
    const application = await findApplication(db, id)
    const own = application !== undefined && isSent(application) && application.officeId === staff.officeId
    outcomes.push(own ? await outcomeOf(application, words, move) : { done: false, number: '', text: ELSEWHERE })
  }
  return outcomes
}

const outcomeOf = async (
  application: SentApplication,
  words: { done: string; repeated: string },
  move: (application: SentApplication) => Promise<Moved>,
): Promise<Outcome> => {
  const { id, number } = application
  try {
    const moved = await move(application)
    if (moved.kind === 'refused') return { done: false, id, number, text: moved.sentence }
    return { done: true, id, number, text: words[moved.kind] }
  } catch (error) {
    // Between looking and locking it went to another office.
    if (!(error instanceof AppError) || error.status !== 404) throw error
    return { done: false, number, text: ELSEWHERE }
  }
}

/** The applications that were chosen for a page about them. Throws 404 when none of them lies at this office. */
export const chosenApplications = async (db: Db, staff: OfficeStaff, req: Request): Promise<SentApplication[]> => {
  const found: SentApplication[] = []
  for (const id of chosenIds(req.method === 'POST' ? req.body : { ids: idsInAddress(req) })) {
    const application = await findApplication(db, id)
    if (application !== undefined && isSent(application) && application.officeId === staff.officeId)
      found.push(application)
  }
  if (found.length === 0) throw notFound()
  return found
}

const idsInAddress = ({ query: { ids } }: Request): string[] => (typeof ids === 'string' ? ids.split(',') : [])
