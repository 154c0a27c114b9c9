import type { Knex } from 'knex'
import { isPostgres } from './connection'

/*
 * Rows as one text, the way COPY of PostgreSQL takes them: a line each, columns between tabs, `\N` for null, a backslash
 * doubled. A thread can make such a text and hand it over; objects and arrays would be copied one by one. Values have
 * neither tabs nor line ends: whoever makes the rows has seen to that.
 */

const NOTHING = '\\N'

/** One line of such a text, with its end. */
export const copyLine = (values: readonly (string | number | null)[]): string => {
  let line = ''
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] as string | number | null
    if (index > 0) line += '\t'
    line += value === null ? NOTHING : typeof value === 'number' || !value.includes('\\') ? value : doubled(value)
  }
  return `${line}\n`
}

const doubled = (value: string): string => value.replaceAll('\\', '\\\\')

/** Writes such rows inside a transaction, as fast as the engine takes them. */
export const copyRows = async (
  trx: Knex.Transaction,
  table: string,
  columns: readonly string[],
  text: string,
): Promise<void> => {
  if (text === '') return
  const connection = await trx.client.acquireConnection()
  if (isPostgres(trx)) return copyIn(connection, `copy ${table} (${columns.join(', ')}) from stdin`, Buffer.from(text))
  const statement = (connection as SqliteConnection).prepare(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
  )
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    statement.run(valuesOf(text.slice(start, end)))
    start = end + 1
  }
}

type SqliteConnection = { prepare(sql: string): { run(values: (string | null)[]): unknown } }

const valuesOf = (line: string): (string | null)[] => {
  const values: (string | null)[] = line.split('\t')
  if (!line.includes('\\')) return values
  return values.map(value => {
    if (value === NOTHING) return null
    return value?.includes('\\') ? value.replaceAll('\\\\', '\\') : value
  })
}

/** What `pg` wants of whoever talks to the server by another way than a query; see its `Submittable`. */
type Connection = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
}
type PostgresConnection = { query(submittable: object): unknown }

const CHUNK_BYTES = 1 << 18

const copyIn = (client: PostgresConnection, sql: string, bytes: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    let failure: Error | undefined
    client.query({
      submit: (connection: Connection) => connection.query(sql),
      handleCopyInResponse: (connection: Connection) => {
        for (let start = 0; start < bytes.length; start += CHUNK_BYTES)
          connection.sendCopyFromChunk(bytes.subarray(start, start + CHUNK_BYTES))
        connection.endCopyFrom()
      },
      handleCommandComplete: () => {},
      handleError: (error: Error) => {
        failure = error
        reject(error)
      },
      handleReadyForQuery: () => {
        if (failure === undefined) resolve()
      },
    })
  })
