import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '../../../src/db/connection'
import { onDisk } from '../../../src/db/log-sync'

/* SQLite as production opens it: its transactions end on the disk, those that fail fail as ever. */

it('ends transactions with their result, and fails as they fail', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'websbor-log-'))
  const file = join(directory, 'some.sqlite')
  const db = connect({ url: `sqlite:${file}` })
  await db.schema.createTable('things', table => table.integer('number').notNullable())
  const put = (number: number | null) =>
    db.transaction(async trx => {
      await trx.transaction(inner => inner('things').insert({ number }))
      return number
    })
  expect(await Promise.all([1, 2, 3].map(put))).toEqual([1, 2, 3])
  await expect(put(null)).rejects.toMatchObject({ message: expect.stringContaining('NOT NULL') })
  expect(await db('things').pluck('number')).toEqual([1, 2, 3])
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(0)
  await onDisk(db)
  await db.destroy()
  rmSync(directory, { recursive: true })
})
