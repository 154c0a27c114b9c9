import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createImportStarter, type ImportStarter } from '../../../src/features/register/import/job'
import { runImport } from '../../../src/features/register/import/run-import'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { extract } from './importing'

let site: TestApp
let folder: string
let administrator: Browser
let job: ImportStarter
const IMPORT = '/office/register/import'
const GOOD = ['10000006;ООО «Первая»;;;42', '10000012;ООО «Вторая»;;;42']

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'websbor-import-pages-'))
  site = await createTestApp({ IMPORT_DIRECTORY: folder, IMPORT_MAX_MB: '1' })
  administrator = await enter({ role: 'system_admin', office_id: null })
  const { db, clock, log } = site.deps
  // The same work as in a process of its own, on the connection of the test.
  job = createImportStarter({ db, clock, log }, id => ({
    done: runImport({ db, clock, directory: folder }, id).then(() => 0),
    stop: () => {},
  }))
})
afterEach(async () => {
  await site.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const enter = async (row: Parameters<typeof buildStaff>[1] = {}): Promise<Browser> => {
  const { login } = await buildStaff(site.db, row)
  return signIn(site.app, login, '/office/sign-in')
}

const upload = async (
  content: string | Uint8Array,
  values: Record<string, string> = {},
  forge: Record<string, string> = {},
) => {
  await administrator.open(IMPORT)
  return administrator.submit(values, {
    press: 'Загрузить и проверить',
    files: { file: { name: 'Выгрузка.csv', bytes: content } },
    forge,
  })
}

const okpos = () => site.db('organisations').orderBy('okpo').pluck('okpo')

it('checks what is uploaded, shows the report, and writes it when the administrator says so', async () => {
  await upload(extract(...GOOD, '123;плохая;;;42'))
  expect(administrator.url).toBe(`${IMPORT}/1`)
  expect(administrator.text).toContain('проверяется')
  expect(await job.look()).toBe(true)
  await administrator.open(`${IMPORT}/1`)
  expect(administrator.text).toContain('Новых организаций 2')
  expect(administrator.text).toContain('ОКПО должен состоять из 8, 10, 12 или 14 цифр 1')
  expect(await okpos()).toEqual([])

  await administrator.submit({}, { press: 'Записать в регистр' })
  await job.look()
  await administrator.open(`${IMPORT}/1`)
  expect(administrator.text).toContain('окончена')
  expect(await okpos()).toEqual(['10000006', '10000012'])
  await administrator.follow('Скачать строки, которые не приняты')
  expect(administrator.html).toContain('123;плохая')
  expect(readdirSync(folder)).toEqual(['import-1-refused.csv'])
})

it('brings the page anew by itself for who asks for it, while the import is worked on', async () => {
  await upload(extract(...GOOD))
  const refresh = () => administrator.$('meta[http-equiv=refresh]').attr('content')
  expect(refresh()).toBeUndefined()
  await administrator.follow('обновлять её каждые 10 секунд')
  expect(refresh()).toBe('10')
  await administrator.follow('Не обновлять')
  expect([refresh(), administrator.text]).toEqual([undefined, expect.stringContaining('проверяется')])
  await job.look()
  await administrator.open(`${IMPORT}/1?refresh=on`)
  expect(refresh()).toBeUndefined()
})

it('says what is wrong with a file that is no extract', async () => {
  await upload('не выгрузка')
  await job.look()
  await administrator.open(`${IMPORT}/1`)
  expect(administrator.text).toContain('В файле одна строка')
  expect(readdirSync(folder)).toEqual([])
  expect((await administrator.open(`${IMPORT}/1/refused.csv`)).status).toBe(404)
})

it('asks for a tick before a full extract archives a tenth of the register', async () => {
  const many = Array.from({ length: 60 }, (_, index) => `${30_000_000 + index};ООО;;;42`)
  await upload(extract(...many))
  await job.look()
  await administrator.open(`${IMPORT}/1`)
  await administrator.submit()
  await job.look()
  await upload(extract(...many.slice(0, 30)), { full: 'yes' })
  await job.look()
  await administrator.open(`${IMPORT}/2`)
  await administrator.submit({}, { press: 'Записать в регистр' })
  expect([administrator.status, administrator.errors[0]?.text]).toEqual([
    422,
    expect.stringContaining('выгрузка полная'),
  ])
  await administrator.submit({ archive: 'yes' }, { press: 'Записать в регистр' })
  await job.look()
  expect(await site.db('organisations').whereNotNull('archived_at').pluck('okpo')).toHaveLength(30)
})

it('keeps one import at a time, and lets it be cancelled', async () => {
  const tab = administrator.tab()
  await tab.open(IMPORT)
  await upload(extract(...GOOD))
  await tab.submit({}, { press: 'Загрузить и проверить', files: { file: { name: 'a.csv', bytes: extract(...GOOD) } } })
  expect([tab.status, tab.text]).toEqual([409, expect.stringContaining('Другая загрузка ещё не окончена')])
  await administrator.open(`${IMPORT}/1`)
  await administrator.follow('Отменить загрузку')
  await administrator.submit()
  expect(administrator.text).toContain('Загрузка отменена: регистр не изменился.')
  expect(await job.look()).toBe(false)
  expect([await okpos(), readdirSync(folder)]).toEqual([[], []])
})

it('leaves no file behind when nothing is chosen, the file is too large, or the form is forged', async () => {
  await administrator.open(IMPORT)
  await administrator.submit({}, { press: 'Загрузить и проверить' })
  expect(administrator.errors[0]?.text).toBe('Выберите файл выгрузки и нажмите «Загрузить и проверить»')
  await upload('x'.repeat(1024 * 1024 + 1))
  expect([administrator.status, administrator.errors[0]?.text]).toEqual([413, expect.stringContaining('больше 1 МБ')])
  await upload(extract(...GOOD), {}, { _csrf: 'x' })
  expect(administrator.status).toBe(403)
  expect(readdirSync(folder)).toEqual([])
  expect(await site.db('register_imports').pluck('id')).toEqual([])
})

it('is for the administrator of the system alone', async () => {
  await upload(extract(...GOOD))
  for (const browser of [await enter(), await enter({ role: 'office_admin' })])
    for (const path of ['', '/1', '/1/cancel', '/1/refused.csv', '/2'])
      expect((await browser.open(`${IMPORT}${path}`)).status).toBe(404)
  expect((await administrator.open(`${IMPORT}/2`)).status).toBe(404)
})

it('writes once, however often the button is pressed', async () => {
  await upload(extract(...GOOD))
  await job.look()
  await administrator.open(`${IMPORT}/1`)
  const tab = administrator.tab()
  await tab.open(`${IMPORT}/1`)
  await administrator.submit({}, { press: 'Записать в регистр' })
  await tab.submit({}, { press: 'Записать в регистр' })
  expect(tab.status).toBe(409)
  await job.look()
  expect(await site.db('audit_log').where({ event: 'register.imported' }).pluck('subject_id')).toEqual([1])
})
