import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDatabase, type TestDatabase } from '../../support/database'
import { runCommand } from '../../support/run-command'

const fixtures = resolve(__dirname, '../../fixtures/certificates')
let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createDatabase()
  folder = mkdtempSync(join(tmpdir(), 'websbor-trust-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.destroy()
})

const trust = (...args: string[]) => runCommand(resolve(__dirname, 'run-trust.cjs'), database.url, args)

const put = (...names: string[]): void => {
  for (const name of names) cpSync(join(fixtures, name), join(folder, name))
}

it('loads a folder whatever the order of its files, lists it, and takes a certificate out again', async () => {
  put('authority.crl', 'authority.cer', 'root.cer', 'root.crl')
  const added = await trust('add', '--root', folder)
  expect([added.code, added.out]).toEqual([0, 'Загружено: сертификатов 2, списков отзыва 2.\n'])
  const { out } = await trust('list')
  expect(out.split('\n').map(line => line.split(' ')[0])).toEqual(['root', 'intermediate', 'list', 'list', ''])
  const { sha256 } = await database.db('trust_certificates').where({ role: 'root' }).first('sha256')
  expect((await trust('remove', String(sha256).toUpperCase())).out).toContain('Removed: ')
  expect(await database.db('trust_certificates').select('role')).toEqual([{ role: 'intermediate' }])
  const audited: { event: string }[] = await database.db('audit_log').where({ actor_kind: 'system' }).orderBy('id')
  expect(audited.map(({ event }) => event)).toEqual([
    ...Array(2).fill('trust.certificate_added'),
    ...Array(2).fill('trust.list_added'),
    'trust.certificate_removed',
  ])
})

it('says which file it did not take, takes the others, and ends with an error', async () => {
  put('authority.cer', 'legal.cer')
  writeFileSync(join(folder, 'page.html'), '<html>')
  const { code, out, err } = await trust('add', folder)
  expect([code, out]).toEqual([1, 'Загружено: сертификатов 1.\n'])
  expect(err).toContain(`${join(folder, 'page.html')}: Это не сертификат`)
  expect(err).toContain('не сертификат удостоверяющего центра')
})

it('does not take a root without being told to, and knows no other words', async () => {
  put('root.cer')
  expect((await trust('add', join(folder, 'root.cer'))).err).toContain('корневой (самоподписанный)')
  expect((await trust('remove', '00')).code).toBe(1)
  expect((await trust('trust-everybody')).err).toContain('node dist/cli/trust.js add [--root]')
})
