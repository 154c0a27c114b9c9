// The process that puts load on a server. A job: `visitors` (one request each, on a connection of its own), how many
// requests in all, the status that every answer must have. The answer: seconds and every request's milliseconds.
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

process.on('message', job => {
  work(job).then(
    done => process.send(done),
    error => process.send({ error: error.message }),
  )
})
