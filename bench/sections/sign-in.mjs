import { built } from '../machinery/paths.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const { REGISTERED, PERSON, STAFF, PASSWORD } = built('seeds/demo/data/sign-ins.js')

const WARM_UP = 4

/**
 * Who comes, at which door, and logins that nobody has. A wrong password of staff is forgotten only after the second
 * step, which is not measured: their rounds are as many as all of them may be wrong.
 */
const DOORS = [
  { who: 'organisation', door: '/sign-in', logins: REGISTERED, unknown: number => String(10_000_000 + number) },
  { who: 'person', door: '/sign-in', logins: [PERSON.email], unknown: number => `nobody${number}@demo.example` },
  {
    who: 'staff',
    door: '/office/sign-in',
    logins: STAFF.map(({ login }) => login),
    unknown: number => `nobody${number}`,
    rounds: STAFF.length * 4,
  },
]

/** Each try comes from an address of its own, so that no limit but that of the account counts it. */
class Stranger extends Visitor {
  constructor(address, number) {
    super(address)
    this.from = `198.51.${100 + (number >> 8)}.${number & 255}`
  }

  send(path, init = {}) {
    return super.send(path, { ...init, headers: { ...init.headers, 'X-Forwarded-For': this.from } })
  }
}

/**
 * How long a sign-in takes, by the clock and on the processor, for an account that does not exist, for a wrong password
 * and for the right one, in turn on one system: whoever measures must not learn which accounts exist. The right one
 * comes last in a round and so clears the count of wrong ones.
 */
export const measureSignIn = async ({ engines }) => {
  const figures = []
  for (const engine of engines) {
    const url = engine.create('sign_in')
    fillDemo(url)
    const system = await startSystem(url, { env: { TRUST_PROXY: '1' } })
    try {
      for (const door of DOORS) figures.push(...(await roundsOn(engine.name, system, door)))
    } finally {
      await system.stop()
    }
  }
  return figures
}

let strangers = 0

const roundsOn = async (engine, system, { who, door, logins, unknown, rounds = 44 }) => {
  const found = { 'unknown account': [], 'wrong password': [], 'right password': [] }
  for (let round = 0; round < rounds; round += 1) {
    const login = logins[round % logins.length]
    const tries = [
      { name: 'unknown account', login: unknown(round), password: PASSWORD, status: 422 },
      { name: 'wrong password', login, password: `${PASSWORD}x`, status: 422 },
      { name: 'right password', login, password: PASSWORD, status: 303 },
    ]
    for (const { name, status, ...values } of tries) {
      const visitor = await new Stranger(system.address, (strangers += 1)).open(door)
      const body = visitor.body(values)
      const [cpu, began] = [await system.cpu(), performance.now()]
      const answer = await visitor.send(door, { method: 'POST', body })
      await answer.arrayBuffer()
      const tookMs = performance.now() - began
      if (answer.status !== status) throw new Error(`${who}, ${name}: ${answer.status} instead of ${status}`)
      if (round >= WARM_UP) found[name].push({ tookMs, cpuMs: (await system.cpu()) - cpu })
    }
  }
  return Object.entries(found).map(([name, all]) => summary(engine, `${who}, ${name}`, all))
}

const summary = (engine, name, all) => {
  const at = (what, part) => {
    const sorted = all.map(one => one[what]).toSorted((one, other) => one - other)
    return Number(sorted[Math.floor(part * (sorted.length - 1))].toFixed(1))
  }
  return {
    engine,
    name,
    tries: all.length,
    cpuMs: at('cpuMs', 0.5),
    p25Ms: at('tookMs', 0.25),
    medianMs: at('tookMs', 0.5),
    p75Ms: at('tookMs', 0.75),
  }
}
