import type { Knex } from 'knex'

/**
 * What everything else refers to: territorial offices and the subjects of the Federation they serve, codes of the
 * classifiers, the production calendar, types of enterprise. The rows that the project ships are in `seeds/reference`.
 * Every code is text: leading zeros matter. `trim(x, '0123456789') = ''` says «digits only» on both engines.
 */
export const up = async (knex: Knex): Promise<void> => {
  // The id is the site number as a whole number; a new office gets its id from whoever adds it.
  // `code` (the ОКПО of the body), `exchange_code` and `mailbox` stay empty until they are known: nobody guesses them.
  await knex.schema.createTable('offices', table => {
    table.integer('id').notNullable()
    table.string('site_no', 2).notNullable()
    table.string('short_name', 60).notNullable()
    table.string('full_name', 255).notNullable()
    table.string('code', 8)
    table.string('exchange_code', 5)
    table.string('mailbox', 254)
    table.string('phone', 100)
    table.string('website', 255)
    table.string('time_zone', 40).notNullable()
    table.timestamp('closed_at', { useTz: true })
    table.primary(['id'], 'offices_pk')
    table.unique(['site_no'], { indexName: 'offices_site_no_unique' })
    table.unique(['code'], { indexName: 'offices_code_unique' })
    table.unique(['exchange_code'], { indexName: 'offices_exchange_code_unique' })
    table.check("length(site_no) = 2 and trim(site_no, '0123456789') = ''", [], 'offices_site_no_check')
    table.check("length(code) = 8 and trim(code, '0123456789') = ''", [], 'offices_code_check')
    table.check(
      "length(exchange_code) = 5 and exchange_code like '__-__' and trim(replace(exchange_code, '-', ''), '0123456789') = ''",
      [],
      'offices_exchange_code_check',
    )
    table.check("mailbox like '_%@_%'", [], 'offices_mailbox_check')
    table.check("trim(short_name) <> '' and trim(full_name) <> '' and trim(time_zone) <> ''", [], 'offices_names_check')
  })

  // A subject has one office. `territory` is what its ОКАТО and ОКТМО codes begin with; an autonomous okrug shares
  // the two digits of the oblast it lies in, so the column is not unique.
  await knex.schema.createTable('office_subjects', table => {
    table.string('subject_code', 2).notNullable()
    table.integer('office_id').notNullable()
    table.string('name', 100).notNullable()
    table.string('territory', 2).notNullable()
    table.primary(['subject_code'], 'office_subjects_pk')
    table.index(['office_id'], 'office_subjects_office_index')
    table.foreign('office_id', 'office_subjects_office_fk').references('offices.id')
    table.check(
      "length(subject_code) = 2 and trim(subject_code, '0123456789') = ''",
      [],
      'office_subjects_subject_code_check',
    )
    table.check("length(territory) = 2 and trim(territory, '0123456789') = ''", [], 'office_subjects_territory_check')
    table.check("trim(name) <> ''", [], 'office_subjects_name_check')
  })

  // `parent` is no foreign key: the official files hold codes whose heading is missing. A code is closed, not deleted.
  await knex.schema.createTable('classifier_codes', table => {
    table.string('classifier', 10).notNullable()
    table.string('code', 12).notNullable()
    table.text('name').notNullable()
    table.string('parent', 12)
    table.boolean('selectable').notNullable().defaultTo(true)
    table.date('valid_from')
    table.date('valid_to')
    table.primary(['classifier', 'code'], 'classifier_codes_pk')
    table.check(
      "classifier in ('okved2', 'okved', 'okopf', 'okfs', 'oksm', 'okogu', 'oktmo', 'okato')",
      [],
      'classifier_codes_classifier_check',
    )
    table.check("trim(code) = code and code <> '' and trim(name) <> ''", [], 'classifier_codes_text_check')
    table.check('parent <> code', [], 'classifier_codes_parent_check')
    table.check('valid_from <= valid_to', [], 'classifier_codes_validity_check')
    table.check(
      `(valid_from is null or coalesce(date(valid_from) = valid_from, false))
        and (valid_to is null or coalesce(date(valid_to) = valid_to, false))`,
      [],
      'classifier_codes_days_check',
    )
  })

  // A year that is not here has no calendar, and counting working days in it is an error.
  await knex.schema.createTable('calendar_years', table => {
    table.integer('year').notNullable()
    table.string('status', 11).notNullable()
    table.primary(['year'], 'calendar_years_pk')
    table.check('year between 2000 and 2099', [], 'calendar_years_year_check')
    table.check("status in ('official', 'provisional')", [], 'calendar_years_status_check')
  })

  // Only the days that differ from the rule «Saturday and Sunday are off»; a shortened day is a working day.
  await knex.schema.createTable('calendar_days', table => {
    table.date('day').notNullable()
    table.string('kind', 5).notNullable()
    table.primary(['day'], 'calendar_days_pk')
    table.check('coalesce(date(day) = day, false)', [], 'calendar_days_day_check')
    table.check("kind in ('off', 'short', 'work')", [], 'calendar_days_kind_check')
  })

  await knex.schema.createTable('enterprise_types', table => {
    table.string('code', 12).notNullable()
    table.string('name', 100).notNullable()
    table.boolean('offered_for_signing').notNullable()
    table.integer('position').notNullable()
    table.primary(['code'], 'enterprise_types_pk')
    table.check("code in ('legal', 'entrepreneur', 'branch', 'authority')", [], 'enterprise_types_code_check')
    table.check("trim(name) <> ''", [], 'enterprise_types_name_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  for (const table of [
    'enterprise_types',
    'calendar_days',
    'calendar_years',
    'classifier_codes',
    'office_subjects',
    'offices',
  ])
    await knex.schema.dropTable(table)
}
