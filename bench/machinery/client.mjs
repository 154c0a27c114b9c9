import { once } from 'node:events'
import { connect } from 'node:net'

/**
 * A keep-alive connection that sends requests, each after the answer to the one before: the same again and again, or
 * what `ask` is given. Bare sockets: a full HTTP client would need more processor time than the server it is to load.
 */
export const openConnection = async ({ port, method = 'GET', path = '', headers = {}, body = '' }, expected) => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const same = requestBytes({ port, method, path, headers, body })
  let settle
  let asked = `${method} ${path}`
  let answer = newAnswer()
  const fail = error => settle?.reject(error ?? new Error('the server closed the connection'))
  socket.on('error', fail)
  socket.on('close', () => fail())
  socket.on('data', chunk => {
    if (!isWhole(answer, chunk)) return
    const { status } = answer
    answer = newAnswer()
    if (status === expected) settle.resolve()
    else fail(new Error(`${asked} answered ${status} instead of ${expected}`))
  })
  return {
    /** Milliseconds until the whole answer was there. */
    ask: async other => {
      const request = other === undefined ? same : requestBytes({ port, method: 'GET', body: '', ...other })
      if (other !== undefined) asked = `GET ${other.path}`
      const started = performance.now()
      const answered = new Promise((resolve, reject) => {
        settle = { resolve, reject }
      })
      socket.write(request)
      await answered
      return performance.now() - started
    },
    close: () => socket.destroy(),
  }
}

/** `missing` bytes of the body are known once the head was read; of a chunked body only its end is. */
const newAnswer = () => ({ head: '', status: undefined, missing: undefined })

const LAST_CHUNK = Buffer.from('0\r\n\r\n')

/** Adds what came to the answer; true when that was the end of it. */
const isWhole = (answer, chunk) => {
  let body = chunk
  if (answer.status === undefined) {
    answer.head += chunk.toString('latin1')
    const end = answer.head.indexOf('\r\n\r\n')
    if (end === -1) return false
    body = Buffer.from(answer.head.slice(end + 4), 'latin1')
    answer.status = Number(answer.head.slice(9, 12))
    const length = /^content-length: (\d+)/im.exec(answer.head.slice(0, end + 2))
    answer.missing = length === null ? undefined : Number(length[1])
  }
  if (answer.missing === undefined) return body.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
  answer.missing -= body.length
  return answer.missing <= 0
}

/** What a browser sends with every request. */
const BROWSER = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language': 'ru,en;q=0.5',
  'Accept-Encoding': 'gzip, deflate, br',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'same-origin',
}

const requestBytes = ({ port, method, path, headers = {}, body }) => {
  const all = {
    Host: `127.0.0.1:${port}`,
    ...BROWSER,
    ...headers,
    ...(body === ''
      ? {}
      : { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) }),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
}
