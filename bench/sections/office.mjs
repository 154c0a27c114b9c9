import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { startLoad } from '../machinery/load.mjs'
import { measure, rounded } from '../machinery/measure.mjs'
import { bench, built } from '../machinery/paths.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const { connect, isPostgres } = built('db/connection.js')
const { STAFF, PASSWORD } = built('seeds/demo/data/sign-ins.js')

const OFFICE = 42
const REQUESTS = 300
const WARM_UP = 100

/** Milliseconds that the 99th of a hundred pages may take, by how many specialists work at once; of a search by name. */
const TARGETS = { 1: 150, 20: 300 }
const SEARCH_TARGET = 300
const MEMORY_TARGET_MB = 400

/**
 * The pages of the staff on a generated register and generated applications, with one specialist and with twenty.
 * Sizes by option: `npm run bench office --organisations=5714148 --applications=1000000 --specialists=1,20`.
 */
export const measureOffice = async ({ engines }, options = {}) => {
  const organisations = Number(options.organisations ?? 5000)
  const applications = Number(options.applications ?? 5000)
  const crowds = (options.specialists ?? '1,20').split(',').map(Number)
  const load = startLoad()
  const figures = []
  try {
    for (const engine of engines) {
      const url = engine.create(`office_${organisations}`)
      fillDemo(url)
      generate(url, organisations, applications)
      const system = await startSystem(url)
      try {
        const pages = await pagesOf(url, system.address)
        for (const specialists of crowds) {
          const scenarios = pages.paths.map(path => ({
            name: path,
            server: system,
            requests: REQUESTS,
            status: 200,
            visitors: Array.from({ length: specialists }, (_, index) => ({
              port: system.port,
              path,
              headers: { Cookie: pages.cookies[index % pages.cookies.length] },
            })),
          }))
          const measured = await measure(load, scenarios, { warmUp: WARM_UP })
          for (const [path, figure] of Object.entries(measured))
            figures.push(judged({ engine: engine.name, specialists, path: decodeURIComponent(path), ...figure }))
        }
        const mb = rounded((await system.memory()) / 2 ** 20, 0)
        figures.push({
          engine: engine.name,
          path: 'memory, MB',
          mb,
          target: MEMORY_TARGET_MB,
          met: mb < MEMORY_TARGET_MB,
        })
      } finally {
        await system.stop()
      }
    }
  } finally {
    load.stop()
  }
  return { organisations, applications, figures }
}

const judged = figure => {
  const target = figure.path.includes('?q=') ? SEARCH_TARGET : TARGETS[figure.specialists]
  return target === undefined ? figure : { ...figure, target, met: figure.p99Ms <= target }
}

const generate = (url, organisations, applications) => {
  const args = ['--rows', organisations, '--applications', applications, '--database', url].map(String)
  const { status, stderr } = spawnSync(process.execPath, [join(bench, 'generate-register.mjs'), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`the register could not be made:\n${stderr}`)
}

const QUEUE = '/office/applications'

/** What specialists open all day; whatever the data lack (an application that can be opened) is left out. */
const pagesOf = async (url, address) => {
  const sample = await sampleOf(url)
  const word = encodeURIComponent(sample.word)
  const cookies = []
  // A one-time code is good once, and the page tells no more than two codes at a time.
  for (let index = 0; index < 4; index += 1) cookies.push(await signedIn(address, STAFF[index % 2]))
  const wanted = [
    `${QUEUE}?list=submitted`,
    `${QUEUE}?list=all`,
    `${QUEUE}?list=all&sort=due`,
    `${QUEUE}?list=all&channel=letter`,
    `${QUEUE}?list=approved&signed=yes&differs=yes`,
    `${QUEUE}?q=${sample.okpo}`,
    `${QUEUE}?q=${word}`,
    `${QUEUE}?q=${encodeURIComponent('ООО общество')}`,
    `${QUEUE}/by-letter`,
    `${QUEUE}/${sample.id}`,
  ]
  const paths = []
  for (const path of wanted) {
    const answer = await fetch(address + path, { headers: { Cookie: cookies[0] }, redirect: 'manual' })
    if (answer.status === 200) paths.push(path)
    else process.stderr.write(`left out, ${answer.status}: ${path}\n`)
  }
  return { paths, cookies }
}

const sampleOf = async url => {
  const db = connect({ url, poolSize: 1 })
  try {
    if (isPostgres(db)) await db.raw('vacuum analyze')
    const row = await db('applications')
      .where({ office_id: OFFICE })
      .whereNot({ status: 'draft' })
      .orderBy('id', 'desc')
      .first('id', 'okpo', 'form', 'submissions', 'search_name')
    // Generated applications are lines of the queue; the one that is opened needs what was handed in, too.
    const xml = Buffer.from('<application/>')
    await db('application_submissions').insert({
      application_id: row.id,
      sequence: row.submissions,
      form: row.form,
      findings: '[]',
      xml,
      xml_sha256: createHash('sha256').update(xml).digest('hex'),
      submitted_at: '2026-11-20T06:00:00.000Z',
    })
    const word = row.search_name.split(' ').find(one => one.length > 4 && !/ОБЩЕСТВО|ОГРАНИЧЕННОЙ/.test(one))
    return { id: row.id, okpo: row.okpo, word: word ?? row.search_name.split(' ')[0] }
  } finally {
    await db.destroy()
  }
}

const signedIn = async (address, { login }) => {
  const visitor = new Visitor(address)
  await visitor.open('/office/sign-in')
  await visitor.submit({ login, password: PASSWORD })
  await visitor.submit({ code: visitor.$('#demo-code').text() })
  await visitor.open(QUEUE)
  if (visitor.status !== 200) throw new Error(`${visitor.url} answered ${visitor.status}`)
  return visitor.cookieHeader
}
