import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { connect } from '../../../src/db/connection'
import { createDatabase, type TestDatabase } from '../../support/database'
import { type MailServer, startMailServer } from '../../support/smtp'
import { createClock, onlyLetter, queueLetters, senderTo } from './queue'

let database: TestDatabase
let db: Knex
let server: MailServer

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
})

afterEach(async () => {
  await server.close()
  await database.destroy()
})

const everyone = Array.from({ length: 200 }, (_, index) => index + 1)

/** The numbers of the people who got letters, once for each letter. */
const recipients = (): number[] => server.letters.map(({ to }) => Number.parseInt(to.join(), 10)).sort((a, b) => a - b)

const startProcess = (): ChildProcess =>
  spawn(process.execPath, [join(__dirname, 'run-sender.cjs'), database.url, server.url], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })

const startProcessAndWait = async (): Promise<number | null> => {
  const [code] = (await once(startProcess(), 'exit')) as [number | null]
  return code
}

test.each([2, 4])('%i senders with their own connections send every letter once', async count => {
  await queueLetters(db, 200)
  server = await startMailServer()
  const connections = Array.from({ length: count }, () =>
    connect({ url: database.url, synchronous: 'OFF', poolSize: 2 }),
  )
  const taken = await Promise.all(
    connections.map(async connection => {
      const sender = senderTo(server.url, { db: connection, clock: createClock().now })
      let sum = 0
      for (let batch = await sender.runOnce(); batch > 0; batch = await sender.runOnce()) sum += batch
      return sum
    }),
  )
  await Promise.all(connections.map(connection => connection.destroy()))
  expect(taken.reduce((sum, batch) => sum + batch, 0)).toBe(200)
  expect(taken.every(batches => batches > 0)).toBe(true)
  expect(recipients()).toEqual(everyone)
  expect(await db('outbox_letters').whereNot({ state: 'sent', attempts: 1 })).toEqual([])
})

test('two processes send every letter once', async () => {
  await queueLetters(db, 200)
  server = await startMailServer()
  expect(await Promise.all([startProcessAndWait(), startProcessAndWait()])).toEqual([0, 0])
  expect(recipients()).toEqual(everyone)
  expect(await db('outbox_letters').whereNot({ state: 'sent', attempts: 1 })).toEqual([])
})

test('a process that is killed between the acceptance and the note of it leaves a letter that is sent again, as the same', async () => {
  await queueLetters(db, 1)
  // The server has the letter; the process dies before it hears so. Killing a dead process again is nothing.
  server = await startMailServer({ beforeAnswer: () => void child.kill('SIGKILL') })
  const child = startProcess()
  await once(child, 'exit')
  expect(server.letters).toHaveLength(1)
  expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', attempts: 1 })

  const clock = createClock()
  const sender = senderTo(server.url, { db, clock: clock.now })
  expect(await sender.runOnce()).toBe(0)
  clock.pass(5)
  expect(await sender.runOnce()).toBe(1)
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', attempts: 2 })
  expect(server.letters).toHaveLength(2)
  const [first, second] = server.letters.map(({ headers }) => ({ id: headers['message-id'], date: headers.date }))
  expect(second).toEqual(first)
})
