import type { Knex } from 'knex'
import { MAX_ATTEMPTS } from '../../../src/mail/backoff'
import type { Delivery, Transport } from '../../../src/mail/delivery'
import type { SenderOptions } from '../../../src/mail/sender'
import { createDatabase, type TestDatabase } from '../../support/database'
import { type MailServer, startMailServer } from '../../support/smtp'
import { createClock, onlyLetter, queueLetters, senderTo } from './queue'

let database: TestDatabase
let db: Knex
let clock: ReturnType<typeof createClock>
let server: MailServer

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
  clock = createClock()
  server = await startMailServer()
})

afterEach(async () => {
  await server.close()
  await database.destroy()
})

/** A transport that holds every letter until it is told what becomes of it. */
const heldTransport = () => {
  const held: ((delivery: Delivery) => void)[] = []
  const arrivals: (() => void)[] = []
  const transport: Transport = {
    deliver: () =>
      new Promise(resolve => {
        held.push(resolve)
        arrivals.shift()?.()
      }),
  }
  const arrival = () => (held.length > 0 ? Promise.resolve() : new Promise<void>(resolve => arrivals.push(resolve)))
  return {
    transport,
    arrival,
    forget: () => void held.shift(),
    release: (delivery: Delivery) => held.shift()?.(delivery),
  }
}

const recordingLog = () => {
  const warnings: object[] = []
  let fail: () => void
  const failure = new Promise<void>(resolve => {
    fail = resolve
  })
  const log = {
    info: () => undefined,
    warn: (fields: object, message: string) => void warnings.push({ ...fields, message }),
    error: () => fail(),
  }
  return { warnings, failure, log: log as unknown as SenderOptions['log'] }
}

test('a letter that a dead sender holds is sent by another when the lease ends, not before', async () => {
  await queueLetters(db, 1)
  const dead = heldTransport()
  void senderTo(server.url, { db, clock: clock.now, transport: dead.transport }).runOnce()
  await dead.arrival()

  const other = senderTo(server.url, { db, clock: clock.now })
  clock.pass(4.99)
  expect(await other.runOnce()).toBe(0)
  clock.pass(0.01)
  expect(await other.runOnce()).toBe(1)
  expect(server.letters).toHaveLength(1)
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', attempts: 2 })
})

test('a sender that comes back after its lease was lost changes nothing and says so', async () => {
  await queueLetters(db, 1)
  const slow = heldTransport()
  const { log, warnings } = recordingLog()
  const run = senderTo(server.url, { db, clock: clock.now, transport: slow.transport, log }).runOnce()
  await slow.arrival()
  clock.pass(5)
  await senderTo(server.url, { db, clock: clock.now }).runOnce()

  slow.release({ outcome: 'refused', error: 'RCPT TO 550' })
  await run
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', attempts: 2, lastError: undefined })
  expect(warnings).toMatchObject([{ message: 'letter: the lease was lost, it may go out twice', attempts: 1 }])
})

test('a sender that comes back late finds its letter still its own when nobody else took it', async () => {
  await queueLetters(db, 1)
  const slow = heldTransport()
  const run = senderTo(server.url, { db, clock: clock.now, transport: slow.transport }).runOnce()
  await slow.arrival()
  clock.pass(60)
  slow.release({ outcome: 'accepted' })
  await run
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', sentAt: '2026-11-22T10:00:00.000Z' })
})

test('a letter that kills every process that tries it is given up like any other', async () => {
  await queueLetters(db, 1)
  const deadly = heldTransport()
  const sender = senderTo(server.url, { db, clock: clock.now, transport: deadly.transport })
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    void sender.runOnce()
    await deadly.arrival()
    deadly.forget()
    clock.pass(5)
  }
  expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', attempts: MAX_ATTEMPTS })
  expect(await senderTo(server.url, { db, clock: clock.now }).runOnce()).toBe(1)
  expect(server.letters).toEqual([])
  expect(await onlyLetter(db)).toMatchObject({ state: 'failed', lastError: 'UNFINISHED' })
})

