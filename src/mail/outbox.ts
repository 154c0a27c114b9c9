import type { Knex } from 'knex'
import type { Instant } from '../db/db'
import { headerText, mailAddress } from './header'
import type { Attachment, Letter } from './letter'

/**
 * Puts a letter into the outbox inside the caller's transaction: the letter exists if and only if what it tells about
 * does. The same dedupe key twice is one letter, the first. Call `sender.wake()` after the commit. Throws when the
 * recipient, the subject or a file name could break out of its header.
 */
export const queueLetter = async (trx: Knex.Transaction, letter: Letter, now: Instant): Promise<void> => {
  const attachments = (letter.attachments ?? []).map(attachmentRow)
  const [queued] = await trx('outbox_letters')
    .insert({
      dedupe_key: headerText('dedupe key', letter.dedupeKey, 120),
      kind: headerText('kind', letter.kind, 60),
      recipient: mailAddress(letter.recipient),
      subject: headerText('subject', letter.subject, 500),
      body: letter.body,
      application_id: letter.applicationId ?? null,
      organisation_id: letter.organisationId ?? null,
      state: 'waiting',
      due_at: now,
      created_at: now,
    })
    .onConflict('dedupe_key')
    .ignore()
    .returning('id')
  if (queued === undefined || attachments.length === 0) return
  await trx('outbox_attachments').insert(attachments.map(row => ({ letter_id: queued.id, ...row })))
}

const attachmentRow = ({ fileName, contentType, content }: Attachment, index: number) => {
  if (!/^[a-z]+\/[a-z0-9.+-]+$/.test(contentType))
    throw new Error('the content type of an attachment is not type/subtype')
  return {
    position: index + 1,
    file_name: headerText('file name', fileName, 255),
    content_type: headerText('content type', contentType, 100),
    content,
  }
}
