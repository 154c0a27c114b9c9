import { systemClock } from '../clock'
import { readConfig } from '../config'
import { connect } from '../db/connection'
import { addAdministrator } from '../features/staff/add-administrator'
import { loadMailTemplates } from '../mail/templates'
import { runCommand } from './run-command'

const USAGE = `Adds an administrator of the system, or sends one a new link for the password.

  node dist/cli/add-admin.js LOGIN E-MAIL "FULL NAME"

The link comes by letter, which a running server sends; it is not shown here.
`

runCommand(async () => {
  const [login, email, fullName] = process.argv.slice(2)
  if (login === undefined || email === undefined || fullName === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = 1
    return
  }
  const config = readConfig(process.env)
  const db = connect({ url: config.database.url, poolSize: 1 })
  try {
    const deps = { db, config, clock: systemClock, letters: loadMailTemplates() }
    const outcome = await addAdministrator(deps, { login, email, fullName })
    if ('done' in outcome) process.stdout.write(`${WORDS[outcome.done]}\n`)
    else {
      process.stderr.write(outcome.errors.map(({ message }) => `${message}\n`).join(''))
      process.exitCode = 1
    }
  } finally {
    await db.destroy()
  }
})

const WORDS = {
  added: 'Администратор системы добавлен. Ссылка для пароля отправлена ему письмом.',
  sent_again: 'Такой администратор уже есть. Ему отправлена новая ссылка для пароля.',
}
