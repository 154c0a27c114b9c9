import type { Knex } from 'knex'

export type QueuedLetter = { kind: string; recipient: string; subject: string; body: string }

/** The letters in the outbox, oldest first, of one kind when it is named. */
export const lettersOf = (db: Knex, kind?: string): Promise<QueuedLetter[]> =>
  db('outbox_letters')
    .where(kind === undefined ? {} : { kind })
    .orderBy('id')
    .select('kind', 'recipient', 'subject', 'body')

/** The path of the link in the last letter of a kind. */
export const linkIn = async (db: Knex, kind: string): Promise<string> => {
  const letter = (await lettersOf(db, kind)).at(-1)
  const link = /^http:\/\/localhost:3000(\/\S+)$/m.exec(letter?.body ?? '')?.[1]
  if (link === undefined) throw new Error(`no link in a letter ${kind}`)
  return link
}
