import type { Knex } from 'knex'

/**
 * Forms are assigned by acts: a rule or a list that somebody looked at and confirmed, and that can be ended again. Each
 * assignment belongs to its act, so that ending one leaves alone what another one has assigned, and covers the periods
 * that end between two days: all of them, a year, or a single one. Work on an act goes through the register in slices:
 * `position` is how far it has come.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('assignment_acts', table => {
    table.bigIncrements('id')
    table.string('kind', 10).notNullable()
    // Of a rule: the form, the periods and the conditions as JSON. A list has them in its rows.
    table.string('form_code', 20)
    table.date('covers_from')
    table.date('covers_until')
    table.text('rule')
    table.string('file_name', 255)
    table.string('state', 10).notNullable()
    table.bigInteger('position').notNullable().defaultTo(0)
    table.bigInteger('matched').notNullable().defaultTo(0)
    // Of those that match: how many have an assignment of this form for a part of these periods already.
    table.bigInteger('already').notNullable().defaultTo(0)
    table.bigInteger('assigned').notNullable().defaultTo(0)
    table.bigInteger('refused').notNullable().defaultTo(0)
    // The first organisations that match, as JSON.
    table.text('sample').notNullable()
    table.integer('staff_id')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('ended_at', { useTz: true })
    table.foreign('staff_id', 'assignment_acts_staff_fk').references('staff.id')
    table.check("kind in ('rule', 'list')", [], 'assignment_acts_kind_check')
    table.check(
      "state in ('reading', 'counting', 'checked', 'assigning', 'done', 'ending', 'ended', 'dropped')",
      [],
      'assignment_acts_state_check',
    )
    table.check(
      "(kind = 'rule') = (rule is not null and form_code is not null and covers_from is not null and covers_until is not null)",
      [],
      'assignment_acts_rule_check',
    )
  })
  await knex.raw(
    "create index assignment_acts_open_index on assignment_acts (id) where state in ('counting', 'assigning', 'ending')",
  )
  await knex.schema.createTable('assignment_rows', table => {
    table.bigInteger('act_id').notNullable()
    table.integer('line').notNullable()
    // As they stand in the file, for whoever mends what was refused.
    table.string('okpo', 50)
    table.string('form', 50)
    table.string('period', 50)
    table.bigInteger('organisation_id')
    table.string('form_code', 20)
    table.date('covers_from')
    table.date('covers_until')
    table.string('refusal', 40)
    table.primary(['act_id', 'line'], 'assignment_rows_pk')
    table.index(['act_id', 'organisation_id', 'form_code'], 'assignment_rows_organisation_index')
    table.index(['act_id', 'refusal', 'line'], 'assignment_rows_refusal_index')
    table.foreign('act_id', 'assignment_rows_act_fk').references('assignment_acts.id')
  })

  const add = (column: string) => knex.raw(`alter table form_assignments add column ${column}`)
  await add("covers_from date not null default '1900-01-01'")
  await add("covers_until date not null default '9999-12-31' check (covers_until >= covers_from)")
  await add('act_id bigint references assignment_acts (id)')
  await knex.raw(
    knex.client.config.client === 'pg'
      ? 'alter table form_assignments drop constraint form_assignments_unique'
      : 'drop index form_assignments_unique',
  )
  await knex.raw(
    'create unique index form_assignments_unique on form_assignments (organisation_id, form_code, covers_from, covers_until, coalesce(act_id, 0))',
  )
  await knex.raw(
    'create index form_assignments_act_index on form_assignments (act_id, organisation_id) where act_id is not null',
  )
}

/** Keeps what was assigned without an act; the rest goes with its acts. */
export const down = async (knex: Knex): Promise<void> => {
  await knex('form_assignments').whereNotNull('act_id').delete()
  await knex.raw('drop index form_assignments_act_index')
  await knex.raw('drop index form_assignments_unique')
  for (const column of ['act_id', 'covers_until', 'covers_from'])
    await knex.raw(`alter table form_assignments drop column ${column}`)
  await knex.raw(
    knex.client.config.client === 'pg'
      ? 'alter table form_assignments add constraint form_assignments_unique unique (organisation_id, form_code)'
      : 'create unique index form_assignments_unique on form_assignments (organisation_id, form_code)',
  )
  await knex.schema.dropTable('assignment_rows')
  await knex.schema.dropTable('assignment_acts')
}
