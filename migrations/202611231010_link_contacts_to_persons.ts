import type { Knex } from 'knex'

/*
 * A contact becomes the link between an organisation and a person: one e-mail is one person, however many
 * organisations name it. What was removed stays as history; only one link of the two is in force at a time.
 * Contacts that were approved before have not been invited yet.
 */

const DATA =
  'last_name, first_name, middle_name, position, phone, basis, basis_number, basis_date, basis_valid_until, may_fill, may_send, may_view, certificate_id, created_at'

export const up = async (knex: Knex): Promise<void> => {
  await knex.raw(
    `insert into persons (email, last_name, first_name, middle_name, created_at)
     select lower(email), last_name, first_name, middle_name, created_at from contacts
     where id in (select min(id) from contacts group by lower(email))`,
  )
  await knex.schema.createTable('linked_contacts', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.bigInteger('person_id').notNullable()
    table.string('state', 12).notNullable()
    describePerson(table)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.timestamp('updated_at', { useTz: true }).notNullable()
    table.timestamp('accepted_at', { useTz: true })
    table.timestamp('removed_at', { useTz: true })
    table.index(['organisation_id', 'id'], 'contacts_organisation_index')
    table.index(['person_id', 'organisation_id'], 'contacts_person_index')
    table.foreign('organisation_id', 'contacts_organisation_fk').references('organisations.id')
    table.foreign('person_id', 'contacts_person_fk').references('persons.id')
    table.foreign('certificate_id', 'contacts_certificate_fk').references('certificates.id')
    table.check("state in ('invited', 'active', 'suspended', 'removed')", [], 'contacts_state_check')
    table.check("(state = 'removed') = (removed_at is not null)", [], 'contacts_removed_check')
    table.check("basis in ('attorney', 'mchd')", [], 'contacts_basis_check')
  })
  await knex.raw(
    "create unique index contacts_in_force_unique on linked_contacts (organisation_id, person_id) where state <> 'removed'",
  )
  await knex.raw(
    `insert into linked_contacts (organisation_id, person_id, state, updated_at, ${DATA})
     select organisation_id, (select persons.id from persons where persons.email = lower(contacts.email)), 'invited',
       created_at, ${DATA} from contacts order by id`,
  )
  await knex.schema.dropTable('contacts')
  await knex.schema.renameTable('linked_contacts', 'contacts')
}

/** Back to contacts that carry their e-mail themselves; those removed are forgotten. */
export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('plain_contacts', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.string('email', 254).notNullable()
    describePerson(table)
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.unique(['organisation_id', 'email'], { indexName: 'contacts_email_unique' })
    table.index(['email'], 'contacts_email_index')
    table.foreign('organisation_id', 'contacts_organisation_fk').references('organisations.id')
    table.foreign('certificate_id', 'contacts_certificate_fk').references('certificates.id')
    table.check("basis in ('attorney', 'mchd')", [], 'contacts_basis_check')
  })
  await knex.raw(
    `insert into plain_contacts (organisation_id, email, ${DATA})
     select organisation_id, (select persons.email from persons where persons.id = contacts.person_id), ${DATA}
     from contacts where state <> 'removed' order by id`,
  )
  await knex.schema.dropTable('contacts')
  await knex.schema.renameTable('plain_contacts', 'contacts')
  await knex('persons').delete()
}

const describePerson = (table: Knex.CreateTableBuilder): void => {
  table.string('last_name', 100).notNullable()
  table.string('first_name', 100).notNullable()
  table.string('middle_name', 100)
  table.string('position', 255).notNullable()
  table.string('phone', 100).notNullable()
  table.string('basis', 12)
  table.string('basis_number', 100)
  table.date('basis_date')
  table.date('basis_valid_until')
  table.boolean('may_fill').notNullable()
  table.boolean('may_send').notNullable()
  table.boolean('may_view').notNullable()
  table.bigInteger('certificate_id')
}
