// Compiles sources, migrations and seeds into dist/ and the stylesheet into public/css/.
import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const run = (...args) => {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}

rmSync(join(root, 'dist'), { recursive: true, force: true })
for (const project of ['src', 'migrations', 'seeds']) run(tsc, '-p', project)
run(join(root, 'dist', 'cli', 'build-css.js'))
// The command that package.json names under `bin`.
chmodSync(join(root, 'dist', 'cli', 'flk.js'), 0o755)
