import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSqlite } from '../machinery/databases.mjs'
import { rounded } from '../machinery/measure.mjs'
import { root } from '../machinery/paths.mjs'
import { freePort } from '../machinery/server.mjs'

/** Seconds from `npm start` to the first answer, on an empty database and again on the same. The system is built already. */
export const measureStartup = async () => {
  const database = openSqlite()
  const url = database.create('startup')
  try {
    return { firstSeconds: await start(url), secondSeconds: await start(url) }
  } finally {
    database.stop()
  }
}

const start = async url => {
  const port = await freePort()
  const env = { ...process.env, PORT: String(port), BASE_URL: `http://127.0.0.1:${port}`, DATABASE_URL: url }
  const started = performance.now()
  // npm does not hand signals down to everything it started: a process group of its own can be stopped as a whole.
  const child = spawn('npm', ['start', '--silent'], { cwd: root, env, stdio: 'ignore', detached: true })
  try {
    while (!(await answers(`http://127.0.0.1:${port}/health/ready`))) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}`)
      await sleep(20)
    }
    return rounded((performance.now() - started) / 1000, 2)
  } finally {
    const ended = once(child, 'exit')
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await ended
  }
}

const answers = url =>
  fetch(url).then(
    answer => answer.ok,
    () => false,
  )
