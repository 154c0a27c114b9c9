import type { Knex } from 'knex'
import type { Letter } from '../../../src/mail/letter'
import { queueLetter } from '../../../src/mail/outbox'
import { dueLetters } from '../../../src/mail/outbox.lease'
import { findLetter, recentLetters, retryLetter } from '../../../src/mail/outbox.repository'
import { createDatabase, engine, type TestDatabase } from '../../support/database'

const NOW = '2026-11-22T09:00:00.000Z'
const LATER = '2026-11-22T10:00:00.000Z'

const letter = (fields: Partial<Letter> = {}): Letter => ({
  dedupeKey: 'application_submitted:1:1',
  kind: 'application_submitted',
  recipient: 'romashka@example.com',
  subject: 'Заявка принята',
  body: 'Здравствуйте!\n',
  ...fields,
})

let database: TestDatabase
let db: Knex

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
})

afterEach(() => database.destroy())

const queue = (fields: Partial<Letter> = {}, now = NOW): Promise<void> =>
  db.transaction(trx => queueLetter(trx, letter(fields), now))

test('a queued letter waits, is due at once and keeps everything that was given', async () => {
  const attachments = [
    { fileName: 'заявка.xml', contentType: 'application/xml', content: Buffer.from('<заявка/>') },
    { fileName: 'заявка.txt', contentType: 'text/plain', content: Buffer.from([0, 255, 13, 10]) },
  ]
  await queue({ applicationId: 7, organisationId: 9, attachments })
  const [summary] = await recentLetters(db, 10)
  expect(summary).toEqual({
    id: expect.any(Number),
    kind: 'application_submitted',
    recipient: 'romashka@example.com',
    subject: 'Заявка принята',
    state: 'waiting',
    attempts: 0,
    dueAt: NOW,
    lastError: undefined,
    applicationId: 7,
    organisationId: 9,
    createdAt: NOW,
    sentAt: undefined,
  })
  expect(await findLetter(db, summary?.id as number)).toEqual({ ...summary, body: 'Здравствуйте!\n', attachments })
})

test('a letter whose transaction is rolled back was never queued', async () => {
  const failing = db.transaction(async trx => {
    await queueLetter(trx, letter(), NOW)
    throw new Error('the application was not saved')
  })
  await expect(failing).rejects.toThrow('was not saved')
  expect(await recentLetters(db, 10)).toEqual([])
})

test('the same dedupe key twice is one letter, the first, with the attachments of the first', async () => {
  const attached = (name: string) => [{ fileName: name, contentType: 'text/plain', content: Buffer.from(name) }]
  await queue({ subject: 'Первое', attachments: attached('a.txt') })
  await queue({ subject: 'Второе', attachments: attached('b.txt') }, LATER)
  const letters = await recentLetters(db, 10)
  expect(letters.map(({ subject }) => subject)).toEqual(['Первое'])
  const stored = await findLetter(db, letters[0]?.id as number)
  expect(stored?.attachments.map(({ fileName }) => fileName)).toEqual(['a.txt'])
})

test('the same dedupe key twice inside one transaction is one letter too', async () => {
  await db.transaction(async trx => {
    await queueLetter(trx, letter(), NOW)
    await queueLetter(trx, letter(), NOW)
  })
  expect(await recentLetters(db, 10)).toHaveLength(1)
})

test('the same dedupe key in two transactions at the same time is one letter', async () => {
  await Promise.all([queue(), queue(), queue()])
  expect(await recentLetters(db, 10)).toHaveLength(1)
})

test('a national domain is stored as SMTP needs it', async () => {
  await queue({ recipient: 'otchet@пример.рф' })
  expect(await recentLetters(db, 1)).toMatchObject([{ recipient: 'otchet@xn--e1afmkfd.xn--p1ai' }])
})

test.each([
  ['subject', { subject: 'Тема\r\nBcc: other@example.com' }],
  ['recipient', { recipient: 'a@example.com\nBcc: other@example.com' }],
  ['file name', { attachments: [{ fileName: 'a\r\n.txt', contentType: 'text/plain', content: Buffer.from('') }] }],
  [
    'content type',
    { attachments: [{ fileName: 'a.txt', contentType: 'text/plain\r\nX: y', content: Buffer.from('') }] },
  ],
])('a line end in the %s is refused before anything is written', async (what, fields) => {
  await expect(queue(fields)).rejects.toThrow(what)
  expect(await recentLetters(db, 10)).toEqual([])
})

