import type { Knex } from 'knex'

/** The page of letters asks for one state, newest first, or for one recipient. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('create index outbox_letters_state_index on outbox_letters (state, id)')
  await knex.raw('create index outbox_letters_recipient_index on outbox_letters (recipient, id)')
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index outbox_letters_state_index')
  await knex.raw('drop index outbox_letters_recipient_index')
}
