import type { Knex } from 'knex'

/** An application that an organisation sent by letter is entered by somebody of the office; it has no password. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw('alter table applications add column entered_by integer references staff (id)')
  await knex.raw(
    "create index applications_entered_index on applications (entered_by, id) where status = 'draft' and entered_by is not null",
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index applications_entered_index')
  await knex.raw('alter table applications drop column entered_by')
}
