import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createTestApp, type TestApp } from '../../support/app'
import { begin } from '../../support/applicant'
import { Browser } from '../../support/browser'

let test: TestApp
let server: Server
let port: number

beforeAll(async () => {
  test = await createTestApp()
  server = createServer(test.app)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise(done => server.close(done))
  await test.destroy()
})

/** Sends the beginning of a request and hangs up. */
const abort = (head: string, part: string): Promise<void> =>
  new Promise(done => {
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`${head}\r\n\r\n${part}`, () => setImmediate(() => socket.destroy())),
    )
    socket.on('error', () => done())
    socket.on('close', () => done())
  })

const poolIsIdle = async (): Promise<void> => {
  const pool = test.db.client.pool as { numUsed(): number; numPendingAcquires(): number }
  while (pool.numUsed() + pool.numPendingAcquires() > 0) await new Promise(done => setTimeout(done, 10))
}

it.each([
  [
    'a form',
    'POST /registration HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000',
    'okpo=1234',
  ],
  [
    'an upload',
    'POST /registration/certificates HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 90000',
    '--X\r\nContent-Disposition: form-data; name="certificate"; filename="a.cer"\r\n\r\nabc',
  ],
  ['the reading of a page', 'GET /registration HTTP/1.1\r\nHost: localhost', ''],
])('gives every connection to the database back when clients abort %s', async (_name, head, part) => {
  await Promise.all(Array.from({ length: 40 }, () => abort(head, part)))
  await poolIsIdle()

  const browser = await begin(new Browser(test.app))
  expect(browser.heading).toBe('Общая информация')
})

it('logs no error of its own for a client that went away', () => {
  expect(test.logged.filter(line => JSON.parse(line).level >= 50)).toEqual([])
})
