import { fillApplications } from '../fill-applications.mjs'
import { startLoad } from '../machinery/load.mjs'
import { measure, rounded } from '../machinery/measure.mjs'
import { built } from '../machinery/paths.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'
import { syntheticApplication } from '../synthetic-applications.mjs'

const { cursorText } = built('db/cursor.js')
const { STAFF, PASSWORD } = built('seeds/demo/data/sign-ins.js')

const SMALL = 1000
const LARGE = 1_000_000
const SPECIALISTS = 4
const REQUESTS = 200
const WARM_UP = 800

/** How many times slower the queue may be with a million applications than with a thousand. */
const TARGET = 1.3

/**
 * The queue of an office that has a fifth of all applications, as its specialist sees it: «Новые» and «Все», and a page
 * of «Все» from the middle. Two databases of either engine, measured in turn.
 */
export const measureQueue = async ({ engines }, sizes = [SMALL, LARGE]) => {
  const load = startLoad()
  const systems = []
  try {
    const scenarios = []
    for (const engine of engines) {
      for (const total of sizes) {
        const url = engine.create(`queue_${total}`)
        fillDemo(url)
        await fillApplications(url, total)
        const system = await startSystem(url)
        systems.push(system)
        scenarios.push(...(await queueScenarios(engine.name, total, system)))
      }
    }
    const measured = await measure(load, scenarios, { warmUp: WARM_UP })
    return engines.flatMap(engine =>
      Object.keys(pagesOfQueue(SMALL)).map(page => compared(measured, page, engine.name, sizes)),
    )
  } finally {
    for (const system of systems) await system.stop()
    load.stop()
  }
}

const QUEUE = '/office/applications'

const pagesOfQueue = total => {
  const { submitted_at, id } = { ...syntheticApplication(Math.floor(total / 2), { offices: [1], staff: [1] }), id: 0 }
  const cursor = cursorText({ side: 'after', values: [submitted_at, id] })
  return {
    Новые: `${QUEUE}?list=submitted`,
    'Новые, по отправке': `${QUEUE}?list=submitted&sort=-sent`,
    'Новые, отбор': `${QUEUE}?list=submitted&channel=web&signed=no&differs=no&type=legal`,
    Все: `${QUEUE}?list=all`,
    'Все, по сроку': `${QUEUE}?list=all&sort=due`,
    'Все, середина': `${QUEUE}?list=all&cursor=${cursor}`,
    'Поиск по слову': `${QUEUE}?q=${encodeURIComponent('«Вектор-0»')}`,
  }
}

const queueScenarios = async (engine, total, server) => {
  const cookies = []
  // A one-time code is good once, and the page tells no more than two codes at a time.
  for (let index = 0; index < SPECIALISTS; index += 1) cookies.push(await signedIn(server.address, STAFF[index % 2]))
  return Object.entries(pagesOfQueue(total)).map(([page, path]) => ({
    name: nameOf(page, engine, total),
    server,
    requests: REQUESTS,
    status: 200,
    visitors: cookies.map(Cookie => ({ port: server.port, path, headers: { Cookie } })),
  }))
}

const nameOf = (page, engine, total) => `${page} ${engine} ${total}`

const ROWS = 50

/** The cookies of a specialist who sees a full page of applications. */
const signedIn = async (address, { login }) => {
  const visitor = new Visitor(address)
  await visitor.open('/office/sign-in')
  await visitor.submit({ login, password: PASSWORD })
  await visitor.submit({ code: visitor.$('#demo-code').text() })
  await visitor.open(QUEUE)
  const shown = visitor.$('main tbody tr').length
  if (shown !== ROWS) throw new Error(`${visitor.url} shows ${shown} applications instead of ${ROWS}`)
  return visitor.cookieHeader
}

const compared = (measured, page, engine, [small, large]) => {
  const [few, many] = [small, large].map(total => measured[nameOf(page, engine, total)])
  const cpuRatio = rounded(many.cpuMs / few.cpuMs, 2)
  const p50Ratio = rounded(many.p50Ms / few.p50Ms, 2)
  return { page, engine, few, many, cpuRatio, p50Ratio, target: TARGET, met: Math.max(cpuRatio, p50Ratio) <= TARGET }
}
