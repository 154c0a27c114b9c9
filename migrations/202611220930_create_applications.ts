import type { Knex } from 'knex'

/**
 * An application for registration from its first letter to its decision. `form` is the working copy, as typed and
 * perhaps wrong; the columns beside it are filled at sending, when everything is right, and serve the queue.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('applications', table => {
    table.bigIncrements('id')
    table.string('status', 12).notNullable()
    table.integer('version').notNullable().defaultTo(1)
    table.text('form').notNullable()
    table.string('okpo', 14).notNullable()
    table.string('password_hash', 200)
    table.bigInteger('organisation_id')
    table.string('register_state', 10).notNullable()
    table.string('channel', 10).notNullable().defaultTo('web')
    table.string('number', 20)
    table.integer('office_id')
    table.string('enterprise_type', 12)
    table.string('inn', 12)
    table.string('short_name', 255)
    table.string('search_name', 1300)
    table.string('email', 254)
    table.boolean('signed').notNullable().defaultTo(false)
    table.integer('submissions').notNullable().defaultTo(0)
    table.timestamp('submitted_at', { useTz: true })
    table.date('due_on')
    table.timestamp('due_at', { useTz: true })
    table.integer('assigned_to')
    table.timestamp('decided_at', { useTz: true })
    table.integer('decided_by')
    table.string('reason_code', 30)
    table.text('decision_text')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('updated_at', { useTz: true }).notNullable()
    table.timestamp('expires_at', { useTz: true })
    table.foreign('organisation_id', 'applications_organisation_fk').references('organisations.id')
    table.foreign('office_id', 'applications_office_fk').references('offices.id')
    table.foreign('assigned_to', 'applications_assigned_fk').references('staff.id')
    table.foreign('decided_by', 'applications_decided_fk').references('staff.id')
    table.unique(['number'], { indexName: 'applications_number_unique' })
    // The lists of an office: open applications by deadline, closed ones and all by the time of sending, by ОКПО and ИНН.
    table.index(['office_id', 'status', 'due_at', 'id'], 'applications_queue_index')
    table.index(['office_id', 'status', 'submitted_at', 'id'], 'applications_closed_index')
    table.index(['office_id', 'submitted_at', 'id'], 'applications_office_index')
    table.index(['office_id', 'okpo', 'id'], 'applications_office_okpo_index')
    table.index(['office_id', 'inn', 'id'], 'applications_office_inn_index')
    table.index(['inn', 'id'], 'applications_inn_index')
    table.index(['okpo'], 'applications_okpo_index')
    table.check(
      "status in ('draft', 'submitted', 'in_review', 'returned', 'approved', 'rejected', 'withdrawn')",
      [],
      'applications_status_check',
    )
    table.check("register_state in ('found', 'archived', 'absent')", [], 'applications_register_check')
    table.check("channel in ('web', 'letter')", [], 'applications_channel_check')
    table.check(
      `status = 'draft' or (number is not null and office_id is not null and enterprise_type is not null
        and inn is not null and short_name is not null and email is not null and submitted_at is not null
        and due_on is not null and due_at is not null)`,
      [],
      'applications_sent_check',
    )
    table.check("status <> 'in_review' or assigned_to is not null", [], 'applications_assigned_check')
    table.check(
      "status not in ('approved', 'rejected') or (decided_at is not null and decided_by is not null)",
      [],
      'applications_decided_check',
    )
  })
  // One open application per ОКПО; drafts are private and do not count.
  await knex.raw(
    "create unique index applications_open_unique on applications (okpo) where status in ('submitted', 'in_review', 'returned')",
  )
  await knex.raw("create index applications_expiry_index on applications (expires_at) where status = 'draft'")
  // «Просроченные» and «Мои»: only what waits for the office, only what somebody works on.
  await knex.raw(
    "create index applications_waiting_index on applications (office_id, due_at, id) where status in ('submitted', 'in_review')",
  )
  await knex.raw(
    "create index applications_assigned_index on applications (office_id, assigned_to, due_at, id) where status = 'in_review'",
  )

  // What was handed in, each time: kept as it was even after corrections.
  await knex.schema.createTable('application_submissions', table => {
    table.bigIncrements('id')
    table.bigInteger('application_id').notNullable()
    table.integer('sequence').notNullable()
    table.text('form').notNullable()
    table.text('findings').notNullable()
    table.binary('xml').notNullable()
    table.string('xml_sha256', 64).notNullable()
    table.timestamp('submitted_at', { useTz: true }).notNullable()
    table.unique(['application_id', 'sequence'], { indexName: 'application_submissions_unique' })
    table.foreign('application_id', 'application_submissions_fk').references('applications.id').onDelete('CASCADE')
  })

  await knex.schema.createTable('application_remarks', table => {
    table.bigIncrements('id')
    table.bigInteger('application_id').notNullable()
    table.integer('sequence').notNullable()
    table.string('field', 60).notNullable()
    table.text('text').notNullable()
    table.integer('staff_id').notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.index(['application_id', 'sequence'], 'application_remarks_index')
    table.foreign('application_id', 'application_remarks_fk').references('applications.id').onDelete('CASCADE')
    table.foreign('staff_id', 'application_remarks_staff_fk').references('staff.id')
  })

  // How many applications an office has in each state: the tabs of the queue, without counting a million rows.
  await knex.schema.createTable('application_counts', table => {
    table.integer('office_id').notNullable()
    table.string('status', 12).notNullable()
    table.integer('total').notNullable()
    table.primary(['office_id', 'status'], 'application_counts_pk')
    table.foreign('office_id', 'application_counts_office_fk').references('offices.id')
    table.check('total >= 0', [], 'application_counts_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('application_counts')
  await knex.schema.dropTable('application_remarks')
  await knex.schema.dropTable('application_submissions')
  await knex.schema.dropTable('applications')
}
