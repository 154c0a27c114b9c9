import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect } from '../db/connection'
import { migrate } from '../db/migrations'
import { readOrder, signFile, UsageError } from '../features/demo-authority/demo-sign'
import { runCommand } from './run-command'

/** Where nothing is set, the database of `npm start`. A machine that names its database has to say that it is a demo. */
const DEFAULTS = {
  WEBSBOR_MODE: 'demo',
  DATABASE_URL: 'sqlite:var/websbor.sqlite',
  BASE_URL: 'http://localhost:3000',
}

/** `npm run demo:sign -- FILE`: signs a downloaded file with a GOST key of the demo authority. */
runCommand(async () => {
  try {
    const { WEBSBOR_MODE: mode, DATABASE_URL: url } = process.env
    const order = readOrder(process.argv.slice(2))
    if ((mode !== undefined || url !== undefined) && mode !== 'demo')
      throw new UsageError('Demo signatures are made in demo mode only (WEBSBOR_MODE=demo).')
    const config = readConfig({ ...DEFAULTS, ...process.env })
    const db = connect({ url: config.database.url })
    try {
      await migrate(db)
      // npm runs in the folder of the package and tells where the person stood.
      const directory = process.env.INIT_CWD ?? process.cwd()
      const { signature, certificate, holder } = await signFile(db, order, { directory, now: systemClock() })
      process.stdout.write(`Signed for show by ${holder.name} (ИНН ${holder.inn}):\n  ${signature}\n  ${certificate}\n`)
    } finally {
      await db.destroy()
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
})
