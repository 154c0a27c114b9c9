import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { lookUp } from '../../../src/features/codes/lookup.repository'
import { organisationsNamed, tellingWords } from '../../../src/features/organisations/organisation-words'
import {
  findByOkpo,
  findOrganisation,
  listByInn,
  saveOrganisation,
} from '../../../src/features/organisations/organisations.repository'
import { findWithheld } from '../../../src/features/organisations/withheld'
import type { Report } from '../../../src/features/register/import/imports.repository'
import { createImportStarter } from '../../../src/features/register/import/job'
import { Lease } from '../../../src/features/register/import/lease'
import { placeNew } from '../../../src/features/register/import/place-new'
import { runImport } from '../../../src/features/register/import/run-import'
import { attachStaging, type Checkpoint, readCheckpoint } from '../../../src/features/register/import/staging'
import { decideImport } from '../../../src/features/register/import/start-import'
import { createTestApp, NOW } from '../../support/app'
import { FREE_OKPO, fill, handIn } from '../../support/applicant'
import { Browser } from '../../support/browser'
import { extract, type Importing, openImporting } from './importing'

describe('new organisations that are written and not shown yet', () => {
  let site: Importing
  let id: number
  const LINES = ['10000006;ООО «Первая»;;4205000001;42', '10000012;ООО «Вторая»;;4205000001;42']

  /** Checked, decided, and left by a process that was killed between writing and showing. */
  beforeEach(async () => {
    site = await openImporting()
    id = (await site.load(extract(...LINES), { atOnce: false })).id
    await decideImport(site.deps, id, 'applying', { kind: 'system' })
    const lease = new Lease(site.db, site.deps.clock, id)
    await lease.take()
    const staging = await attachStaging(site.db, site.deps.directory, id)
    const checkpoint = (await readCheckpoint(staging)) as Checkpoint
    const report = (await site.find(id)).report as Report
    await placeNew(staging, checkpoint, { id, at: NOW, report }, lease)
    await staging.close()
    await lease.release()
  })
  afterEach(() => site.destroy())

  const written = () => site.db('organisations').orderBy('okpo').select('id', 'okpo')
  const named = (typed: string) => organisationsNamed(site.db, { words: tellingWords(typed), officeIds: [], limit: 10 })

  it('are found by nobody, by whatever they are looked for', async () => {
    const [first] = await written()
    expect(first?.okpo).toBe('10000006')
    expect(await findByOkpo(site.db, '10000006')).toBeUndefined()
    expect(await findOrganisation(site.db, first?.id)).toBeUndefined()
    expect(await listByInn(site.db, '4205000001', '99999999')).toEqual([])
    expect(await lookUp(site.db, { okpo: null, inn: '4205000001', ogrn: null })).toEqual([])
    expect(await named('первая')).toEqual([])
  })

  it('are shown together when the next process goes on', async () => {
    await runImport(site.deps, id)
    expect((await site.find(id)).state).toBe('done')
    expect((await written()).map(({ okpo }) => okpo)).toEqual(['10000006', '10000012'])
    expect(await listByInn(site.db, '4205000001', '10000006')).toMatchObject([{ okpo: '10000012' }])
    expect(await named('первая')).toHaveLength(1)
    expect(await findWithheld(site.db)).toBeUndefined()
  })

  it('make room for the same organisation when its application is approved, which is seen at once', async () => {
    const data = {
      shortName: 'ООО «Одобрена»',
      okpo: '10000012',
      enterpriseType: 'legal',
      fullName: null,
      officeId: 42,
    }
    const saved = await site.db.transaction(trx => saveOrganisation(trx, data as never, NOW))
    expect(await findByOkpo(site.db, '10000012')).toMatchObject({ id: saved, shortName: 'ООО «Одобрена»' })
    expect(await named('вторая')).toEqual([])
    await runImport(site.deps, id)
    expect((await written()).map(({ okpo }) => okpo)).toEqual(['10000006', '10000012'])
    // Without an account it is what the register says of it.
    expect(await findOrganisation(site.db, saved)).toMatchObject({ shortName: 'ООО «Вторая»' })
  })

  it('are gone when the import is cancelled, by the next process that looks', async () => {
    await decideImport(site.deps, id, 'cancelled', { kind: 'system' })
    expect(await written()).toHaveLength(2)
    expect(await findByOkpo(site.db, '10000006')).toBeUndefined()
    const log = { error: () => {} } as never
    const starter = createImportStarter({ db: site.db, clock: site.deps.clock, log }, waiting => ({
      done: runImport(site.deps, waiting).then(() => 0),
      stop: () => {},
    }))
    expect(await starter.look()).toBe(true)
    expect([await written(), await named('первая'), await findWithheld(site.db)]).toEqual([[], [], undefined])
    expect(await starter.look()).toBe(false)
    expect((await site.load(extract(...LINES))).report).toMatchObject({ new: 2 })
    expect(await listByInn(site.db, '4205000001', '10000006')).toHaveLength(1)
  })
})

it('lets an application be handed in while many organisations are written', async () => {
  const site = await createTestApp()
  const folder = mkdtempSync(join(tmpdir(), 'websbor-applying-'))
  try {
    const file = join(folder, 'extract.csv')
    const rows = 40_000
    const lines = Array.from({ length: rows }, (_, index) => `${10_000_000 + index};ООО «Имя ${index}»;;;42`)
    writeFileSync(file, extract(...lines))
    const browser = await fill(new Browser(site.app))
    const child = spawn(process.execPath, [resolve(__dirname, 'run-import.cjs'), file], {
      env: {
        PATH: process.env.PATH,
        WEBSBOR_MODE: 'demo',
        BASE_URL: 'http://localhost:3000',
        DATABASE_URL: site.url,
        IMPORT_DIRECTORY: folder,
      },
      stdio: 'ignore',
    })
    const ended = once(child, 'exit')
    while (child.exitCode === null && (await findWithheld(site.db)) === undefined) await sleep(5)
    await handIn(browser)
    expect(await site.db('applications').where({ okpo: FREE_OKPO }).first('status')).toEqual({ status: 'submitted' })
    expect(await ended).toEqual([0, null])
    expect(await site.db('organisations').count({ total: '*' }).first()).toEqual({ total: rows })
  } finally {
    await site.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
})
