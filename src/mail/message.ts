import type { SendMailOptions } from 'nodemailer'
import type { LeasedLetter } from './outbox.lease'

/** The name that people see beside the address. */
const SENDER = 'Система сбора отчётности'

/**
 * The letter as it goes over the wire. Everything in it comes from the stored row, nothing from the moment of sending:
 * a letter that is sent twice, because a process died between the server's «accepted» and our note of it, is the same
 * letter to the receiving server, with the same Message-ID.
 */
export const composeMessage = (letter: LeasedLetter, from: string): SendMailOptions => ({
  messageId: messageIdOf(letter, from),
  date: new Date(letter.createdAt),
  from: { name: SENDER, address: from },
  to: { name: '', address: letter.recipient },
  envelope: { from, to: [letter.recipient] },
  subject: letter.subject,
  text: letter.body,
  // RFC 3834: no «I am on holiday» in reply.
  headers: { 'Auto-Submitted': 'auto-generated' },
  attachments: letter.attachments.map(({ fileName, contentType, content }) => ({
    filename: fileName,
    contentType,
    content,
  })),
})

/**
 * Row number and moment of writing: the number alone would come again after a database was made anew, and mail servers
 * drop a letter whose Message-ID they have seen.
 */
const messageIdOf = ({ id, createdAt }: LeasedLetter, from: string): string =>
  `<letter-${id}.${Date.parse(createdAt).toString(36)}@${from.slice(from.lastIndexOf('@') + 1)}>`
