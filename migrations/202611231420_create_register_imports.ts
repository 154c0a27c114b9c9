import type { Knex } from 'knex'

/**
 * Imports of the register's extract. The file lies on the disk, what was read of it in tables of its own that are gone
 * when the import ends; here is what people follow and what keeps two processes apart.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('register_imports', table => {
    table.bigIncrements('id')
    table.string('state', 10).notNullable()
    // 1 while the import is under way and null afterwards: unique, so there is one at a time.
    table.integer('open_slot')
    table.string('file_name', 255).notNullable()
    table.string('path', 1000).notNullable()
    // A file that was uploaded is removed in the end, one that an operator named is theirs.
    table.boolean('own_file').notNullable()
    table.bigInteger('bytes').notNullable()
    table.boolean('full_extract').notNullable()
    table.boolean('dry_run').notNullable()
    // Whether what was checked is applied at once, without anybody looking at the report.
    table.boolean('at_once').notNullable()
    table.integer('started_by')
    table.text('progress').notNullable()
    table.text('report')
    table.string('problem', 1000)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('checked_at', { useTz: true })
    table.timestamp('ended_at', { useTz: true })
    table.string('locked_by', 36)
    table.timestamp('locked_until', { useTz: true })
    table.unique(['open_slot'], { indexName: 'register_imports_open_unique' })
    table.foreign('started_by', 'register_imports_staff_fk').references('staff.id')
    table.check(
      "state in ('checking', 'checked', 'applying', 'done', 'failed', 'cancelled')",
      [],
      'register_imports_state_check',
    )
    table.check(
      "(open_slot is not null) = (state in ('checking', 'checked', 'applying'))",
      [],
      'register_imports_open_check',
    )
    table.check('open_slot is null or open_slot = 1', [], 'register_imports_slot_check')
    table.check('(open_slot is null) = (ended_at is not null)', [], 'register_imports_ended_check')
    table.check('(locked_by is null) = (locked_until is null)', [], 'register_imports_lease_check')
    table.check("state <> 'failed' or problem is not null", [], 'register_imports_problem_check')
  })
}

export const down = (knex: Knex): Promise<void> => knex.schema.dropTable('register_imports')
