import type { Knex } from 'knex'

/**
 * The octets of revocation lists move to rows of half a megabyte each: one row of tens of megabytes holds up a process
 * while it is written or read. Lists that are there keep their octets in one part.
 */
export const up = async (knex: Knex): Promise<void> => {
  await knex.schema.createTable('revocation_list_parts', table => {
    table.string('sha256', 64).notNullable()
    table.integer('part').notNullable()
    table.binary('bytes').notNullable()
    table.primary(['sha256', 'part'], 'revocation_list_parts_pk')
    table.check('part >= 0', [], 'revocation_list_parts_part_check')
  })
  await knex.raw('insert into revocation_list_parts (sha256, part, bytes) select sha256, 0, der from revocation_lists')
  await knex.raw('alter table revocation_lists drop column der')
}

/** Puts the parts together again, one list after another. */
export const down = async (knex: Knex): Promise<void> => {
  await knex.raw(`alter table revocation_lists add column der ${isPostgres(knex) ? 'bytea' : 'blob'}`)
  const lists: string[] = await knex('revocation_lists').pluck('sha256')
  for (const sha256 of lists) {
    const parts: Buffer[] = await knex('revocation_list_parts').where({ sha256 }).orderBy('part').pluck('bytes')
    await knex('revocation_lists')
      .where({ sha256 })
      .update({ der: Buffer.concat(parts) })
  }
  await knex.schema.dropTable('revocation_list_parts')
}

const isPostgres = (knex: Knex): boolean => knex.client.config.client === 'pg'
