// Makes a clean checkout ready: installs packages and builds when they are missing or out of date, nothing otherwise.
// Plain JavaScript, because it runs before there is a compiler. Used by `npm start` and `npm test`.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

const run = (command, args) => {
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) {
    process.stderr.write(`\n"${command} ${args.join(' ')}" failed.\n`)
    process.exit(status ?? 1)
  }
}

/** Does `work` unless it was already done for files with this content. */
const once = (name, files, work) => {
  const stampFile = join(root, 'node_modules', '.websbor', name)
  const stamp = digest(files)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  process.stdout.write(`${name}…\n`)
  work()
  mkdirSync(join(root, 'node_modules', '.websbor'), { recursive: true })
  writeFileSync(stampFile, stamp)
}

const digest = files => {
  const hash = createHash('sha256').update(process.version)
  for (const file of files.sort()) hash.update(file).update(existsSync(file) ? readFileSync(file) : '')
  return hash.digest('hex')
}

const filesBelow = folder =>
  readdirSync(join(root, folder), { recursive: true })
    .map(name => join(root, folder, name))
    .filter(path => statSync(path).isFile())

/** npm leaves this file behind when an installation is complete. */
const isInstalled = () => {
  const done = join(root, 'node_modules', '.package-lock.json')
  return existsSync(done) && statSync(done).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
}

export const prepare = () => {
  if (!isInstalled()) {
    process.stdout.write('Installing packages…\n')
    run('npm', ['ci', '--no-audit', '--no-fund'])
  }
  const built = existsSync(join(root, 'dist', 'server.js')) && existsSync(join(root, 'public', 'css', 'manifest.json'))
  const sources = ['src', 'migrations', 'seeds'].flatMap(filesBelow)
  once('Building', built ? sources : [...sources, `missing ${Date.now()}`], () =>
    run(process.execPath, ['src/cli/build.mjs']),
  )
}

if (resolve(process.argv[1]) === import.meta.filename) prepare()
