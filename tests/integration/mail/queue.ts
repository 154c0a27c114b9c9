import type { Knex } from 'knex'
import { pino } from 'pino'
import type { Letter } from '../../../src/mail/letter'
import { queueLetter } from '../../../src/mail/outbox'
import { type LetterSummary, recentLetters } from '../../../src/mail/outbox.repository'
import { createSender, type Sender, type SenderOptions } from '../../../src/mail/sender'
import { createTransport } from '../../../src/mail/transport'

export const FROM = 'websbor@example.org'

export const START = new Date('2026-11-22T09:00:00.000Z')

/** A clock that stands until it is moved. */
export const createClock = (): { now: () => Date; pass(minutes: number): void } => {
  let moment = START.getTime()
  return {
    now: () => new Date(moment),
    pass: minutes => {
      moment += minutes * 60_000
    },
  }
}

/** Queues `count` letters to `1@example.com`, `2@example.com` … */
export const queueLetters = (db: Knex, count: number, fields: Partial<Letter> = {}): Promise<void> =>
  db.transaction(async trx => {
    for (let number = 1; number <= count; number += 1) {
      const letter: Letter = {
        dedupeKey: `test:${number}`,
        kind: 'test',
        recipient: `${number}@example.com`,
        subject: `Письмо № ${number}`,
        body: 'Здравствуйте!\n',
        ...fields,
      }
      await queueLetter(trx, letter, START.toISOString())
    }
  })

/** A sender to a real mail server, silent, without chance. */
export const senderTo = (url: string, options: Pick<SenderOptions, 'db' | 'clock'> & Partial<SenderOptions>): Sender =>
  createSender({
    transport: createTransport({ smtpUrl: url, from: FROM }),
    log: pino({ level: 'silent' }),
    random: () => 0,
    ...options,
  })

export const onlyLetter = async (db: Knex): Promise<LetterSummary> => {
  const letters = await recentLetters(db, 2)
  if (letters.length !== 1) throw new Error(`expected one letter, found ${letters.length}`)
  return letters[0] as LetterSummary
}

/** Runs a sender until nothing is due. */
export const sendAll = async (sender: Sender): Promise<void> => {
  while ((await sender.runOnce()) > 0);
}
