import type { Knex } from 'knex'

/** A certificate is stored once, whoever shows it: that is how the same one in two applications is noticed. */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('certificates', table => {
    table.bigIncrements('id')
    table.string('thumbprint', 64).notNullable()
    table.binary('der').notNullable()
    table.timestamp('valid_from', { useTz: true }).notNullable()
    table.timestamp('valid_to', { useTz: true }).notNullable()
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.unique(['thumbprint'], { indexName: 'certificates_thumbprint_unique' })
  })

  await knex.schema.createTable('application_certificates', table => {
    table.bigInteger('application_id').notNullable()
    table.bigInteger('certificate_id').notNullable()
    table.timestamp('added_at', { useTz: true }).notNullable()
    table.primary(['application_id', 'certificate_id'], 'application_certificates_pk')
    table.index(['certificate_id'], 'application_certificates_certificate_index')
    table.foreign('application_id', 'application_certificates_fk').references('applications.id').onDelete('CASCADE')
    table.foreign('certificate_id', 'application_certificates_certificate_fk').references('certificates.id')
  })

  await knex.schema.createTable('organisation_certificates', table => {
    table.bigInteger('organisation_id').notNullable()
    table.bigInteger('certificate_id').notNullable()
    table.timestamp('added_at', { useTz: true }).notNullable()
    table.timestamp('retired_at', { useTz: true })
    table.primary(['organisation_id', 'certificate_id'], 'organisation_certificates_pk')
    table.index(['certificate_id'], 'organisation_certificates_certificate_index')
    table.foreign('organisation_id', 'organisation_certificates_fk').references('organisations.id')
    table.foreign('certificate_id', 'organisation_certificates_certificate_fk').references('certificates.id')
  })

  // Authorised persons of an organisation, as approved; their accounts follow by invitation.
  await knex.schema.createTable('contacts', table => {
    table.bigIncrements('id')
    table.bigInteger('organisation_id').notNullable()
    table.string('last_name', 100).notNullable()
    table.string('first_name', 100).notNullable()
    table.string('middle_name', 100)
    table.string('position', 255).notNullable()
    table.string('phone', 100).notNullable()
    table.string('email', 254).notNullable()
    table.string('basis', 12)
    table.string('basis_number', 100)
    table.date('basis_date')
    table.date('basis_valid_until')
    table.boolean('may_fill').notNullable()
    table.boolean('may_send').notNullable()
    table.boolean('may_view').notNullable()
    table.bigInteger('certificate_id')
    table.timestamp('created_at', { useTz: true }).notNullable()
    table.unique(['organisation_id', 'email'], { indexName: 'contacts_email_unique' })
    table.index(['email'], 'contacts_email_index')
    table.foreign('organisation_id', 'contacts_organisation_fk').references('organisations.id')
    table.foreign('certificate_id', 'contacts_certificate_fk').references('certificates.id')
    table.check("basis in ('attorney', 'mchd')", [], 'contacts_basis_check')
  })
}

export const down = async (knex: Knex): Promise<void> => {
  await knex.schema.dropTable('contacts')
  await knex.schema.dropTable('organisation_certificates')
  await knex.schema.dropTable('application_certificates')
  await knex.schema.dropTable('certificates')
}
