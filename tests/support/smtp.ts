import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { callbackify } from 'node:util'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'

/** A letter as a real mail server took it over a socket. */
export type ReceivedLetter = {
  /** The envelope. */
  from: string
  to: string[]
  /** Whether it came over TLS. */
  secure: boolean
  /** The bytes as they came. */
  raw: string
  /** Decoded headers by lower-case name. */
  headers: Record<string, string>
  subject: string
  text: string
  attachments: { fileName: string; contentType: string; content: Buffer }[]
}

export type MailServer = {
  url: string
  /** In the order of arrival. */
  letters: ReceivedLetter[]
  close(): Promise<void>
}

export type MailServerOptions = {
  /** The reply to RCPT TO when it is a refusal: `550 5.1.1 no such person`. */
  refuseRecipient?: (address: string) => string | undefined
  /** The reply to the text when it is a refusal. */
  refuseText?: () => string | undefined
  /** Runs after the text was taken and before the server says so. */
  beforeAnswer?: () => Promise<void> | void
  /** Offers STARTTLS (with a certificate that nobody vouches for) or asks for a password. */
  server?: SMTPServerOptions
}

/** A real SMTP server on a free port of this machine. */
export const startMailServer = async (options: MailServerOptions = {}): Promise<MailServer> => {
  const letters: ReceivedLetter[] = []
  const take = async (stream: Readable, { envelope, secure }: SMTPServerSession): Promise<void> => {
    const raw = (await buffer(stream)).toString('latin1')
    const refused = refusal(options.refuseText?.())
    if (refused !== null) throw refused
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
    letters.push({ ...readLetter(raw), from, to: envelope.rcptTo.map(({ address }) => address), secure })
    await options.beforeAnswer?.()
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, callback) => callback(refusal(options.refuseRecipient?.(address))),
    onData: callbackify(take),
    ...options.server,
  })
  // A client that dies in the middle is part of the tests, not an accident of the server.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

type Refusal = Error & { responseCode: number }

const refusal = (reply: string | undefined): Refusal | null =>
  reply === undefined ? null : Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })

/** What a broken server does where a sound one answers: nothing at all, cut the line, or say something else. */
export type Misbehaviour = 'silence' | 'hang up' | { reply: string }

type Stage = 'greeting' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'text' | 'end'

/** A mail server that is sound up to one stage. `text` is in the middle of the letter's text, `end` after its last dot. */
export const startBrokenMailServer = async (stage: Stage, misbehaviour: Misbehaviour): Promise<MailServer> => {
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    const answer = (at: Stage, reply: string): void => {
      if (at !== stage) socket.write(`${reply}\r\n`)
      else if (misbehaviour === 'hang up') socket.destroy()
      else if (misbehaviour !== 'silence') socket.write(`${misbehaviour.reply}\r\n`)
    }
    let heard = ''
    let inText = false
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1')
      if (inText && stage === 'text') socket.destroy()
      if (inText && heard.endsWith('\r\n.\r\n')) {
        inText = false
        answer('end', '250 2.0.0 taken')
      } else if (!inText && heard.endsWith('\r\n')) {
        const command = heard.slice(0, 4).toUpperCase()
        if (command === 'DATA') inText = stage !== 'DATA'
        answer(command as Stage, command === 'DATA' ? '354 go on' : '250 fine')
      } else return
      heard = ''
    })
    answer('greeting', '220 broken.example')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: addressOf(server), letters: [], close: () => closeAll(server, sockets) }
}

const addressOf = (server: Server): string => `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`

const closeAll = async (server: Server, sockets: Set<Socket>): Promise<void> => {
  for (const socket of sockets) socket.destroy()
  server.close()
  await once(server, 'close')
}

type Part = { headers: Record<string, string>; body: string }

const readLetter = (raw: string): Omit<ReceivedLetter, 'from' | 'to' | 'secure'> => {
  const { headers, body } = readPart(raw)
  const boundary = parameter(headers['content-type'], 'boundary')
  const parts = boundary === undefined ? [{ headers, body }] : body.split(`--${boundary}`).slice(1, -1).map(readPart)
  const [text, ...attached] = parts as [Part, ...Part[]]
  const attachments = attached.map(part => ({
    fileName: parameter(part.headers['content-disposition'], 'filename') ?? '',
    contentType: (part.headers['content-type'] ?? '').split(';')[0] as string,
    content: contentOf(part),
  }))
  const plain = contentOf(text).toString('utf8').replaceAll('\r\n', '\n')
  return { raw, headers, subject: headers.subject ?? '', text: plain, attachments }
}

const readPart = (raw: string): Part => {
  const text = raw.replace(/^\r\n/, '')
  const end = text.indexOf('\r\n\r\n')
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = lines
    .map(line => /^([^:]+):\s*(.*)$/.exec(line))
    .map(match => [match?.[1]?.toLowerCase(), encodedWords(match?.[2] ?? '')])
  return { headers: Object.fromEntries(headers), body: text.slice(end + 4).replace(/\r\n$/, '') }
}

const contentOf = ({ headers, body }: Part): Buffer => {
  if (headers['content-transfer-encoding'] === 'base64') return Buffer.from(body, 'base64')
  return headers['content-transfer-encoding'] === 'quoted-printable'
    ? quotedPrintable(body)
    : Buffer.from(body, 'latin1')
}

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_match, hex) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  )

/** RFC 2047: `=?UTF-8?Q?…?=`, neighbours joined. */
const encodedWords = (value: string): string => {
  const joined = value.replace(/\?=\s+=\?/g, '?==?')
  const bytes = joined.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_match, kind: string, text: string) =>
    (/q/i.test(kind) ? quotedPrintable(text.replaceAll('_', ' ')) : Buffer.from(text, 'base64')).toString('latin1'),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** A parameter of a header, whole or in the pieces of RFC 2231: `filename*0*=utf-8''…`. */
const parameter = (header: string | undefined, name: string): string | undefined => {
  const pieces = [...(header ?? '').matchAll(new RegExp(`${name}(?:\\*\\d+)?(\\*?)="?([^";]*)"?`, 'gi'))]
  if (pieces.length === 0) return undefined
  const value = pieces.map(piece => piece[2]).join('')
  return pieces[0]?.[1] === '*' ? decodeURIComponent(value.replace(/^utf-8''/i, '')) : value
}
