import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createDatabase, type TestDatabase } from '../../support/database'
import { runCommand } from '../../support/run-command'

let database: TestDatabase
let folder: string

beforeEach(async () => {
  database = await createDatabase()
  folder = mkdtempSync(join(tmpdir(), 'websbor-classifier-command-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await database.destroy()
})

const run = (...args: string[]) => runCommand(resolve(__dirname, 'run-import.cjs'), database.url, args)

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const closed = () => database.db('classifier_codes').whereNotNull('valid_to').orderBy('code').pluck('code')

it('compares, and changes the classifier only when told', async () => {
  const rows = await database.db('classifier_codes').where({ classifier: 'okfs' }).whereNot('code', '54')
  const path = file('okfs-20260115.csv', rows.map(({ code, name }) => `${code};${name}\n`).join(''))
  const compared = await run('okfs', path)
  expect(compared.code).toBe(0)
  expect(compared.out).toMatch(/ 1 {2}Нет в файле: закрываются\n/)
  expect(compared.out).toContain('классификатор не изменился')
  expect(await closed()).toEqual([])

  expect((await run('okfs', path, '--apply')).out).toContain('Классификатор обновлён')
  expect(await closed()).toEqual(['54'])
  const [record] = await database.db('audit_log').where({ event: 'classifier.imported' })
  expect(record.actor_kind).toBe('system')
})

it('closes more than a tenth only with a key of its own', async () => {
  const path = file('okfs.csv', '10;Российская собственность\nплохая;строка\n')
  const refused = await run('okfs', path, '--date', '2026-01-15', '--apply')
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--allow-closing')])
  expect(refused.out).toContain('Строка 2: Такого кода в этом классификаторе быть не может')
  expect(await closed()).toEqual([])
  await run('okfs', path, '--date', '2026-01-15', '--apply', '--allow-closing')
  expect(await closed()).toHaveLength(32)
})

it.each([
  ['nothing', [], 'Compares a classifier'],
  ['a classifier that has no files', ['okogu', 'x.csv'], 'Compares a classifier'],
  ['a file that is not there', ['okfs', '/nowhere/x.csv'], 'нет'],
])('says what is wrong when given %s', async (_, args, sentence) => {
  const { code, err } = await run(...args)
  expect([code, err]).toEqual([1, expect.stringContaining(sentence)])
})

it('says what is wrong with a file, and asks for its date', async () => {
  expect((await run('okfs', file('a.csv', '10;Форма\n'))).err).toContain('--date ГГГГ-ММ-ДД')
  expect((await run('okfs', file('b-20260115.csv', ''))).err).toContain('Файл пуст')
})
