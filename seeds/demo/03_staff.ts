import { hash } from '@node-rs/argon2'
import type { Knex } from 'knex'
import { PASSWORD, STAFF } from './data/sign-ins'

const CREATED = '2026-01-12T06:00:00.000Z'

/** Demo staff of two offices. Only missing ones cost the time of a hash. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const present = new Set<string>(await trx('staff').pluck('login'))
  for (const member of STAFF.filter(({ login }) => !present.has(login))) {
    await trx('staff').insert({
      ...member,
      email: `${member.login}@togs.example`,
      password_hash: await hash(PASSWORD),
      active: true,
      demo: true,
      created_at: CREATED,
    })
  }
}
