import { types } from 'pg'

export type Value = string | number | null
/** A statement as an engine knows it: `text` with `$1`, and the name that it is prepared by. */
export type Prepared = { name: string; sql: string; text: string }
export type Call = { statement: Prepared; values: readonly Value[] }
/** What became of a call: the first row, if there was one, and how many rows were found or changed. */
export type Answer = { row: Record<string, unknown> | undefined; rows: number }

/** A connection of `pg`: takes anything that writes its own messages and reads the answers to them. */
export type PostgresConnection = { query(calls: PreparedCalls): unknown }

/**
 * Sends prepared statements to PostgreSQL in one write, and reads their answers up to the one that ends them all. They are
 * one implicit transaction: when one fails, all of them do. Of each answer `pg` would have the columns described anew;
 * here they are described when the statement is prepared, once a connection.
 */
export const sendCalls = (connection: PostgresConnection, calls: readonly Call[]): Promise<Answer[]> =>
  new Promise((resolve, reject) => {
    connection.query(new PreparedCalls(calls, resolve, reject))
  })

type Column = { name: string; read: (text: string) => unknown }
type Field = { name: string; dataTypeID: Parameters<typeof types.getTypeParser>[0] }

/** The part of `pg` that writes messages. */
type Wire = {
  stream: { cork(): void; uncork(): void }
  close(message: { type: 'S'; name: string }): void
  parse(message: { name: string; text: string }): void
  describe(message: { type: 'S'; name: string }): void
  bind(message: { statement: string; values: readonly Value[]; valueMapper: (value: Value) => string | null }): void
  execute(message: object): void
  sync(): void
}

/** What is prepared on each connection, with the columns of its rows. */
const preparedOn = new WeakMap<Wire, Map<string, readonly Column[]>>()

class PreparedCalls {
  private readonly answers: Answer[]
  /** The call whose answer is being read. */
  private current = 0
  /** What these calls prepare. */
  private readonly fresh = new Map<string, readonly Column[]>()
  private wire: Wire | undefined

  constructor(
    private readonly calls: readonly Call[],
    private readonly resolve: (answers: Answer[]) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    this.answers = calls.map(() => ({ row: undefined, rows: 0 }))
  }

  submit(wire: Wire): void {
    this.wire = wire
    wire.stream.cork()
    for (const { statement, values } of this.calls) {
      const { name, text } = statement
      if (this.columnsOf(name) === undefined) {
        this.fresh.set(name, [])
        // After a call that failed nobody knows whether it is there; closing what is not there is no error.
        wire.close({ type: 'S', name })
        wire.parse({ name, text })
        wire.describe({ type: 'S', name })
      }
      wire.bind({ statement: name, values, valueMapper: asText })
      wire.execute(EVERYTHING)
    }
    wire.sync()
    wire.stream.uncork()
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    const { statement } = this.calls[this.current] as Call
    this.fresh.set(statement.name, fields.map(columnOf))
  }

  handleDataRow({ fields }: { fields: readonly (string | null)[] }): void {
    const answer = this.answers[this.current] as Answer
    if (answer.row !== undefined) return
    const columns = this.columnsOf((this.calls[this.current] as Call).statement.name) as readonly Column[]
    const row: Record<string, unknown> = {}
    for (let index = 0; index < columns.length; index += 1) {
      const { name, read } = columns[index] as Column
      const text = fields[index] as string | null
      row[name] = text === null ? null : read(text)
    }
    answer.row = row
  }

  /** The text is `SELECT 1`, `UPDATE 1` or `INSERT 0 1`. */
  handleCommandComplete({ text }: { text: string }): void {
    const answer = this.answers[this.current] as Answer
    answer.rows = Number(text.slice(text.lastIndexOf(' ') + 1))
    this.current += 1
  }

  handleReadyForQuery(): void {
    if (this.wire !== undefined && this.fresh.size > 0) {
      const known = preparedOn.get(this.wire) ?? new Map<string, readonly Column[]>()
      for (const [name, columns] of this.fresh) known.set(name, columns)
      preparedOn.set(this.wire, known)
    }
    this.resolve(this.answers)
  }

  /** Also when the connection is lost. Whatever was prepared is prepared anew: the schema may have changed under it. */
  handleError(error: unknown): void {
    const known = this.wire === undefined ? undefined : preparedOn.get(this.wire)
    for (const { statement } of this.calls) known?.delete(statement.name)
    this.reject(error)
  }

  private columnsOf(name: string): readonly Column[] | undefined {
    return this.fresh.get(name) ?? (this.wire === undefined ? undefined : preparedOn.get(this.wire)?.get(name))
  }
}

/** No portal, no limit of rows. */
const EVERYTHING = {}

const asText = (value: Value): string | null => (typeof value === 'number' ? String(value) : value)

const columnOf = ({ name, dataTypeID }: Field): Column => ({
  name,
  read: types.getTypeParser(dataTypeID, 'text') as Column['read'],
})
