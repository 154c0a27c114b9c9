import { parentPort } from 'node:worker_threads'
import Database from 'better-sqlite3'

/** A query as the thread gets it; it belongs to a file of SQLite. */
export type SlowRead = { database: string; sql: string; bindings: readonly unknown[] }

/** A fourth of what the server's own connection may keep of the file: the rest is the system's cache. */
const CACHE = 'cache_size = -16384'

let open: { database: string; connection: Database.Database } | undefined

const connectionTo = (database: string): Database.Database => {
  if (open?.database === database) return open.connection
  open?.connection.close()
  const connection = new Database(database, { readonly: true, fileMustExist: true })
  connection.pragma(CACHE)
  connection.pragma('temp_store = MEMORY')
  open = { database, connection }
  return connection
}

const answer = ({ database, sql, bindings }: SlowRead): { result: unknown } | { error: string } => {
  try {
    return { result: connectionTo(database).prepare(sql).all(bindings) }
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

parentPort?.on('message', ({ id, task }: { id: number; task: SlowRead }) => {
  parentPort?.postMessage({ id, ...answer(task) })
})