const row = {
  dedupe_key: 'x',
  kind: 'x',
  recipient: 'a@example.com',
  subject: 'x',
  body: 'x',
  state: 'waiting',
  due_at: NOW,
  created_at: NOW,
}

test.each([
  ['a line feed in the subject', { subject: 'a\nb' }],
  ['a carriage return in the recipient', { recipient: 'a@example.com\rx' }],
  ['a recipient that is no address', { recipient: 'nobody' }],
  ['an unknown state', { state: 'lost' }],
  ['sent without a time', { state: 'sent' }],
  ['a time without being sent', { sent_at: NOW }],
  ['half a lease', { locked_by: 'me' }],
  ['a lease on a failed letter', { state: 'failed', locked_by: 'me', locked_until: NOW }],
  ['negative attempts', { attempts: -1 }],
])('the database itself refuses %s', async (_what, fields) => {
  // Compared by its words: an error of the SQLite driver may come from another test file's realm.
  await expect(db('outbox_letters').insert({ ...row, ...fields })).rejects.toMatchObject({
    message: expect.stringMatching(/outbox_letters_\w+_check/),
  })
})

test('attachments go with their letter', async () => {
  await queue({ attachments: [{ fileName: 'a.txt', contentType: 'text/plain', content: Buffer.from('a') }] })
  await db('outbox_letters').delete()
  expect(await db('outbox_attachments')).toEqual([])
})

test('letters are listed newest first, page by page', async () => {
  for (const key of ['1', '2', '3']) await queue({ dedupeKey: key, subject: key })
  const page = await recentLetters(db, 2)
  expect(page.map(({ subject }) => subject)).toEqual(['3', '2'])
  expect((await recentLetters(db, 2, page[1]?.id)).map(({ subject }) => subject)).toEqual(['1'])
})

test('a letter that does not exist is not found', async () => {
  expect(await findLetter(db, 4242)).toBeUndefined()
})

describe('sending again', () => {
  const only = async () => (await recentLetters(db, 1))[0]

  beforeEach(() => queue())

  test('makes a failed letter due with all its attempts', async () => {
    await db('outbox_letters').update({ state: 'failed', attempts: 18, last_error: 'RCPT TO 550' })
    expect(await retryLetter(db, (await only())?.id as number, LATER)).toBe(true)
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0, dueAt: LATER })
  })

  test('makes a waiting letter due now', async () => {
    await db('outbox_letters').update({ attempts: 5, due_at: '2026-11-22T15:00:00.000Z' })
    expect(await retryLetter(db, (await only())?.id as number, LATER)).toBe(true)
    expect(await only()).toMatchObject({ state: 'waiting', attempts: 0, dueAt: LATER })
  })

  test('leaves a sent letter alone', async () => {
    await db('outbox_letters').update({ state: 'sent', sent_at: NOW })
    expect(await retryLetter(db, (await only())?.id as number, LATER)).toBe(false)
    expect(await only()).toMatchObject({ state: 'sent', dueAt: NOW })
  })

  test('leaves a letter alone that is being sent', async () => {
    await db('outbox_letters').update({ locked_by: 'other', locked_until: '2026-11-22T10:05:00.000Z' })
    expect(await retryLetter(db, (await only())?.id as number, LATER)).toBe(false)
  })

  test('knows that there is no such letter', async () => {
    expect(await retryLetter(db, 4242, LATER)).toBe(false)
  })
})

test('the question for due letters is answered by its own index', async () => {
  // Bound as the sender binds it: whether a partial index serves may depend on that.
  const { sql, bindings } = dueLetters(db, NOW, 4).toSQL()
  const plan = await db.transaction(async trx => {
    if (engine === 'sqlite') return (await trx.raw(`explain query plan ${sql}`, bindings)) as unknown[]
    await trx.raw('set local enable_seqscan = off')
    return (await trx.raw<{ rows: unknown[] }>(`explain ${sql}`, bindings)).rows
  })
  expect(JSON.stringify(plan)).toContain('outbox_letters_due_index')
})
