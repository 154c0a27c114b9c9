import type { Knex } from 'knex'

/** The pool or the open transaction. Repositories take it as their first argument and never import a global. */
export type Db = Knex | Knex.Transaction

/** A moment as ISO 8601 text in UTC with milliseconds: `2026-01-10T09:00:00.000Z`. The same on both engines. */
export type Instant = string

/** A calendar day as `YYYY-MM-DD`, without a time zone. */
export type Day = string