test('no transaction is open while a letter is on its way', async () => {
  await queueLetters(db, 1)
  const slow = heldTransport()
  const run = senderTo(server.url, { db, clock: clock.now, transport: slow.transport }).runOnce()
  await slow.arrival()
  await db.transaction(trx => trx('outbox_letters').update({ kind: 'changed' }))
  slow.release({ outcome: 'accepted' })
  await run
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', kind: 'changed' })
})

describe('in the background', () => {
  const HOUR = 3_600_000

  test('a wake sends at once what was queued meanwhile', async () => {
    const transport = heldTransport()
    const sender = senderTo(server.url, { db, clock: clock.now, transport: transport.transport, pollMs: HOUR })
    sender.start()
    await queueLetters(db, 1)
    sender.wake()
    await transport.arrival()
    transport.release({ outcome: 'accepted' })
    await sender.stop()
    expect(await onlyLetter(db)).toMatchObject({ state: 'sent' })
  })

  test('more letters than a batch are sent without a pause', async () => {
    await queueLetters(db, 9)
    const sender = senderTo(server.url, { db, clock: clock.now, batch: 2, pollMs: HOUR })
    const ninth = new Promise<void>(resolve => {
      const push = server.letters.push.bind(server.letters)
      server.letters.push = letter => {
        if (server.letters.length === 8) resolve()
        return push(letter)
      }
    })
    sender.start()
    await ninth
    await sender.stop()
    expect(await db('outbox_letters').whereNot({ state: 'sent' })).toEqual([])
  })

  test('stop waits for the letter in flight and takes no other', async () => {
    await queueLetters(db, 2)
    const transport = heldTransport()
    const sender = senderTo(server.url, {
      db,
      clock: clock.now,
      transport: transport.transport,
      batch: 1,
      pollMs: HOUR,
    })
    sender.start()
    await transport.arrival()
    const stopped = sender.stop()
    transport.release({ outcome: 'accepted' })
    await stopped
    const rows = await db('outbox_letters').orderBy('id')
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'waiting'])
  })

  test('stop ends a sender that has nothing to do at once', async () => {
    const sender = senderTo(server.url, { db, clock: clock.now, pollMs: HOUR, patienceMs: HOUR })
    sender.start()
    // Time to fall asleep; a sender that is not asleep yet must stop as well.
    await new Promise(resolve => setTimeout(resolve, 50))
    await expect(sender.stop()).resolves.toBeUndefined()
  })

  test('stop does not wait for ever', async () => {
    await queueLetters(db, 1)
    const transport = heldTransport()
    const sender = senderTo(server.url, { db, clock: clock.now, transport: transport.transport, patienceMs: 10 })
    sender.start()
    await transport.arrival()
    await sender.stop()
    expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', attempts: 1 })
  })

  test('stop without start, or twice, is nothing', async () => {
    const sender = senderTo(server.url, { db, clock: clock.now, pollMs: HOUR })
    await sender.stop()
    sender.start()
    await sender.stop()
    await expect(sender.stop()).resolves.toBeUndefined()
  })

  test('a database that is away for a moment does not end the sending', async () => {
    await queueLetters(db, 1)
    await db.schema.renameTable('outbox_letters', 'outbox_letters_away')
    const transport = heldTransport()
    const log = recordingLog()
    const sender = senderTo(server.url, {
      db,
      clock: clock.now,
      transport: transport.transport,
      log: log.log,
      pollMs: HOUR,
    })
    sender.start()
    await log.failure
    await db.schema.renameTable('outbox_letters_away', 'outbox_letters')
    sender.wake()
    await transport.arrival()
    transport.release({ outcome: 'accepted' })
    await sender.stop()
    expect(await onlyLetter(db)).toMatchObject({ state: 'sent' })
  })
})
