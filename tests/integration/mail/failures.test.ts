import type { Knex } from 'knex'
import { MAX_ATTEMPTS } from '../../../src/mail/backoff'
import { retryLetter } from '../../../src/mail/outbox.repository'
import type { SmtpLimits } from '../../../src/mail/smtp'
import { createTransport } from '../../../src/mail/transport'
import { createDatabase, type TestDatabase } from '../../support/database'
import { type MailServer, startBrokenMailServer, startMailServer } from '../../support/smtp'
import { createClock, FROM, onlyLetter, queueLetters, sendAll, senderTo } from './queue'

let database: TestDatabase
let db: Knex
let clock: ReturnType<typeof createClock>
let server: MailServer

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
  clock = createClock()
})

afterEach(() => database.destroy())

/** Sends what is due to the server and closes it. */
const sendTo = async (target: MailServer, limits?: SmtpLimits): Promise<void> => {
  const transport = createTransport({ smtpUrl: target.url, from: FROM }, limits)
  await sendAll(senderTo(target.url, { db, clock: clock.now, transport }))
  await target.close()
}

/** For servers that hang, and only for them: elsewhere a slow machine would look like a hanging server. */
const IMPATIENT = { connection: 10_000, greeting: 200, silence: 400, letter: 10_000 }

const AFTER_ONE_MINUTE = '2026-11-22T09:01:00.000Z'

describe('the letter waits for its next attempt when the server', () => {
  beforeEach(() => queueLetters(db, 1))

  test('is not there', async () => {
    server = await startMailServer()
    await server.close()
    await sendAll(senderTo(server.url, { db, clock: clock.now }))
    expect(await onlyLetter(db)).toMatchObject({
      state: 'waiting',
      attempts: 1,
      dueAt: AFTER_ONE_MINUTE,
      lastError: 'CONN ECONNREFUSED',
    })
  })

  test.each([
    ['says 4xx to the recipient', 'RCPT', { reply: '451 4.7.1 greylisted 1@example.com' }, 'RCPT TO 451 4.7.1'],
    ['says 4xx to the text', 'end', { reply: '452 4.3.1 disk full' }, 'DATA 452 4.3.1'],
    ['says 5xx to the sender', 'MAIL', { reply: '550 5.7.1 who are you' }, 'MAIL FROM 550 5.7.1'],
    ['says 5xx instead of a greeting', 'greeting', { reply: '554 5.3.2 closed' }, '554 5.3.2'],
    ['hangs before the greeting', 'greeting', 'silence', 'CONN GREETING_TIMEOUT'],
    ['hangs up before the greeting', 'greeting', 'hang up', 'CONN ECONN'],
    ['hangs after DATA', 'DATA', 'silence', 'CONN SOCKET_TIMEOUT'],
    ['hangs after the last dot', 'end', 'silence', 'CONN SOCKET_TIMEOUT'],
    ['dies in the middle of the text', 'text', 'hang up', 'CONN ECONN'],
    ['dies after the last dot', 'end', 'hang up', 'CONN ECONN'],
  ] as const)('%s', async (_what, stage, misbehaviour, error) => {
    await sendTo(await startBrokenMailServer(stage, misbehaviour), misbehaviour === 'silence' ? IMPATIENT : undefined)
    expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', attempts: 1, dueAt: AFTER_ONE_MINUTE })
    expect((await onlyLetter(db)).lastError).toContain(error)
  })
})

describe('the letter has failed at once when the server', () => {
  beforeEach(() => queueLetters(db, 1))

  test.each([
    ['says 5xx to the recipient', 'RCPT', '550 5.1.1 <1@example.com>: no such person', 'RCPT TO 550 5.1.1'],
    ['says 5xx to the text', 'end', '554 5.7.1 we do not like 1@example.com', 'DATA 554 5.7.1'],
  ] as const)('%s', async (_what, stage, reply, lastError) => {
    await sendTo(await startBrokenMailServer(stage, { reply }))
    expect(await onlyLetter(db)).toMatchObject({ state: 'failed', attempts: 1, lastError, sentAt: undefined })
  })

  test('refuses its recipient, while the others of its batch are sent', async () => {
    await db('outbox_letters').delete()
    await queueLetters(db, 3)
    server = await startMailServer({
      refuseRecipient: address => (address === '2@example.com' ? '550 5.1.1 no' : undefined),
    })
    await sendTo(server)
    expect(new Set(server.letters.map(({ to }) => to[0]))).toEqual(new Set(['1@example.com', '3@example.com']))
    const rows = await db('outbox_letters').orderBy('id')
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'failed', 'sent'])
  })

  test('and staff can send it again', async () => {
    await sendTo(await startBrokenMailServer('RCPT', { reply: '550 5.1.1 no such person' }))
    expect(await retryLetter(db, (await onlyLetter(db)).id, clock.now().toISOString())).toBe(true)
    server = await startMailServer()
    await sendTo(server)
    expect(server.letters).toHaveLength(1)
    expect(await onlyLetter(db)).toMatchObject({ state: 'sent', attempts: 1, lastError: undefined })
  })
})

test('a server that drips a byte now and then is not waited for longer than a letter may take', async () => {
  await queueLetters(db, 1)
  server = await startMailServer({ beforeAnswer: () => new Promise(() => undefined) })
  await sendTo(server, { connection: 10_000, greeting: 10_000, silence: 60_000, letter: 300 })
  expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', lastError: 'EABORT' })
})

test('a letter is not tried before it is due', async () => {
  await queueLetters(db, 1)
  await sendTo(await startBrokenMailServer('RCPT', { reply: '451 later' }))
  server = await startMailServer()
  const sender = senderTo(server.url, { db, clock: clock.now })
  clock.pass(0.99)
  expect(await sender.runOnce()).toBe(0)
  clock.pass(0.01)
  expect(await sender.runOnce()).toBe(1)
  await server.close()
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', attempts: 2 })
})

test('a letter that nobody takes is given up after about two days of attempts', async () => {
  await queueLetters(db, 1)
  server = await startBrokenMailServer('RCPT', { reply: '451 4.7.1 later' })
  const sender = senderTo(server.url, { db, clock: clock.now, random: () => 0.5 })
  const begun = clock.now().getTime()
  let attempts = 0
  while ((await onlyLetter(db)).state === 'waiting') {
    attempts += await sender.runOnce()
    const { dueAt } = await onlyLetter(db)
    clock.pass((Date.parse(dueAt) - clock.now().getTime()) / 60_000)
  }
  const hours = (clock.now().getTime() - begun) / 3_600_000
  expect({ attempts, hours: Math.round(hours) }).toEqual({ attempts: MAX_ATTEMPTS, hours: 47 })
  expect(await onlyLetter(db)).toMatchObject({ state: 'failed', lastError: 'RCPT TO 451 4.7.1' })
  await server.close()
})

test('the letter that waited longest goes first', async () => {
  await queueLetters(db, 3)
  const [first] = await db('outbox_letters').orderBy('id')
  await db('outbox_letters').where({ id: first.id }).update({ due_at: '2026-11-22T09:30:00.000Z' })
  clock.pass(60)
  server = await startMailServer()
  const sender = senderTo(server.url, { db, clock: clock.now, batch: 1 })
  await sendAll(sender)
  await server.close()
  expect(server.letters.map(({ to }) => to[0])).toEqual(['2@example.com', '3@example.com', '1@example.com'])
})
