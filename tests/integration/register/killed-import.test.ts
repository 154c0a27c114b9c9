import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runImport } from '../../../src/features/register/import/run-import'
import { decideImport } from '../../../src/features/register/import/start-import'
import { createDatabase, type TestDatabase } from '../../support/database'
import { extract } from './importing'

const ROWS = 40_000
let database: TestDatabase
let folder: string
let file: string
beforeEach(async () => {
  database = await createDatabase()
  folder = mkdtempSync(join(tmpdir(), 'websbor-killed-'))
  file = join(folder, 'extract.csv')
  const lines = Array.from({ length: ROWS }, (_, index) => `${10_000_000 + index};ООО «Имя ${index}»;;;42`)
  writeFileSync(file, extract(...lines, 'плохая;строка;;;42'))
})
afterEach(async () => {
  await database.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  PATH: process.env.PATH,
  WEBSBOR_MODE: 'demo',
  BASE_URL: 'http://localhost:3000',
  DATABASE_URL: database.url,
  IMPORT_DIRECTORY: folder,
})
const script = resolve(__dirname, 'run-import.cjs')

type Ran = { code: number; out: string; err: string }
const command = (...args: string[]): Promise<Ran> =>
  new Promise(done => {
    execFile(process.execPath, [script, ...args], { env: env() }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })

const importRow = () => database.db('register_imports').orderBy('id', 'desc').first()

/** Waits until the import has read something and is not done. */
const underWay = async (child: ChildProcess): Promise<void> => {
  while (child.exitCode === null) {
    const row = await importRow()
    if (row !== undefined && JSON.parse(row.progress).rows > 0) return
    await sleep(5)
  }
}

it('goes on where a killed process was: everything once, nothing half', async () => {
  const child = spawn(process.execPath, [script, file, '--full'], { env: env(), stdio: 'ignore' })
  await underWay(child)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await database.db('organisations').first('id')).toBeUndefined()

  // It is taken for dead when its lease has run out.
  expect(await command(file, '--full')).toMatchObject({ code: 1, err: expect.stringContaining('занят другой процесс') })
  await database.db('register_imports').update({ locked_until: '2020-01-01T00:00:00.000Z' })
  const { code, out } = await command(file, '--full')
  expect([code, out]).toEqual([0, expect.stringContaining('была прервана: продолжаю')])
  expect(out.replace(/\s/g, ' ')).toContain('40 000  Новых организаций')
  expect(await database.db('organisations').count({ total: '*' }).first()).toEqual({ total: ROWS })
  expect(await database.db('register_imports').select('state')).toEqual([{ state: 'done' }])
})

it('lets one process work at a time, and refuses a second import with a sentence', async () => {
  const [first, second] = await Promise.all([command(file, '--dry-run'), command(file, '--dry-run')])
  expect([first.code, second.code].filter(code => code === 0)).toHaveLength(1)
  expect(first.err + second.err).toMatch(/занят другой процесс|другая загрузка/)
  expect(await database.db('register_imports').count({ total: '*' }).first()).toEqual({ total: 1 })
})

it('says of another import that waits for a decision what to do, and cancels it', async () => {
  await command(file)
  const short = join(folder, 'short.csv')
  writeFileSync(short, extract('10000000;ООО «Имя 0»;;;42'))
  const held = await command(short, '--full')
  expect([held.code, held.err]).toEqual([1, expect.stringContaining('--allow-archiving')])
  expect((await command(file)).err).toContain('ждёт решения')
  expect((await command('--cancel')).out).toContain('отменена: регистр не изменился')
  expect(await database.db('organisations').whereNotNull('archived_at').first('id')).toBeUndefined()
  const allowed = await command(short, '--full', '--allow-archiving')
  expect([allowed.code, allowed.out]).toEqual([0, expect.stringContaining('Регистр обновлён')])
  expect(await database.db('organisations').whereNull('archived_at').pluck('okpo')).toEqual(['10000000'])
})

it('stops when it is cancelled while it works, and leaves nothing', async () => {
  const child = spawn(process.execPath, [script, file], { env: env(), stdio: 'ignore' })
  await underWay(child)
  const { id } = await importRow()
  const deps = { db: database.db, clock: () => new Date(), directory: folder }
  expect(await decideImport(deps, id, 'cancelled', { kind: 'system' })).toBe(true)
  await once(child, 'exit')
  expect(await database.db('organisations').first('id')).toBeUndefined()
  expect(await runImport(deps, id)).toBe(false)
})

it('names a file that is not there, and the ways to call it', async () => {
  expect(await command(join(folder, 'none.csv'))).toMatchObject({ code: 1, err: expect.stringContaining('нет') })
  expect((await command()).err).toContain('--dry-run')
})
