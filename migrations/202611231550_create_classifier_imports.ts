import type { Knex } from 'knex'

const CLASSIFIERS = ['okved2', 'okved', 'okopf', 'okfs', 'oksm', 'okogu', 'oktmo', 'okato']

/**
 * Imports of classifiers. What a file would change is worked out once, when it is read, and kept for good: before the
 * import is applied it is the preview, afterwards the history.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('classifier_imports', table => {
    table.bigIncrements('id')
    table.string('classifier', 10).notNullable()
    table.string('state', 10).notNullable()
    // The import that the codes came from when this file was compared with them; 0 when there was none.
    table.bigInteger('compared_with').notNullable()
    table.string('file_name', 255).notNullable()
    table.date('file_date').notNullable()
    table.string('sha256', 64).notNullable()
    table.bigInteger('bytes').notNullable()
    // How many rows, changes of each kind and refusals there are, as JSON.
    table.text('counts').notNullable()
    table.integer('staff_id')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('ended_at', { useTz: true })
    table.index(['state', 'created_at'], 'classifier_imports_state_index')
    table.foreign('staff_id', 'classifier_imports_staff_fk').references('staff.id')
    table.check(
      `classifier in (${CLASSIFIERS.map(name => `'${name}'`).join(', ')})`,
      [],
      'classifier_imports_classifier_check',
    )
    table.check("state in ('reading', 'checked', 'applied', 'dropped')", [], 'classifier_imports_state_check')
    table.check("(ended_at is not null) = (state in ('applied', 'dropped'))", [], 'classifier_imports_ended_check')
    table.check('coalesce(date(file_date) = file_date, false)', [], 'classifier_imports_date_check')
    table.check('length(sha256) = 64', [], 'classifier_imports_sha256_check')
  })

  // Where the codes of a classifier come from: who applies an import moves this on from what was compared with.
  await knex.schema.createTable('classifier_sources', table => {
    table.string('classifier', 10).notNullable()
    table.bigInteger('import_id').notNullable().defaultTo(0)
    table.primary(['classifier'], 'classifier_sources_pk')
  })
  await knex('classifier_sources').insert(CLASSIFIERS.map(classifier => ({ classifier })))

  // What was read of a file that waits for a decision; of a decided one only the refused rows stay.
  await knex.schema.createTable('classifier_import_rows', table => {
    table.bigInteger('import_id').notNullable()
    table.integer('line').notNullable()
    table.string('code', 12)
    table.text('name')
    table.string('parent', 12)
    table.smallint('selectable')
    table.string('refusal', 40)
    table.primary(['import_id', 'line'], 'classifier_import_rows_pk')
    table.index(['import_id', 'code'], 'classifier_import_rows_code_index')
    table.index(['import_id', 'refusal', 'line'], 'classifier_import_rows_refusal_index')
    table.foreign('import_id', 'classifier_import_rows_import_fk').references('classifier_imports.id')
    table.check(
      'refusal is not null or (code is not null and name is not null and selectable is not null)',
      [],
      'classifier_import_rows_values_check',
    )
  })

  await knex.schema.createTable('classifier_changes', table => {
    table.bigInteger('import_id').notNullable()
    table.string('code', 12).notNullable()
    table.string('kind', 10).notNullable()
    table.text('before')
    table.text('after')
    table.primary(['import_id', 'code'], 'classifier_changes_pk')
    table.index(['import_id', 'kind', 'code'], 'classifier_changes_kind_index')
    table.foreign('import_id', 'classifier_changes_import_fk').references('classifier_imports.id')
    table.check("kind in ('new', 'renamed', 'moved', 'reopened', 'closed')", [], 'classifier_changes_kind_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  for (const table of ['classifier_changes', 'classifier_import_rows', 'classifier_sources', 'classifier_imports'])
    await knex.schema.dropTable(table)
}
