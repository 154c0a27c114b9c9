import { built } from '../machinery/paths.mjs'
import { fillDemo, startSystem } from '../machinery/system.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const { REGISTERED, PASSWORD } = built('seeds/demo/data/sign-ins.js')

const ROUNDS = 60
const WARM_UP = 10

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
 * How long «Вход» takes for an account that does not exist, for a wrong password and for the right one, in turn on one
 * system: whoever measures must not learn which accounts exist. The right one comes last in a round and so clears the
 * count of wrong ones.
 */
export const measureSignIn = async ({ engines }) => {
  const figures = []
  for (const engine of engines) {
    const url = engine.create('sign_in')
    fillDemo(url)
    const system = await startSystem(url, { env: { TRUST_PROXY: '1' } })
    try {
      figures.push(...(await roundsOn(engine.name, system.address)))
    } finally {
      await system.stop()
    }
  }
  return figures
}

const roundsOn = async (engine, address) => {
  const times = { 'unknown account': [], 'wrong password': [], 'right password': [] }
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const tries = [
      { name: 'unknown account', login: String(10_000_000 + round), password: PASSWORD, status: 422 },
      { name: 'wrong password', login: REGISTERED[0], password: `${PASSWORD}x`, status: 422 },
      { name: 'right password', login: REGISTERED[0], password: PASSWORD, status: 303 },
    ]
    for (const [index, { name, status, ...values }] of tries.entries()) {
      const visitor = await new Stranger(address, round * tries.length + index).open('/sign-in')
      const body = visitor.body(values)
      const began = performance.now()
      const answer = await visitor.send('/sign-in', { method: 'POST', body })
      await answer.arrayBuffer()
      const took = performance.now() - began
      if (answer.status !== status) throw new Error(`${name}: ${answer.status} instead of ${status}`)
      if (round >= WARM_UP) times[name].push(took)
    }
  }
  return Object.entries(times).map(([name, all]) => summary(engine, name, all))
}

const summary = (engine, name, all) => {
  const sorted = all.toSorted((a, b) => a - b)
  const at = part => Number(sorted[Math.floor(part * (sorted.length - 1))].toFixed(1))
  return { engine, name, tries: all.length, p25Ms: at(0.25), medianMs: at(0.5), p75Ms: at(0.75) }
}
