import { down, up } from '../../migrations/202611231010_link_contacts_to_persons'
import { createTestApp, NOW, type TestApp } from '../support/app'
import { buildContact, buildOrganisation, buildPerson } from '../support/builders'

/*
 * Contacts that carried their e-mail themselves became links between organisations and persons.
 */

let site: TestApp
let first: number
let second: number

const CONTACT = {
  last_name: 'Образцов',
  first_name: 'Образец',
  position: 'Бухгалтер',
  phone: '1',
  basis: 'mchd',
  basis_valid_until: '2027-12-31',
  may_fill: true,
  may_send: false,
  may_view: true,
  created_at: NOW,
}

beforeEach(async () => {
  site = await createTestApp()
  first = (await buildOrganisation(site.db)).id
  second = (await buildOrganisation(site.db)).id
})
afterEach(() => site.destroy())

it('makes one person of one e-mail, however many organisations name it, and invites nobody by itself', async () => {
  await down(site.db)
  await site.db('contacts').insert([
    { ...CONTACT, organisation_id: first, email: 'a@primer.example' },
    { ...CONTACT, organisation_id: second, email: 'A@primer.example', last_name: 'Образцова' },
    { ...CONTACT, organisation_id: second, email: 'b@primer.example' },
  ])
  await up(site.db)
  const persons = await site.db('persons').orderBy('email')
  expect(persons).toMatchObject([
    { email: 'a@primer.example', last_name: 'Образцов', password_hash: null },
    { email: 'b@primer.example', last_name: 'Образцов', password_hash: null },
  ])
  const [a, b] = persons.map(({ id }) => id)
  expect(await site.db('contacts').orderBy('id')).toMatchObject([
    { organisation_id: first, person_id: a, state: 'invited', basis: 'mchd', basis_valid_until: '2027-12-31' },
    { organisation_id: second, person_id: a, state: 'invited', last_name: 'Образцова' },
    { organisation_id: second, person_id: b, state: 'invited' },
  ])
})

it('goes back without those that were removed', async () => {
  const { id, email } = await buildPerson(site.db)
  await buildContact(site.db, first, id, { state: 'removed' })
  await buildContact(site.db, first, id)
  await buildContact(site.db, second, id, { state: 'suspended' })
  await down(site.db)
  expect(await site.db('contacts').orderBy('id').select('organisation_id', 'email')).toEqual([
    { organisation_id: first, email },
    { organisation_id: second, email },
  ])
})

it('lets an organisation name a person once at a time, and any number of times one after the other', async () => {
  const { id } = await buildPerson(site.db)
  await buildContact(site.db, first, id, { state: 'removed' })
  await buildContact(site.db, first, id, { state: 'removed' })
  await buildContact(site.db, first, id)
  await expect(buildContact(site.db, first, id, { state: 'suspended' })).rejects.toMatchObject({
    message: expect.stringMatching(/unique/i),
  })
})
