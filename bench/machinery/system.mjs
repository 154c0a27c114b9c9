import { spawnSync } from 'node:child_process'
import { root } from './paths.mjs'
import { startServer } from './server.mjs'

/** As production runs: every setting at its default, the log at its level. Demo mode stands in for the secrets. */
export const settings = url => ({
  WEBSBOR_MODE: 'demo',
  BASE_URL: 'http://127.0.0.1',
  DATABASE_URL: url,
  LOG_LEVEL: 'info',
  NODE_ENV: 'production',
})

/** Schema, reference data and demo data, by the command that `npm start` uses. */
export const fillDemo = url => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli/demo.js'], {
    cwd: root,
    env: { ...process.env, ...settings(url) },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the demo data could not be made:\n${stderr}`)
}

/** The real system on a database that has its schema; `env` overrides settings. */
export const startSystem = (url, { nodeArgs, env } = {}) =>
  startServer({ script: 'dist/server.js', env: { ...settings(url), ...env }, probe: '/health/ready', nodeArgs })
