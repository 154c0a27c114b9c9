import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { RateLimiterPostgres, RateLimiterSQLite, type RateLimiterStoreAbstract } from 'rate-limiter-flexible'
import { isPostgres } from '../../db/connection'
import type { Db } from '../../db/db'

const TABLE = 'rate_limits'
const DAY = 86_400

export type Limit = {
  /** Names the counted thing in the table; one limit, one name. */
  name: string
  /** Tries that are free within one window. */
  points: number
  /** Length of the window, which begins with the first try; seconds. */
  seconds: number
  /**
   * When given, waiting begins anew with the first try too many and is twice as long each further time within a day,
   * from `seconds` up to this. Otherwise waiting ends with the window.
   */
  longestWait?: number
}

/** Counts tries of somebody at something. The keys say who: one or more parts, any text. */
export type Throttle = {
  /**
   * Counts one try, before the work is done, so that a hundred tries at once get no more than the limit.
   * Returns how many seconds to wait; 0 when the try is free.
   */
  take(...key: string[]): Promise<number>
  /** How many seconds to wait before the next try is free, without counting one. */
  wait(...key: string[]): Promise<number>
  /** The try was a good one and does not count. */
  giveBack(db: Db, ...key: string[]): Promise<void>
  /** Forgets every try of this key. */
  forget(db: Db, ...key: string[]): Promise<void>
}

/**
 * A limit that holds across processes: the counts live in the database, both engines. Counting is for outside of
 * transactions: it takes a connection of its own, and SQLite has but one. What follows a good try may be part of the
 * transaction of what was tried. The library reads the clock of the machine by itself.
 */
export const createThrottle = (db: Knex, { name, points, seconds, longestWait }: Limit): Throttle => {
  const tries = createCounter(db, name, points, seconds)
  const waits = longestWait === undefined ? undefined : createCounter(db, `${name}.waits`, points, DAY)

  const wait = async (id: string, longest: number, counter: RateLimiterStoreAbstract): Promise<number> => {
    const { consumedPoints } = await counter.penalty(id)
    const length = Math.min(seconds * 2 ** (consumedPoints - 1), longest)
    await tries.block(id, length)
    return length
  }

  return {
    take: async (...key) => {
      const id = digest(key)
      const { consumedPoints, msBeforeNext } = await tries.penalty(id)
      if (consumedPoints <= points) return 0
      const isFirstTooMany = consumedPoints === points + 1
      if (isFirstTooMany && waits !== undefined && longestWait !== undefined) return wait(id, longestWait, waits)
      return Math.max(1, Math.ceil(msBeforeNext / 1000))
    },
    wait: async (...key) => {
      const taken = await tries.get(digest(key))
      return taken === null || taken.consumedPoints < points ? 0 : Math.max(1, Math.ceil(taken.msBeforeNext / 1000))
    },
    giveBack: async (trx, ...key) => {
      await trx(TABLE).where('key', rowOf(name, key)).where('points', '>', 0).decrement('points')
    },
    forget: async (trx, ...key) => {
      const rows = [rowOf(name, key), ...(waits === undefined ? [] : [rowOf(`${name}.waits`, key)])]
      await trx(TABLE).whereIn('key', rows).delete()
    },
  }
}

/** Remembers keys for a while, in the same table: «this account was here from this address». */
export type Memory = { has(db: Db, ...key: string[]): Promise<boolean>; keep(db: Db, ...key: string[]): Promise<void> }

/** @param seconds how long a key is remembered after it was last kept */
export const createMemory = ({ name, seconds }: { name: string; seconds: number }): Memory => ({
  has: async (db, ...key) => {
    const row = db(TABLE).where('key', rowOf(name, key)).where('expire', '>', Date.now())
    return (await row.first('key')) !== undefined
  },
  keep: async (db, ...key) => {
    const row = { key: rowOf(name, key), points: 1, expire: Date.now() + seconds * 1000 }
    await db(TABLE).insert(row).onConflict('key').merge()
  },
})

/** Removes what ran out, a bounded number at a time. Returns how many went. */
export const sweepThrottles = (db: Knex, now: Date, limit = 1000): Promise<number> => {
  const past = db(TABLE).select('key').where('expire', '<', now.getTime()).limit(limit)
  return db(TABLE).whereIn('key', past).delete()
}

/** The library's own timer for cleaning up is off: on SQLite an error in it would end the process. */
const createCounter = (db: Knex, name: string, points: number, seconds: number): RateLimiterStoreAbstract => {
  const Counter = isPostgres(db) ? RateLimiterPostgres : RateLimiterSQLite
  return new Counter({
    storeClient: db,
    storeType: 'knex',
    tableName: TABLE,
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
  })
}

/** The row that the library counts a key in. */
const rowOf = (name: string, key: string[]): string => `${name}:${digest(key)}`

/** Keys of any length fit, and the table shows no logins and no addresses. */
const digest = (key: string[]): string => createHash('sha256').update(JSON.stringify(key)).digest('base64url')
