import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rounded } from '../machinery/measure.mjs'
import { built, root } from '../machinery/paths.mjs'
import { cpuSeconds, peakMemoryMb } from '../machinery/process-figures.mjs'
import { fillDemo } from '../machinery/system.mjs'

const { syntheticRegister } = built('features/synthetic-register/register.js')
const { EXTRACT_HEADER, extractLine } = built('features/synthetic-register/extract.js')

const ROWS = 1_000_000
/** Rows a second that an import must manage. */
const TARGET = 20_000
/** Of the second extract one row in fifty says something else, as from month to month. */
const CHANGED = 50

/** The command on an empty register, and again with an extract in which a few rows have changed. */
export const measureImport = async ({ engines }, { rows: asked = ROWS } = {}) => {
  const rows = Number.parseInt(String(asked), 10)
  const directory = mkdtempSync(join(tmpdir(), 'websbor-bench-import-'))
  try {
    const files = [join(directory, 'first.csv'), join(directory, 'second.csv')]
    await writeExtracts(files, syntheticRegister({ total: rows }))
    const figures = []
    for (const engine of engines) {
      const url = engine.create('import')
      fillDemo(url)
      for (const [index, what] of ['first, into an empty register', 'again, one row in fifty changed'].entries())
        figures.push({ engine: engine.name, what, rows, ...(await importOnce(url, directory, files[index], rows)) })
    }
    return figures
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

const writeExtracts = async ([first, second], register) => {
  const files = [createWriteStream(first), createWriteStream(second)]
  for (const file of files) file.write(`${EXTRACT_HEADER.join(';')}\r\n`)
  for (let index = 0; index < register.total; index += 1) {
    const row = register.row(index)
    const changed = index % CHANGED === 0 ? { ...row, postalAddress: `${row.postalAddress}, корп. 2` } : row
    for (const [place, given] of [row, changed].entries())
      if (!files[place].write(extractLine(given))) await once(files[place], 'drain')
  }
  for (const file of files) {
    file.end()
    await once(file, 'close')
  }
}

const importOnce = async (url, directory, file, rows) => {
  const env = {
    ...process.env,
    WEBSBOR_MODE: 'demo',
    BASE_URL: 'http://127.0.0.1',
    DATABASE_URL: url,
    IMPORT_DIRECTORY: directory,
  }
  const started = performance.now()
  const child = spawn(process.execPath, ['dist/cli/import-register.js', file, '--full', '--allow-archiving'], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.on('data', chunk => {
    told += chunk
  })
  const seen = { memoryMb: 0, cpu: 0 }
  const watch = setInterval(() => {
    try {
      Object.assign(seen, { memoryMb: peakMemoryMb(child.pid), cpu: cpuSeconds(child.pid) })
    } catch {
      // It has ended between two looks.
    }
  }, 100)
  const [code] = await once(child, 'exit')
  clearInterval(watch)
  if (code !== 0) throw new Error(`the import ended with ${code}: ${told}`)
  const seconds = (performance.now() - started) / 1000
  const perSecond = Math.round(rows / seconds)
  return {
    seconds: rounded(seconds, 1),
    cpuSeconds: rounded(seen.cpu, 1),
    perSecond,
    memoryMb: seen.memoryMb,
    target: TARGET,
    met: perSecond >= TARGET,
  }
}
