import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect } from '../db/connection'
import { migrate, seed } from '../db/migrations'
import { DEMO_RESPONDENTS, DEMO_STAFF, DEMO_UNREGISTERED } from '../features/demo/demo-accounts'
import { ensureAuthority } from '../features/demo-authority/ensure-authority'
import { paths } from '../http/paths'
import { runCommand } from './run-command'

/** What `npm start` does before the server: schema, reference data, demo data, and the addresses on the screen. */
runCommand(async () => {
  const config = readConfig(process.env)
  const db = connect({ url: config.database.url })
  try {
    await migrate(db)
    await seed(db, 'reference')
    await seed(db, 'demo')
    if (config.demo) await ensureAuthority(db, systemClock())
    process.stdout.write(greeting(config.baseUrl))
  } finally {
    await db.destroy()
  }
})

const greeting = (baseUrl: string): string => {
  const list = (signIns: readonly { login: string; password: string; purpose: string }[]) =>
    signIns.map(({ login, password, purpose }) => `    ${login.padEnd(24)} ${password}   ${purpose}`).join('\n')
  return `
  websbor, demo mode: ${baseUrl}

  Respondents sign in at ${baseUrl}${paths.signIn}
${list(DEMO_RESPONDENTS)}

  Specialists sign in at ${baseUrl}${paths.office.signIn}
${list(DEMO_STAFF)}
    The second step asks for a one-time code; for these sign-ins its page shows the code.

  ОКПО to register with at ${baseUrl}${paths.registration.start}
${DEMO_UNREGISTERED.map(({ okpo, purpose }) => `    ${okpo.padEnd(16)} ${purpose}`).join('\n')}

  Files are signed (for show) at ${baseUrl}${paths.demoSign}, or by: npm run demo:sign -- FILE
  Letters are shown at ${baseUrl}${paths.demoMail}. Stop with Ctrl+C; the data stays in var/.

`
}
