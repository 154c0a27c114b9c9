import type { Knex } from 'knex'

/**
 * The page of letters asks for one state, newest first, or for one recipient. An index a state, and none for those that
 * wait: the sender's own must stay the only one that answers what is due.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw("create index outbox_letters_failed_index on outbox_letters (id) where state = 'failed'")
  await knex.raw("create index outbox_letters_sent_index on outbox_letters (id) where state = 'sent'")
  await knex.raw('create index outbox_letters_recipient_index on outbox_letters (recipient, id)')
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index outbox_letters_failed_index')
  await knex.raw('drop index outbox_letters_sent_index')
  await knex.raw('drop index outbox_letters_recipient_index')
}
