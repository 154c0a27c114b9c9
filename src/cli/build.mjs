// Compiles sources, migrations and seeds into dist/, the stylesheet into public/css/, and bundles the script of forms that
// are filled in offline.
import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'

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

for (const [entry, name] of [
  ['browser/main.ts', 'form.js'],
  ['offline.css', 'form.css'],
])
  buildSync({
    entryPoints: [join(root, 'src/features/offline', entry)],
    outfile: join(root, 'dist/offline', name),
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome100', 'firefox100', 'safari15.4'],
    legalComments: 'none',
    logLevel: 'warning',
  })
