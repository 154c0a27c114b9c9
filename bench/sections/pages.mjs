import { filledIn, withTenErrors } from '../applicant.mjs'
import { startLoad } from '../machinery/load.mjs'
import { measure } from '../machinery/measure.mjs'
import { startServer } from '../machinery/server.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'

const VISITORS = 8
const REQUESTS = { hello: 1000, page: 600 }
const ROUNDS = 9

/** How many times the processor time of the bare hello a page may take. */
export const PAGE_TARGETS = { get: 7, post: 11 }

/**
 * «Общая информация» with session, token, draft and database, next to a bare Express hello in the same run: GET of an
 * application that is filled in right (all its rules are checked), and POST of one with ten errors (it is stored and
 * shown with its errors). Eight visitors, each with a session and a draft of their own.
 */
export const measurePages = async ({ engines }) => {
  const load = startLoad()
  const hello = await startServer({ script: 'bench/hello.mjs', probe: '/' })
  const systems = []
  try {
    const helloScenario = {
      name: 'hello',
      server: hello,
      requests: REQUESTS.hello,
      status: 200,
      visitors: Array.from({ length: VISITORS }, () => ({ port: hello.port, path: '/' })),
    }
    const scenarios = []
    for (const engine of engines) {
      const url = engine.create('pages')
      fillDemo(url)
      for (const [name, env] of [
        [engine.name, {}],
        // As behind a proxy that compresses, which is how the hello runs, too.
        [`${engine.name}, the proxy compresses`, { COMPRESSION: 'off' }],
      ]) {
        const system = await startSystem(url, { env })
        systems.push(system)
        scenarios.push(...(await pageScenarios(name, system)))
      }
    }
    const measured = await measure(load, scenarios, { rounds: ROUNDS, yardstick: helloScenario })
    return Object.entries(measured).map(([name, figures]) => ({
      name,
      ...figures,
      ...comparedToHello(name, figures),
    }))
  } finally {
    for (const server of [hello, ...systems]) await server.stop()
    load.stop()
  }
}

const pageScenarios = async (engine, server) => {
  const indexes = Array.from({ length: VISITORS }, (_, index) => index)
  const readers = []
  for (const index of indexes) readers.push(await filledIn(server.address, index))
  const writers = []
  for (const index of indexes) writers.push(await withTenErrors(server.address, VISITORS + index))
  const page = ({ cookieHeader }) => ({
    port: server.port,
    path: '/registration/general',
    headers: { Cookie: cookieHeader },
  })
  return [
    { name: `GET ${engine}`, server, requests: REQUESTS.page, status: 200, visitors: readers.map(page) },
    {
      name: `POST ${engine}`,
      server,
      requests: REQUESTS.page,
      status: 422,
      visitors: writers.map(({ visitor, body }) => ({ ...page(visitor), method: 'POST', body })),
    },
  ]
}

const comparedToHello = (name, { ratio }) => {
  if (ratio === undefined) return {}
  const target = name.startsWith('GET') ? PAGE_TARGETS.get : PAGE_TARGETS.post
  return { target, met: ratio <= target }
}
