import { fillApplications } from '../fill-applications.mjs'
import { startLoad } from '../machinery/load.mjs'
import { rounded } from '../machinery/measure.mjs'
import { built } from '../machinery/paths.mjs'
import { peakMemoryMb } from '../machinery/process-figures.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const { connect } = built('db/connection.js')
const { syntheticRegister, WHOLE_COUNTRY } = built('features/synthetic-register/register.js')
const { fillRegister } = built('features/synthetic-register/fill.js')
const { hashPassword } = built('features/accounts/passwords.js')
const { STAFF, PASSWORD } = built('seeds/demo/data/sign-ins.js')

/** The office of the specialist who measures. */
const OFFICE = 42
const SPECIALISTS = 20
const REQUESTS = 200
const LIMITS = { 1: 150, 20: 300 }
const SEARCH_LIMIT = 300
const MEMORY_MB = 400

/**
 * The register as its staff see it: lists, filters, search by number and by name, cards; one specialist and twenty.
 * @param rows how many organisations; there are as many applications as a million to the whole country
 * @param database a database that `npm run generate:register` has filled already, instead of new ones
 */
export const measureRegister = async ({ engines }, { rows: asked = WHOLE_COUNTRY, database } = {}) => {
  const rows = Number.parseInt(String(asked), 10)
  const register = syntheticRegister({ total: rows })
  const load = startLoad()
  const figures = []
  try {
    for (const { name, url } of database === undefined ? await filled(engines, register) : [engineOf(database)]) {
      const system = await startSystem(url, { env: { WORKER: 'off' } })
      try {
        for (const [page, paths] of Object.entries(await pagesOf(url, register)))
          figures.push(...(await measurePage(load, system, { engine: name, page, paths, rows })))
        const memoryMb = peakMemoryMb(system.pid)
        figures.push({
          engine: name,
          page: 'memory of the server, MB',
          rows,
          p99Ms: memoryMb,
          target: MEMORY_MB,
          met: memoryMb < MEMORY_MB,
        })
      } finally {
        await system.stop()
      }
    }
  } finally {
    load.stop()
  }
  return figures
}

const engineOf = url => ({ name: url.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL', url })

const filled = async (engines, register) => {
  const databases = []
  for (const engine of engines) {
    const url = engine.create('register')
    fillDemo(url)
    const db = connect({ url, poolSize: 1, synchronous: 'OFF' })
    await fillRegister(db, register, { at: '2026-11-01T06:00:00.000Z', passwordHash: await hashPassword(PASSWORD) })
    await db.raw(url.startsWith('sqlite:') ? 'pragma wal_checkpoint(truncate)' : 'vacuum analyze')
    await db.destroy()
    await fillApplications(url, Math.round((register.total * 1_000_000) / WHOLE_COUNTRY))
    databases.push({ name: engine.name, url })
  }
  return databases
}

/** Twenty addresses of each kind, each of another organisation of the office. */
const pagesOf = async (url, register) => {
  const own = []
  for (let index = 0; own.length < SPECIALISTS; index += 1) {
    const row = register.row(index)
    if (row.officeId === OFFICE) own.push(row)
  }
  const db = connect({ url, poolSize: 1 })
  const ids = await db('organisations')
    .whereIn(
      'okpo',
      own.map(({ okpo }) => okpo),
    )
    .pluck('id')
  await db.destroy()
  const list = query => `/office/register?${new URLSearchParams(query)}`
  const words = ({ shortName }) => shortName.replace(/^\S+ /, '')
  return {
    'whole list': own.map(() => list({})),
    archived: own.map(() => list({ state: 'archived' })),
    'with an account, ТОСП': own.map(() => list({ account: 'yes', type: 'branch' })),
    'no such type': own.map(() => list({ type: 'authority' })),
    'by ОКПО': own.map(({ okpo }) => list({ q: okpo })),
    'by ИНН': own.map(({ inn, okpo }) => list({ q: inn ?? okpo })),
    'by the name': own.map(row => list({ q: words(row) })),
    'by a frequent word': ['александр', 'иван', 'алексей', 'агро', 'анатольевич'].flatMap(q =>
      Array(4).fill(list({ q })),
    ),
    card: ids.map(id => `/office/register/${id}`),
    'queue of applications': own.map(() => '/office/applications'),
  }
}

const measurePage = async (load, system, { engine, page, paths, rows }) => {
  const Cookie = (system.cookie ??= await signedIn(system.address))
  const visitors = paths.map(path => ({ port: system.port, path, headers: { Cookie } }))
  const figures = []
  for (const specialists of [1, SPECIALISTS]) {
    const latencies = []
    const groups = specialists === 1 ? visitors.map(visitor => [visitor]) : [visitors]
    await load.run({ visitors, status: 200, requests: visitors.length })
    for (const group of groups)
      latencies.push(
        ...(await load.run({ visitors: group, status: 200, requests: REQUESTS / groups.length })).latencies,
      )
    latencies.sort((one, other) => one - other)
    const at = part => rounded(latencies[Math.floor(latencies.length * part)], 1)
    const target =
      page.startsWith('by the name') || page.startsWith('by a frequent') ? SEARCH_LIMIT : LIMITS[specialists]
    process.stderr.write(`${page}, ${specialists}: p99 ${at(0.99)} ms\n`)
    figures.push({ engine, page, rows, specialists, p50Ms: at(0.5), p99Ms: at(0.99), target, met: at(0.99) <= target })
  }
  return figures
}

const signedIn = async address => {
  const visitor = new Visitor(address)
  await visitor.open('/office/sign-in')
  await visitor.submit({ login: STAFF[0].login, password: PASSWORD })
  await visitor.submit({ code: visitor.$('#demo-code').text() })
  await visitor.open('/office/register')
  const shown = visitor.$('main tbody tr').length
  if (shown !== 50) throw new Error(`${visitor.url} shows ${shown} organisations instead of 50`)
  return visitor.cookieHeader
}
