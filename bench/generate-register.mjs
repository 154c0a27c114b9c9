// `npm run generate:register -- …`: the made-up register of reporting units, for measuring. Built code only.

import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { prepare } from '../src/cli/prepare.mjs'

const USAGE = `The made-up register: every run gives the same rows for the same seed. For measuring, never for production.

  npm run generate:register -- [--rows N] [--seed N] --out FILE.csv
  npm run generate:register -- [--rows N] [--seed N] [--applications N] --database sqlite:FILE|postgres://…

--rows is 5,714,148 unless it is said otherwise. The database needs its schema and reference data
(npm run migrate), and staff for --applications. Applications come with what was handed in, audit records and letters. All accounts have the password Synthetic-2026.
`

const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    database: { type: 'string' },
    applications: { type: 'string' },
    help: { type: 'boolean' },
  },
})

const number = text => (text === undefined ? undefined : Number(text))

const main = async () => {
  prepare()
  const { built } = await import('./machinery/paths.mjs')
  const { syntheticRegister } = built('features/synthetic-register/register.js')
  const register = syntheticRegister({ seed: number(values.seed), total: number(values.rows) })
  if (values.out !== undefined) await writeExtract(register, values.out, built)
  if (values.database !== undefined) await fillDatabase(register, values.database, built)
}

/** Half a megabyte a write; waits when the disk is slower than the processor. */
const writeExtract = async (register, file, built) => {
  const { EXTRACT_HEADER, extractLine } = built('features/synthetic-register/extract.js')
  const out = createWriteStream(file, { highWaterMark: 1 << 20 })
  let text = `${EXTRACT_HEADER.join(';')}\r\n`
  for (let index = 0; index < register.total; index += 1) {
    text += extractLine(register.row(index))
    if (text.length < 1 << 19) continue
    if (!out.write(text)) await once(out, 'drain')
    text = ''
    tell(index + 1, register.total)
  }
  out.end(text)
  await once(out, 'close')
  tell(register.total, register.total)
}

const fillDatabase = async (register, url, built) => {
  const { connect } = built('db/connection.js')
  const { fillRegister } = built('features/synthetic-register/fill.js')
  const { hashPassword } = built('features/accounts/passwords.js')
  const db = connect({ url, poolSize: 1, synchronous: 'OFF' })
  try {
    await fillRegister(db, register, {
      at: '2026-11-01T06:00:00.000Z',
      passwordHash: await hashPassword('Synthetic-2026'),
      tell: done => tell(done, register.total),
    })
    await db.raw(url.startsWith('sqlite:') ? 'pragma wal_checkpoint(truncate)' : 'vacuum analyze')
  } finally {
    await db.destroy()
  }
  if (values.applications !== undefined) {
    const { fillApplications } = await import('./fill-applications.mjs')
    await fillApplications(url, Number(values.applications))
    const { fillHistory } = await import('./fill-history.mjs')
    await fillHistory(url)
  }
}

const started = performance.now()
let told = 0
const tell = (done, total) => {
  if (done < total && performance.now() - told < 2000) return
  told = performance.now()
  const seconds = (told - started) / 1000
  process.stderr.write(`${done} of ${total}, ${Math.round(done / seconds)} a second\n`)
}

if (values.help || (values.out === undefined && values.database === undefined)) process.stdout.write(USAGE)
else await main()
