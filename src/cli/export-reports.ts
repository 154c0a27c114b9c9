import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect } from '../db/connection'
import { listOffices } from '../features/offices/offices.repository'
import { exportReports } from '../features/report-review/export-reports'
import { runCommand } from './run-command'

const USAGE = `Writes the reports that offices have accepted since the last run into a folder.

  websbor-export-reports --to FOLDER --office N|all [--format xml|csv] [--form CODE] [--year YYYY] [--period CODE]

  --office   number of the ТОГС, or all: a folder for each
  --format   xml (default): each report as it was signed; csv: every value as a line, files of 200 reports

The folder keeps a marker for each set of conditions (.exported-…): interrupted or repeated, the command goes on from the
last report that was written. Remove the marker to write everything again.
`

const OPTIONS = {
  to: { type: 'string' },
  office: { type: 'string' },
  format: { type: 'string', default: 'xml' },
  form: { type: 'string' },
  year: { type: 'string' },
  period: { type: 'string' },
} as const

runCommand(async () => {
  const { to, office, format: typed, form, year, period } = parseArgs({ options: OPTIONS }).values
  const format = (['xml', 'csv'] as const).find(one => one === typed)
  const isRight =
    to !== undefined &&
    (office === 'all' || /^\d{1,3}$/.test(office ?? '')) &&
    (year === undefined || /^20\d\d$/.test(year)) &&
    [form, period].every(code => code === undefined || /^\d{1,20}$/.test(code))
  if (!isRight || format === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = 1
    return
  }
  const db = connect({ url: readConfig(process.env).database.url, poolSize: 1 })
  try {
    const known = (await listOffices(db)).map(({ id }) => id)
    const offices = office === 'all' ? known : known.filter(id => id === Number(office))
    if (offices.length === 0) throw new Error(`There is no office ${office}.`)
    const conditions = { formCode: form, year: year === undefined ? undefined : Number(year), period }
    let written = 0
    for (const officeId of offices) {
      const directory = office === 'all' ? resolve(to, String(officeId)) : resolve(to)
      const request = { officeId, format, directory, ...conditions }
      const tell = (total: number): void =>
        void process.stderr.write(`office ${officeId}: ${written + total} reports written\n`)
      written += await exportReports({ db, clock: systemClock }, request, tell)
    }
    process.stdout.write(`reports written: ${written}\n`)
  } finally {
    await db.destroy()
  }
})
