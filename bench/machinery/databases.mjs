import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOAD_CORE, pinned } from './pinned.mjs'
import { freePort } from './server.mjs'

/** Where Debian puts the programs of PostgreSQL. */
export const BIN = '/usr/lib/postgresql/15/bin'

/**
 * The engines to measure on. Each gives the address of a new, empty database by name; `stop` removes everything.
 * PostgreSQL is a throw-away cluster with default settings; without its programs only SQLite is measured.
 */
export const openEngines = async () => {
  const sqlite = openSqlite()
  if (!existsSync(join(BIN, 'initdb'))) return { engines: [sqlite], note: `PostgreSQL was not measured: no ${BIN}` }
  return { engines: [sqlite, await openPostgres()], note: undefined }
}

export const openSqlite = () => {
  const directory = mkdtempSync(join(tmpdir(), 'websbor-bench-'))
  return {
    name: 'SQLite',
    create: name => `sqlite:${join(directory, `${name}.sqlite`)}`,
    stop: () => rmSync(directory, { recursive: true, force: true }),
  }
}

const openPostgres = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'websbor-bench-pg-'))
  const data = join(directory, 'data')
  const port = await freePort()
  if (isRoot) chownSync(directory, ...postgresUser())
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions'])
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${directory}`
  run('pg_ctl', ['start', '-w', '-D', data, '-l', join(directory, 'log'), '-o', options])
  return {
    name: 'PostgreSQL',
    create: name => {
      run('createdb', ['-h', '127.0.0.1', '-p', String(port), '-U', 'postgres', name])
      return `postgres://postgres@127.0.0.1:${port}/${name}`
    },
    stop: () => {
      run('pg_ctl', ['stop', '-w', '-D', data, '-m', 'immediate'])
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const isRoot = process.getuid?.() === 0

/** PostgreSQL refuses to run as root. */
const postgresUser = () =>
  ['-u', '-g'].map(flag => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout))

const run = (program, args) => {
  const command = pinned(LOAD_CORE, [join(BIN, program), ...args])
  const [first, ...rest] = isRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command
  const { status, stderr } = spawnSync(first, rest, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
}
