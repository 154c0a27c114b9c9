import type { Knex } from 'knex'

/**
 * What staff tell the public: everybody (no office) or the respondents of one office. A draft has no `published_at`.
 * Shown from `shown_from` to `shown_until`, both included, and in the archive ever after.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('announcements', table => {
    table.bigIncrements('id')
    table.integer('office_id')
    table.string('title', 200).notNullable()
    table.text('body').notNullable()
    table.date('shown_from').notNullable()
    table.date('shown_until')
    table.timestamp('published_at', { useTz: true })
    table.integer('version').notNullable().defaultTo(1)
    table.integer('created_by').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('updated_at', { useTz: true }).notNullable()
    table.foreign('office_id', 'announcements_office_fk').references('offices.id')
    table.foreign('created_by', 'announcements_staff_fk').references('staff.id')
    table.index(['office_id', 'id'], 'announcements_office_index')
    table.check("trim(title) <> '' and trim(body) <> ''", [], 'announcements_text_check')
    table.check('shown_from <= shown_until', [], 'announcements_days_check')
    table.check('version > 0', [], 'announcements_version_check')
  })
  // What the home page, the archive and the feed ask: published ones, newest first.
  await knex.raw(
    'create index announcements_public_index on announcements (shown_from, id) where published_at is not null',
  )
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('announcements')
