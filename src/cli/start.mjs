// `npm start`: everything a newcomer needs. Prepares the checkout, then runs the system in demo mode with SQLite.
import { spawn, spawnSync } from 'node:child_process'
import { prepare, root } from './prepare.mjs'

prepare()

const port = process.env.PORT ?? '3000'
const env = {
  WEBSBOR_MODE: 'demo',
  PORT: port,
  BASE_URL: `http://localhost:${port}`,
  DATABASE_URL: 'sqlite:var/websbor.sqlite',
  LOG_LEVEL: 'warn',
  ...process.env,
}

const setUp = spawnSync(process.execPath, ['dist/cli/demo.js'], { cwd: root, env, stdio: 'inherit' })
if (setUp.status !== 0) process.exit(setUp.status ?? 1)

const server = spawn(process.execPath, ['dist/server.js'], { cwd: root, env, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
server.on('exit', code => process.exit(code ?? 0))
