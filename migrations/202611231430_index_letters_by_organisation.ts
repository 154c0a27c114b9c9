import type { Knex } from 'knex'

/** The letters on the card of an organisation. */
export const up = (knex: Knex): Promise<void> =>
  knex.raw(
    'create index outbox_letters_organisation_index on outbox_letters (organisation_id, id) where organisation_id is not null',
  )

export const down = (knex: Knex): Promise<void> => knex.raw('drop index outbox_letters_organisation_index')
