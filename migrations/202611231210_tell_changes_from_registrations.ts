import type { Knex } from 'knex'

/**
 * An application either registers an organisation or changes the data of a registered one; both go through the same
 * queue. One ОКПО has one open application of whichever kind (`applications_open_unique`), so that two decisions never
 * write the same record. An organisation prepares one change at a time: two tabs find the same draft.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    `alter table applications add column kind varchar(12) not null default 'registration'
      constraint applications_kind_check check (kind in ('registration', 'change'))`,
  )
  await knex.raw(
    `create unique index applications_change_unique on applications (organisation_id)
      where kind = 'change' and status in ('draft', 'submitted', 'in_review', 'returned')`,
  )
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.raw('drop index applications_change_unique')
  await knex.raw('alter table applications drop column kind')
}
