import type { Request } from 'express'
import type { Db } from '../../db/db'
import { namesView, type QueueView, readView, viewQuery } from './queue.filters'
import { findQueueView, saveQueueView } from './queue-views.repository'

/** The view of the queue that somebody works in: the one they chose last, here or on another machine. */
export const rememberedView = async (db: Db, staffId: number): Promise<QueueView> =>
  readView(Object.fromEntries(new URLSearchParams(await findQueueView(db, staffId))))

/** The view of an address, which is remembered from then on; without one in the address the remembered one. */
export const viewOf = async (db: Db, req: Request, staffId: number): Promise<QueueView> => {
  if (!namesView(req.query)) return rememberedView(db, staffId)
  const view = readView(req.query)
  const query = viewQuery(view).toString()
  if (query !== (await findQueueView(db, staffId))) await saveQueueView(db, staffId, query)
  return view
}
