import type { Request } from 'express'
import { type SessionData, Store } from 'express-session'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Clock } from '../clock'
import type { Db, Instant } from '../db/db'
import { statement } from '../db/statement'
import { sessionKey } from './sessions.repository'

type Callback<T = unknown> = (error?: unknown, value?: T) => void
type Row = { data: string; created_at: Instant; touched_at: Instant }

const TOUCH_EVERY_MS = 60_000

const findSession = statement<Row>('select data, created_at, touched_at from sessions where id_hash = ?')

export type SessionLimits = { idleMs: number; absoluteMs: number }

/**
 * Sessions in our own table. The key is the SHA-256 of the session id, so the table opens no session; `user_id` lets
 * one end all sessions of a person; a session that was signed out while a request ran is not written again by it.
 * Errors go to the callback only: one failed query must not end the process.
 */
export class SessionStore extends Store {
  /** The sessions that came from the table or were put there; all others are new. */
  private readonly stored = new WeakSet<object>()
  /** What was put there last: express-session saves a new session once more when the answer is sent. */
  private readonly written = new WeakMap<object, string>()

  /** Gives the request a new session; express-session puts it here. */
  declare generate: (req: Request) => void

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
    private readonly limits: SessionLimits,
    private readonly log?: Pick<Logger, 'error'>,
  ) {
    super()
  }

  override get = (sid: string, callback: Callback<SessionData | null>): void => {
    settle(this.find(sid), callback)
  }

  override set = (sid: string, session: SessionData, callback?: Callback): void => {
    settle(this.save(sid, session), callback)
  }

  override destroy = (sid: string, callback?: Callback): void => {
    settle(
      this.db('sessions')
        .where({ id_hash: sessionKey(sid) })
        .delete(),
      callback,
    )
  }

  /** express-session turns what `get` gave into the request's session here: the moment to remember that it is stored. */
  override createSession(req: Request, data: SessionData): ReturnType<Store['createSession']> {
    const session = super.createSession(req, data)
    this.stored.add(session)
    return session
  }

  /**
   * Begins a new session with this data in place of the request's own, in the caller's transaction: whoever knows the
   * old id has nothing.
   */
  async replace(trx: Db, req: Request, data: Partial<SessionData>): Promise<void> {
    const old = sessionKey(req.sessionID)
    this.generate(req)
    Object.assign(req.session, data)
    await this.save(req.sessionID, req.session, trx)
    await trx('sessions').where({ id_hash: old }).delete()
  }

  /** Removes what ran out, a bounded number at a time. Returns how many went. */
  async sweep(limit = 1000): Promise<number> {
    const { idleBefore, createdBefore } = this.bounds()
    const stale = this.db('sessions')
      .select('id_hash')
      .where('touched_at', '<', idleBefore)
      .orWhere('created_at', '<', createdBefore)
      .limit(limit)
    return this.db('sessions').whereIn('id_hash', stale).delete()
  }

  private async find(sid: string): Promise<SessionData | null> {
    const key = sessionKey(sid)
    const row = await findSession.first(this.db, [key])
    const { idleBefore, createdBefore } = this.bounds()
    if (row === undefined || row.touched_at < idleBefore || row.created_at < createdBefore) return null
    await this.touchRow(key, row.touched_at)
    return JSON.parse(row.data) as SessionData
  }

  private async save(sid: string, session: Partial<SessionData>, db: Db = this.db): Promise<void> {
    const now = this.clock().toISOString()
    const data = JSON.stringify(session)
    if (this.written.get(session) === data) return
    const row = { ...columnsOf(session), data, touched_at: now }
    if (this.stored.has(session)) {
      await db('sessions')
        .where({ id_hash: sessionKey(sid) })
        .update(row)
    } else {
      await db('sessions')
        .insert({ id_hash: sessionKey(sid), created_at: now, ...row })
        .onConflict('id_hash')
        .merge(Object.keys(row))
    }
    this.stored.add(session)
    this.written.set(session, data)
  }

  /**
   * A session is touched when it is read, in its column and not in its data. As a method `touch` express-session would
   * call this at the end of every request, and send every answer in two parts around it.
   */
  private async touchRow(key: string, touchedAt: Instant): Promise<void> {
    const now = this.clock()
    if (now.getTime() - Date.parse(touchedAt) < TOUCH_EVERY_MS) return
    try {
      await this.db('sessions').where({ id_hash: key }).update({ touched_at: now.toISOString() })
    } catch (error) {
      // The page can be shown all the same; the session ends a little earlier.
      this.log?.error({ err: error }, 'session: not touched')
    }
  }

  /** Sessions touched or begun before these moments are over. */
  bounds(): { idleBefore: Instant; createdBefore: Instant } {
    const now = this.clock().getTime()
    return {
      idleBefore: new Date(now - this.limits.idleMs).toISOString(),
      createdBefore: new Date(now - this.limits.absoluteMs).toISOString(),
    }
  }
}

/**
 * Ends every session of a user in the caller's transaction, for example when the password changes; `keep` is the id of
 * the one that goes on. Returns how many were ended.
 */
export const endSessions = (trx: Db, user: string, keep?: string): Promise<number> => {
  const sessions = trx('sessions').where({ user_id: user })
  if (keep !== undefined) void sessions.whereNot({ id_hash: sessionKey(keep) })
  return sessions.delete()
}

/** What the table is asked about; somebody who is half signed in counts as the user when sessions are ended. */
const columnsOf = ({ user, half, client }: Partial<SessionData>) => ({
  user_id: (user ?? half?.user)?.id ?? null,
  awaiting_code: user === undefined && half !== undefined,
  address: client?.address ?? null,
  browser: client?.browser ?? null,
})

const settle = <T>(work: Promise<T>, callback: Callback<T> = () => {}): void => {
  work.then(
    value => setImmediate(callback, null, value),
    (error: unknown) => setImmediate(callback, error),
  )
}
