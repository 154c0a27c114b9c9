import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { bench } from './machinery/paths.mjs'
import { canPin } from './machinery/pinned.mjs'

const directory = join(bench, 'results')
const file = join(directory, 'latest.json')

/** Puts a section's figures into the results of the last runs and prints all of them as tables. */
export const writeResults = (section, figures, note) => {
  const known = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const results = { ...known, [section]: { ...circumstances(note), figures } }
  mkdirSync(directory, { recursive: true })
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  const tables = Object.entries(TABLES).filter(([name]) => results[name] !== undefined)
  const parts = tables.map(
    ([name, { title, table }]) => `## ${title}\n\n${told(results[name])}\n\n${table(results[name].figures)}\n`,
  )
  writeFileSync(
    join(directory, 'latest.md'),
    `# Last measurements\n\nWritten by \`npm run bench\`; what they mean: docs/performance.md.\n\n${parts.join('\n')}`,
  )
  process.stdout.write(`\n${TABLES[section].table(figures)}\n\n`)
}

/** What the figures depend on. A load above one at the end means that others used the machine meanwhile. */
const circumstances = note => ({
  at: new Date().toISOString().slice(0, 16),
  node: process.version,
  machine: `${cpus().length} × ${cpus()[0].model.trim()}, ${arch()}`,
  pinned: canPin,
  loadAverage: Number(loadavg()[0].toFixed(2)),
  ...(note === undefined ? {} : { note }),
})

const told = ({ at, node, machine, pinned, loadAverage, note }) =>
  [`${at} UTC`, `Node ${node}`, machine, pinned ? 'pinned' : 'not pinned', `load average ${loadAverage}`, note]
    .filter(Boolean)
    .join('; ')

const row = cells => `| ${cells.join(' | ')} |`
const asTable = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')
const verdict = met => (met === undefined ? '' : met ? 'met' : 'MISSED')

const crowd = ({ people, thinkMs }) =>
  people === undefined ? '' : people === 1 ? 'one' : `${people}, ${thinkMs > 0 ? 'working' : 'no pause'}`

const TABLES = {
  register: {
    title: 'The register of organisations, as staff work with it',
    table: figures =>
      asTable(
        ['engine', 'organisations', 'page', 'specialists at once', 'p50 ms', 'p99 ms', 'target', ''],
        figures.map(f => [
          f.engine,
          f.rows,
          f.page,
          f.specialists ?? '',
          f.p50Ms ?? '',
          f.p99Ms,
          f.target,
          verdict(f.met),
        ]),
      ),
  },
  import: {
    title: 'Import of the register',
    table: figures =>
      asTable(
        ['engine', 'import', 'rows', 'seconds', 'CPU s of the process', 'rows/s', 'target', '', 'memory MB'],
        figures.map(f => [
          f.engine,
          f.what,
          f.rows,
          f.seconds,
          f.cpuSeconds,
          f.perSecond,
          f.target,
          verdict(f.met),
          f.memoryMb,
        ]),
      ),
  },
  'sign-in': {
    title: 'How long «Вход» takes',
    table: figures =>
      asTable(
        ['engine', 'what', 'tries', 'CPU ms', 'p25 ms', 'median ms', 'p75 ms'],
        figures.map(f => [f.engine, f.name, f.tries, f.cpuMs, f.p25Ms, f.medianMs, f.p75Ms]),
      ),
  },
  pages: {
    title: '«Общая информация» and a bare Express hello',
    table: figures =>
      asTable(
        ['what', 'CPU ms', 'range', 'requests/s', 'p50 ms', 'p99 ms', '× hello', 'target', ''],
        figures.map(f => [
          f.name,
          f.cpuMs,
          f.cpuMsRange.join('–'),
          f.perSecond,
          f.p50Ms,
          f.p99Ms,
          f.ratio ?? 1,
          f.target ?? '',
          verdict(f.met),
        ]),
      ),
  },
  render: {
    title: 'One rendering of the template',
    table: ({ view, renders, cpuMs }) => asTable(['template', 'renderings', 'CPU ms each'], [[view, renders, cpuMs]]),
  },
  sizes: {
    title: 'Bytes of pages and stylesheet',
    table: figures =>
      asTable(
        ['address', 'plain', 'compressed', 'limit', ''],
        figures.map(f => [f.path, f.plain, f.compressed, f.limit, verdict(f.met)]),
      ),
  },
  queue: {
    title: 'The queue of the staff at 1,000 and 1,000,000 applications',
    table: figures =>
      asTable(
        ['page', 'engine', 'CPU ms', 'CPU ms', 'ratio', 'p50 ms', 'p50 ms', 'ratio', 'target', ''],
        figures.map(f => [
          f.page,
          f.engine,
          f.few.cpuMs,
          f.many.cpuMs,
          f.cpuRatio,
          f.few.p50Ms,
          f.many.p50Ms,
          f.p50Ratio,
          f.target,
          verdict(f.met),
        ]),
      ),
  },
  office: {
    title: 'Pages of the staff',
    table: ({ thinkMs, rounds, figures }) =>
      `${rounds} clicks a page; who works reads ${thinkMs / 1000} s on average before the next click\n\n${asTable(
        ['page', 'engine', 'who', 'CPU ms', 'p50 ms', 'p99 ms', 'target', ''],
        figures.map(f => [
          f.page,
          f.engine,
          crowd(f),
          f.cpuMs ?? '',
          f.p50Ms ?? '',
          f.p99Ms,
          f.target ?? '',
          verdict(f.met),
        ]),
      )}`,
  },
  reports: {
    title: 'Receiving signed reports, end to end',
    table: figures =>
      asTable(
        ['engine', 'what', 'reports', 'reports/s', 'CPU ms a report', 'p50 ms', 'p99 ms', 'bytes', 'target', ''],
        figures.map(f => [
          f.engine,
          f.what,
          f.reports,
          f.perSecond ?? '',
          f.cpuMs ?? '',
          f.p50Ms ?? '',
          f.p99Ms ?? '',
          f.bytes ?? '',
          f.target ?? '',
          verdict(f.met),
        ]),
      ),
  },
  startup: {
    title: '`npm start`',
    table: f =>
      asTable(
        ['start', 's until the first answer'],
        [
          ['first, empty database', f.firstSeconds],
          ['second', f.secondSeconds],
        ],
      ),
  },
}
