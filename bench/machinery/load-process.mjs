// The process that puts load on a server. Either job answers with every request's milliseconds:
// - `visitors` (one request each, on a connection of its own), how many requests in all, the status that every answer must
//   have;
// - `day`: so many people who open pages one after the other and read each for a while (`pages`, `people`, `thinkMs`, `rounds`).
import { setTimeout as sleep } from 'node:timers/promises'
import { openConnection } from './client.mjs'

const work = async ({ visitors, requests, status }) => {
  const connections = await Promise.all(visitors.map(visitor => openConnection(visitor, status)))
  const latencies = []
  let left = requests
  const started = performance.now()
  const repeat = async connection => {
    while (left > 0) {
      left -= 1
      latencies.push(await connection.ask())
    }
  }
  await Promise.all(connections.map(repeat))
  const seconds = (performance.now() - started) / 1000
  for (const connection of connections) connection.close()
  return { seconds, latencies }
}

/**
 * People at work: each takes the next page of the common list and reads it before the next click, half to one and a
 * half times `thinkMs`. Every page is asked for `rounds` times, its addresses in turn, in an order that is the same in
 * every run.
 */
const day = async ({ port, pages, people, thinkMs, rounds }) => {
  const random = chance()
  const clicks = Array.from({ length: rounds }, () => shuffled([...pages.keys()], random)).flat()
  const latencies = pages.map(() => [])
  const started = performance.now()
  const person = async connection => {
    await sleep(thinkMs * random())
    for (let click = clicks.pop(); click !== undefined; click = clicks.pop()) {
      const { paths, headers } = pages[click]
      const path = paths[latencies[click].length % paths.length]
      latencies[click].push(await connection.ask({ path, headers }))
      if (thinkMs > 0) await sleep(thinkMs * (0.5 + random()))
    }
    connection.close()
  }
  const connections = await Promise.all(Array.from({ length: people }, () => openConnection({ port }, 200)))
  await Promise.all(connections.map(person))
  return { seconds: (performance.now() - started) / 1000, latencies }
}

/** Numbers from 0 to 1 that look like chance and are the same in every run (mulberry32). */
const chance = () => {
  let state = 42
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const shuffled = (items, random) =>
  items
    .map(item => [random(), item])
    .toSorted(([one], [other]) => one - other)
    .map(([, item]) => item)

process.on('message', job => {
  const doing = job.pages === undefined ? work(job) : day(job)
  doing.then(
    done => process.send(done),
    error => process.send({ error: error.message }),
  )
})
