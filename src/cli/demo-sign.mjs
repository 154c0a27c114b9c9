// `npm run demo:sign -- FILE`: prepares the checkout as `npm start` does, then runs the command.
import { spawnSync } from 'node:child_process'
import { prepare, root } from './prepare.mjs'

const env = { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() }
prepare()
const { status } = spawnSync(process.execPath, ['dist/cli/demo-sign.js', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
})
process.exit(status ?? 1)
