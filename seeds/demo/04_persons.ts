import { hash } from '@node-rs/argon2'
import type { Knex } from 'knex'
import { PASSWORD, PERSON, REGISTERED } from './data/sign-ins'

const CREATED = '2026-01-12T06:00:00.000Z'

/** One authorised person who serves both registered organisations, with different rights. Only what is missing. */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const person = await ensurePerson(trx)
  const organisations = await trx('organisations').whereIn('okpo', REGISTERED).orderBy('id').select('id', 'okpo')
  for (const { id, okpo } of organisations) {
    const named = await trx('contacts').where({ organisation_id: id, person_id: person }).first('id')
    if (named !== undefined) continue
    await trx('contacts').insert({
      organisation_id: id,
      person_id: person,
      state: 'active',
      ...PERSON.name,
      position: 'Бухгалтер',
      phone: '+7 (3842) 00-00-04',
      ...PERSON.powers[okpo],
      created_at: CREATED,
      updated_at: CREATED,
      accepted_at: CREATED,
    })
  }
}

const ensurePerson = async (trx: Knex.Transaction): Promise<number> => {
  const known = await trx('persons').where({ email: PERSON.email }).first('id')
  if (known !== undefined) return known.id
  const [{ id }] = await trx('persons')
    .insert({
      email: PERSON.email,
      ...PERSON.name,
      password_hash: await hash(PASSWORD),
      password_changed_at: CREATED,
      created_at: CREATED,
      demo: true,
    })
    .returning('id')
  return id
}
