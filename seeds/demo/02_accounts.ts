import { hash } from '@node-rs/argon2'
import type { Knex } from 'knex'
import { PASSWORD, REGISTERED } from './data/sign-ins'

const CREATED = '2026-01-12T06:00:00.000Z'

/** Accounts of the organisations that are registered already. Only missing ones cost the time of a hash. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const without = await trx('organisations')
    .leftJoin('accounts', 'accounts.organisation_id', 'organisations.id')
    .whereIn('organisations.okpo', REGISTERED)
    .whereNull('accounts.id')
    .pluck('organisations.id')
  for (const organisation_id of without) {
    await trx('accounts').insert({
      organisation_id,
      password_hash: await hash(PASSWORD),
      password_changed_at: CREATED,
      created_at: CREATED,
      demo: true,
    })
  }
}
