import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { batchesOf } from '../../../src/features/register/extract/batches'
import type { Batch, Extract } from '../../../src/features/register/extract/read-batches'

const folder = mkdtempSync(join(tmpdir(), 'websbor-batches-'))
const path = join(folder, 'extract.csv')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const thread = resolve('dist/features/register/extract/reading-thread.js')

const office = {
  id: 42,
  siteNo: '42',
  shortName: 'КЕМЕРОВОСТАТ',
  fullName: '',
  code: null,
  closedAt: null,
  subjects: [],
}
const extract = {
  path,
  encoding: 'utf-8',
  delimiter: ';',
  width: 3,
  columns: [
    ['okpo', 0],
    ['short_name', 1],
    ['office_id', 2],
  ],
  offices: [office],
  from: { offset: 0, line: 1 },
} as unknown as Extract

const all = async (batches: AsyncGenerator<Batch>): Promise<Batch[]> => {
  const found: Batch[] = []
  for await (const batch of batches) found.push(batch)
  return found
}

it('gives the same batches from a thread as without', async () => {
  const lines = Array.from(
    { length: 60_000 },
    (_, index) => `${10_000_000 + index};ООО «Имя ${index}»;${index % 1000 === 0 ? 77 : 42}`,
  )
  writeFileSync(path, lines.join('\n'))
  const [threaded, direct] = [await all(batchesOf(extract, thread)), await all(batchesOf(extract, null))]
  expect(threaded).toEqual(direct)
  expect(direct.length).toBeGreaterThan(2)
  expect(direct.reduce((sum, { rows }) => sum + rows, 0)).toBe(60_000)
  expect(direct.reduce((sum, { refused }) => sum + (refused.counts['office.unknown'] ?? 0), 0)).toBe(60)
})

it('says what went wrong in the thread', async () => {
  expect(existsSync(thread)).toBe(true)
  await expect(all(batchesOf({ ...extract, path: join(folder, 'none.csv') }, thread))).rejects.toMatchObject({
    message: expect.stringContaining('ENOENT'),
  })
})
