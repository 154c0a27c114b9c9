import type { Knex } from 'knex'

/**
 * Links in letters that do one thing once. The token itself lies nowhere but in the letter. One subject has at most
 * one link of a purpose that still works.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('one_time_links', table => {
    table.bigIncrements('id')
    table.string('token_hash', 64).notNullable()
    table.string('purpose', 20).notNullable()
    table.string('subject_kind', 12).notNullable()
    table.bigInteger('subject_id').notNullable()
    // What is confirmed by the link: the new address.
    table.string('email', 254)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('expires_at', { useTz: true }).notNullable()
    table.timestamp('used_at', { useTz: true })
    table.unique(['token_hash'], { indexName: 'one_time_links_token_unique' })
    table.index(['expires_at'], 'one_time_links_expiry_index')
    table.check(
      "purpose in ('recovery', 'first_password', 'invitation', 'new_email')",
      [],
      'one_time_links_purpose_check',
    )
    table.check("subject_kind in ('account', 'person', 'contact', 'staff')", [], 'one_time_links_subject_check')
    table.check("(purpose = 'new_email') = (email is not null)", [], 'one_time_links_email_check')
  })
  await knex.raw(
    'create unique index one_time_links_open_unique on one_time_links (subject_kind, subject_id, purpose) where used_at is null',
  )
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('one_time_links')
