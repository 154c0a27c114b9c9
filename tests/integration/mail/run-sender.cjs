// Runs a sender in a process of its own: `node run-sender.cjs DATABASE_URL SMTP_URL`. It sends what is due and ends.
const { transformFileSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file)

const { connect } = require('../../../src/db/connection')
const { createClock, sendAll, senderTo } = require('./queue')

const [databaseUrl, smtpUrl] = process.argv.slice(2)

const run = async () => {
  const db = connect({ url: databaseUrl, synchronous: 'OFF', poolSize: 4 })
  await sendAll(senderTo(smtpUrl, { db, clock: createClock().now }))
  await db.destroy()
}

run().catch(error => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
