// `node bench/copy-database.mjs FILE.sqlite postgres://…`: the same rows in PostgreSQL, many times faster than to make them
// anew. The database needs its schema and demo data; the tables that the generators fill are emptied first.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { BIN } from './machinery/databases.mjs'
import { built } from './machinery/paths.mjs'

const { connect } = built('db/connection.js')
const { dropIndexes } = built('db/indexes.js')
const { wordsOfOrganisation } = built('features/organisations/organisation-words.js')

const TABLES = [
  'organisations',
  'accounts',
  'applications',
  'application_submissions',
  'application_counts',
  'audit_log',
  'outbox_letters',
]
const CHUNK = 1 << 20

const [file, url] = process.argv.slice(2)
const source = new Database(file, { readonly: true })
const db = connect({ url, poolSize: 1 })

const main = async () => {
  await db.raw('set statement_timeout = 0; set maintenance_work_mem = "512MB"; set session_replication_role = replica')
  await db.raw(`truncate ${TABLES.join(', ')}, organisation_words cascade`)
  for (const table of TABLES) await copyTable(table)
  await copyWords()
  await db.raw('vacuum analyze')
}

const copyTable = async table => {
  const { rows } = await db.raw(
    'select column_name as name, data_type as type from information_schema.columns where table_name = ? order by ordinal_position',
    [table],
  )
  const known = new Set(
    source
      .prepare(`pragma table_info(${table})`)
      .all()
      .map(({ name }) => name),
  )
  const columns = rows.filter(({ name }) => known.has(name))
  const kinds = columns.map(({ type }) => type)
  const names = columns.map(({ name }) => name).join(', ')
  const lines = function* () {
    for (const row of source.prepare(`select ${names} from ${table}`).raw().iterate())
      yield row.map((value, index) => cell(value, kinds[index])).join('\t')
  }
  await load(table, names, lines())
  if (known.has('id'))
    await db.raw(`select setval(pg_get_serial_sequence('${table}', 'id'), greatest(max(id), 1)) from ${table}`)
}

const copyWords = () => {
  const lines = function* () {
    const rows = source.prepare('select id, short_name, full_name, office_id from organisations')
    for (const row of rows.iterate()) {
      const words = wordsOfOrganisation({ shortName: row.short_name, fullName: row.full_name, officeId: row.office_id })
      yield `${row.id}\t${[...new Set(words)].join(' ')}`
    }
  }
  return load('organisation_words', 'id, words', lines())
}

/** Without its indexes, which are made again afterwards: sorting is faster than putting in one by one. */
const load = async (table, names, lines) => {
  const started = performance.now()
  const indexes = await db.transaction(trx => dropIndexes(trx, table))
  const psql = spawn(join(BIN, 'psql'), ['-q', '-v', 'ON_ERROR_STOP=1', url], { stdio: ['pipe', 'inherit', 'inherit'] })
  const ended = once(psql, 'exit')
  let text = `set session_replication_role = replica; copy ${table} (${names}) from stdin;\n`
  for (const line of lines) {
    text += `${line}\n`
    if (text.length < CHUNK) continue
    if (!psql.stdin.write(text)) await once(psql.stdin, 'drain')
    text = ''
  }
  psql.stdin.end(`${text}\\.\n`)
  const [code] = await ended
  if (code !== 0) throw new Error(`copy into ${table} failed`)
  for (const statement of indexes) await db.raw(statement)
  process.stderr.write(`${table}: ${Math.round((performance.now() - started) / 1000)} s\n`)
}

const cell = (value, type) => {
  if (value === null) return '\\N'
  if (type === 'boolean') return value ? 't' : 'f'
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString('hex')}`
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

await main()
await db.destroy()
