// Renders one page again and again, with what a real request for it gave the template.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { filledIn } from './applicant.mjs'
import { openSqlite } from './machinery/databases.mjs'
import { rounded } from './machinery/measure.mjs'
import { built } from './machinery/paths.mjs'
import { fillDemo } from './machinery/system.mjs'

const RENDERS = 2000

const { createApp } = built('app.js')
const { readConfig } = built('config.js')
const { createDeps } = built('deps.js')
const { createLog } = built('log.js')
const templates = built('http/templates.js')

const load = templates.loadTemplates
let last
/** The real thing, remembering what it was last asked for. */
templates.loadTemplates = globals => {
  const render = load(globals)
  return (view, context) => {
    last = { render, view, context }
    return render(view, context)
  }
}

const database = openSqlite()
const url = database.create('render')
fillDemo(url)
const config = readConfig({ WEBSBOR_MODE: 'demo', BASE_URL: 'http://127.0.0.1', DATABASE_URL: url })
const deps = createDeps(config, { log: createLog('silent') })
const server = createServer(createApp(deps)).listen(0, '127.0.0.1')
await once(server, 'listening')
await filledIn(`http://127.0.0.1:${server.address().port}`, 0)
server.closeAllConnections()
server.close()
await deps.db.destroy()
database.stop()

const { render, view, context } = last
const run = () => {
  for (let count = 0; count < RENDERS; count += 1) render(view, context)
}
run()
const before = process.cpuUsage()
run()
const { user, system } = process.cpuUsage(before)
process.send({ view, renders: RENDERS, cpuMs: rounded((user + system) / 1000 / RENDERS, 3) })
process.disconnect()
