import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { startLoad } from '../machinery/load.mjs'
import { rounded } from '../machinery/measure.mjs'
import { bench } from '../machinery/paths.mjs'
import { peakMemoryMb } from '../machinery/process-figures.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { isSearch, pagesOf, signedIn } from './office-pages.mjs'

/** Milliseconds that the 99th of a hundred clicks may take, by how many specialists work at once; of a search by name. */
const TARGETS = { 1: 150, 20: 300 }
const SEARCH_TARGET = 300
const MEMORY_TARGET_MB = 400

const CROWD = 20
/** How long somebody who works reads a page before the next click, on average; see docs/performance.md. */
const THINK_MS = 1000

/**
 * The pages of the staff: one specialist who never pauses, twenty who work (read before the next click), and for
 * information twenty who never pause. On databases that are there already (`--databases=sqlite:FILE,postgres://…`), or on
 * new ones of `--organisations` and `--applications`. `--think` is in milliseconds, `--rounds` is how often a page is opened.
 */
export const measureOffice = async ({ engines }, options = {}) => {
  const think = Number(options.think ?? THINK_MS)
  const rounds = Number(options.rounds ?? 100)
  const runs = [
    { people: 1, thinkMs: 0 },
    { people: CROWD, thinkMs: think },
    ...(options.nopause === 'no' ? [] : [{ people: CROWD, thinkMs: 0 }]),
  ]
  const load = startLoad()
  const figures = []
  try {
    for (const { name, url } of databases(engines, options)) {
      // One that was filled for an older version gets what is new of the schema.
      fillDemo(url)
      const system = await startSystem(url)
      try {
        const pages = await listed(await pagesOf(url), system, options.only)
        // Every page once: what is prepared at the first click of all is not measured.
        await load.run({ port: system.port, pages, people: 1, thinkMs: 0, rounds: 5 })
        for (const run of runs) {
          const measured = await (run.people === 1 ? pageByPage : allTogether)(load, system, pages, { ...run, rounds })
          pages.forEach((page, index) => figures.push(figureOf(name, page, run, measured[index])))
          for (const figure of figures.slice(-pages.length))
            if (Object.hasOwn(figure, 'met') && !figure.met)
              process.stderr.write(`${name}, ${run.people}, ${run.thinkMs}: ${figure.page} ${figure.p99Ms} ms\n`)
        }
        const mb = peakMemoryMb(system.pid)
        const memory = { engine: name, page: 'memory of the server, MB', p99Ms: mb, target: MEMORY_TARGET_MB }
        figures.push({ ...memory, met: mb < MEMORY_TARGET_MB })
      } finally {
        await system.stop()
      }
    }
  } finally {
    load.stop()
  }
  return { thinkMs: think, rounds, figures }
}

/** One person, a page at a time: what each costs the processor of the server can be told, too. */
const pageByPage = async (load, { port, cpu }, pages, run) => {
  const measured = []
  for (const page of pages) {
    const before = await cpu()
    const { latencies } = await load.run({ port, pages: [page], ...run })
    measured.push({ latencies: latencies[0], cpuMs: rounded(((await cpu()) - before) / run.rounds, 2) })
  }
  return measured
}

const allTogether = async (load, { port }, pages, run) => {
  const { latencies } = await load.run({ port, pages, ...run })
  return latencies.map(of => ({ latencies: of }))
}

const databases = (engines, { databases: given, organisations = 5000, applications = 5000 }) => {
  if (given !== undefined)
    return given.split(',').map(url => ({ name: url.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL', url }))
  return engines.map(engine => {
    const url = engine.create(`office_${organisations}`)
    fillDemo(url)
    generate(url, organisations, applications)
    return { name: engine.name, url }
  })
}

const generate = (url, organisations, applications) => {
  const args = ['--rows', organisations, '--applications', applications, '--database', url].map(String)
  const { status, stderr } = spawnSync(process.execPath, [join(bench, 'generate-register.mjs'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`the register could not be made:\n${stderr}`)
}

/** The pages that answer, each with the cookie of who opens it; what the data lack is left out, and said so. */
const listed = async (pages, { address }, only = '') => {
  const found = []
  for (const [role, named] of Object.entries(pages)) {
    const Cookie = await signedIn(address, role)
    for (const [name, paths] of Object.entries(named)) {
      if (!name.includes(only)) continue
      const good = []
      for (const path of paths) {
        const { status } = await fetch(address + path, { headers: { Cookie }, redirect: 'manual' })
        if (status === 200) good.push(path)
        else process.stderr.write(`left out, ${status}: ${path}\n`)
      }
      if (good.length > 0) found.push({ name, paths: good, headers: { Cookie } })
    }
  }
  return found
}

const figureOf = (engine, { name, paths }, { people, thinkMs }, { latencies, cpuMs }) => {
  latencies.sort((one, other) => one - other)
  const at = share => rounded(latencies[Math.floor(latencies.length * share)], 1)
  const isInformation = people > 1 && thinkMs === 0
  const target = isInformation ? undefined : paths.some(isSearch) ? SEARCH_TARGET : TARGETS[people]
  const figure = { engine, page: name, people, thinkMs, p50Ms: at(0.5), p99Ms: at(0.99), cpuMs }
  return target === undefined ? figure : { ...figure, target, met: figure.p99Ms <= target }
}
