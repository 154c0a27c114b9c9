import type { Knex } from 'knex'
import { createTransport, demoTransport } from '../../../src/mail/transport'
import { createDatabase, type TestDatabase } from '../../support/database'
import { type MailServer, type MailServerOptions, startMailServer } from '../../support/smtp'
import { createClock, onlyLetter, queueLetters, START, senderTo } from './queue'

let database: TestDatabase
let db: Knex
let server: MailServer | undefined
const clock = createClock()

beforeEach(async () => {
  database = await createDatabase()
  db = database.db
})

afterEach(async () => {
  await server?.close()
  server = undefined
  await database.destroy()
})

const deliver = async (options: MailServerOptions = {}, query = '', credentials = ''): Promise<MailServer> => {
  server = await startMailServer(options)
  await senderTo(server.url.replace('//', `//${credentials}`) + query, { db, clock: clock.now }).runOnce()
  return server
}

test('a letter arrives with its Cyrillic subject, text and attachments, byte for byte', async () => {
  const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<заявка/>\r\n')
  const bytes = Buffer.from(Array.from({ length: 3000 }, (_, index) => index % 256))
  const body = `Здравствуйте!\n\n.Строка с точки\n${'Длинный абзац без переносов. '.repeat(50)}\n`
  const subject = `Заявка № 5 принята: ${'ООО «Ромашка (демо)» '.repeat(8)}`.trim()
  await queueLetters(db, 1, {
    subject,
    body,
    attachments: [
      { fileName: 'Заявка № 5 — ООО «Ромашка (демо)».xml', contentType: 'application/xml', content: xml },
      { fileName: 'plain.bin', contentType: 'application/octet-stream', content: bytes },
    ],
  })
  const { letters } = await deliver()
  expect(letters).toHaveLength(1)
  expect(letters[0]).toMatchObject({ from: 'websbor@example.org', to: ['1@example.com'], subject, text: body })
  expect(letters[0]?.attachments).toEqual([
    { fileName: 'Заявка № 5 — ООО «Ромашка (демо)».xml', contentType: 'application/xml', content: xml },
    { fileName: 'plain.bin', contentType: 'application/octet-stream', content: bytes },
  ])
  expect(await onlyLetter(db)).toMatchObject({
    state: 'sent',
    attempts: 1,
    sentAt: START.toISOString(),
    lastError: undefined,
  })
})

test('the headers name the sender, the moment of writing and a machine, and no line is longer than mail allows', async () => {
  await queueLetters(db, 1, { body: `${'слово '.repeat(500)}\n` })
  const letter = (await deliver()).letters[0]
  const { id } = await onlyLetter(db)
  expect(letter?.headers).toMatchObject({
    from: 'Система сбора отчётности <websbor@example.org>',
    to: '1@example.com',
    date: 'Sun, 22 Nov 2026 09:00:00 +0000',
    'message-id': `<letter-${id}.${START.getTime().toString(36)}@example.org>`,
    'auto-submitted': 'auto-generated',
    'content-type': 'text/plain; charset=utf-8',
  })
  expect(Math.max(...(letter?.raw ?? '').split('\r\n').map(line => line.length))).toBeLessThanOrEqual(78)
})

test('a national domain goes over the wire in ASCII', async () => {
  await queueLetters(db, 1, { recipient: 'otchet@пример.рф' })
  expect((await deliver()).letters[0]?.headers.to).toBe('otchet@xn--e1afmkfd.xn--p1ai')
})

test('what people typed is never read as the name of a file or an address to fetch', async () => {
  await queueLetters(db, 1, {
    subject: 'file:///etc/passwd',
    body: '{"path":"/etc/passwd"}\n',
    attachments: [{ fileName: '../../etc/passwd', contentType: 'text/plain', content: Buffer.from('безвредно') }],
  })
  const letter = (await deliver()).letters[0]
  expect(letter).toMatchObject({ subject: 'file:///etc/passwd', text: '{"path":"/etc/passwd"}\n' })
  expect(letter?.attachments[0]?.content.toString()).toBe('безвредно')
})

describe('encryption', () => {
  const withTls = { disabledCommands: [] }

  beforeEach(() => queueLetters(db, 1))

  test('is used when the server offers it, even with a certificate that nobody vouches for', async () => {
    expect((await deliver({ server: withTls })).letters).toMatchObject([{ secure: true }])
  })

  test('is done without when the server has none', async () => {
    expect((await deliver()).letters).toMatchObject([{ secure: false }])
  })

  test('that is required and not offered keeps the letter here', async () => {
    expect((await deliver({}, '?tls=required')).letters).toEqual([])
    expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', lastError: expect.stringContaining('STARTTLS') })
  })

  test('that is required is refused with a certificate that nobody vouches for', async () => {
    expect((await deliver({ server: withTls }, '?tls=required')).letters).toEqual([])
    expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', lastError: expect.stringMatching(/CERT|ETLS/) })
  })

  test('keeps the password from a server whose certificate nobody vouches for', async () => {
    const heard: unknown[] = []
    const server = { ...withTls, onAuth: (auth: unknown) => void heard.push(auth) }
    expect((await deliver({ server }, '', 'robot:secret@')).letters).toEqual([])
    expect(heard).toEqual([])
    expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', lastError: expect.stringMatching(/CERT|ETLS/) })
  })
})

test('a wrong password is for the operator to mend, so the letter waits', async () => {
  await queueLetters(db, 1)
  const server = {
    authOptional: false,
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    onAuth: (_auth: unknown, _session: unknown, callback: (error: Error) => void) =>
      callback(Object.assign(new Error('5.7.8 wrong'), { responseCode: 535 })),
  }
  await deliver({ server }, '', 'robot:wrong@')
  expect(await onlyLetter(db)).toMatchObject({ state: 'waiting', lastError: expect.stringMatching(/^AUTH PLAIN 535/) })
})

test('without a mail server a letter counts as sent', async () => {
  await queueLetters(db, 1)
  const transport = createTransport({ smtpUrl: undefined, from: 'websbor@example.invalid' })
  expect(transport).toBe(demoTransport)
  await senderTo('smtp://unused.invalid', { db, clock: clock.now, transport }).runOnce()
  expect(await onlyLetter(db)).toMatchObject({ state: 'sent', sentAt: START.toISOString() })
})
