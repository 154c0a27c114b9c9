import { hash } from '@node-rs/argon2'
import type { Db, Instant } from '../../src/db/db'
import { sealText } from '../../src/http/sealed-text'
import { NOW, SECRET } from './app'

/*
 * Rows with defaults, for tests that need something to be there already. A test names only what it is about.
 */

export const PASSWORD = 'Верный-Пароль-1'

/** The real parameters would only make the tests slow; verifying takes them from the hash itself. */
export const quickHash = (password: string): Promise<string> =>
  hash(password.normalize('NFKC'), { memoryCost: 64, timeCost: 1, parallelism: 1 })

let built = 0
const next = (): number => (built += 1)

export type OrganisationRow = {
  okpo: string
  enterprise_type: string
  short_name: string
  full_name: string | null
  inn: string | null
  ogrn: string | null
  office_id: number
  archived_at: Instant | null
  blocked_at: Instant | null
  synchronised_at: Instant | null
  demo: boolean
  [column: string]: unknown
}

/** An organisation of КЕМЕРОВОСТАТ that is in the register and has no account. */
export const buildOrganisation = async (
  db: Db,
  row: Partial<OrganisationRow> = {},
): Promise<OrganisationRow & { id: number }> => {
  const number = next()
  const organisation: OrganisationRow = {
    okpo: String(90_000_000 + number),
    enterprise_type: 'legal',
    short_name: `ООО «Образец ${number}»`,
    full_name: `Общество с ограниченной ответственностью «Образец ${number}»`,
    inn: null,
    ogrn: null,
    office_id: 42,
    archived_at: null,
    blocked_at: null,
    synchronised_at: NOW,
    demo: false,
    created_at: NOW,
    updated_at: NOW,
    ...row,
  }
  const [{ id }] = (await db('organisations').insert(organisation).returning('id')) as [{ id: number }]
  return { ...organisation, id }
}

/** The account of an organisation, with `PASSWORD`. Without an organisation one is built for it. */
export const buildAccount = async (
  db: Db,
  given: { organisation?: Partial<OrganisationRow>; organisationId?: number; password?: string; demo?: boolean } = {},
): Promise<{ id: number; organisationId: number; okpo: string; password: string }> => {
  const password = given.password ?? PASSWORD
  const organisationId = given.organisationId ?? (await buildOrganisation(db, given.organisation)).id
  const { okpo } = await db('organisations').where({ id: organisationId }).first('okpo')
  const [{ id }] = (await db('accounts')
    .insert({
      organisation_id: organisationId,
      password_hash: await quickHash(password),
      password_changed_at: NOW,
      created_at: NOW,
      demo: given.demo ?? false,
    })
    .returning('id')) as [{ id: number }]
  return { id, organisationId, okpo, password }
}

/** An authorised person with `PASSWORD`; without one they could not sign in. */
export const buildPerson = async (
  db: Db,
  given: { email?: string; lastName?: string; password?: string | null; demo?: boolean } = {},
): Promise<{ id: number; email: string; password: string }> => {
  const { email = `person${next()}@primer.example`, lastName = 'Образцов', password = PASSWORD, demo = false } = given
  const [{ id }] = (await db('persons')
    .insert({
      email,
      last_name: lastName,
      first_name: 'Образец',
      middle_name: null,
      password_hash: password === null ? null : await quickHash(password),
      password_changed_at: password === null ? null : NOW,
      created_at: NOW,
      demo,
    })
    .returning('id')) as [{ id: number }]
  return { id, email, password: password ?? '' }
}

/** What an organisation lets a person do: everything that can be entrusted, in force, unless told otherwise. */
export const buildContact = async (
  db: Db,
  organisationId: number,
  personId: number,
  row: Record<string, unknown> = {},
): Promise<number> => {
  const [{ id }] = (await db('contacts')
    .insert({
      organisation_id: organisationId,
      person_id: personId,
      state: 'active',
      last_name: 'Образцов',
      first_name: 'Образец',
      middle_name: null,
      position: 'Бухгалтер',
      phone: '+7 384 212-34-57',
      basis: null,
      basis_number: null,
      basis_date: null,
      basis_valid_until: null,
      may_fill: true,
      may_send: true,
      may_view: true,
      created_at: NOW,
      updated_at: NOW,
      accepted_at: NOW,
      removed_at: row.state === 'removed' ? NOW : null,
      ...row,
    })
    .returning('id')) as [{ id: number }]
  return id
}

export type StaffRow = {
  login: string
  full_name: string
  role: string
  office_id: number | null
  active: boolean
  demo: boolean
}

/** The key of everybody's one-time codes. */
export const TOTP_KEY = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

/** Sets up one-time codes with `TOTP_KEY`; no recovery codes. */
export const buildSecondFactor = async (db: Db, userId: string, row: { demo?: boolean } = {}): Promise<void> => {
  await db('second_factors').insert({
    user_id: userId,
    sealed_key: sealText([SECRET], { purpose: 'totp', owner: userId }, TOTP_KEY),
    last_step: null,
    enabled_at: NOW,
    demo: row.demo ?? false,
  })
}

/** A specialist of КЕМЕРОВОСТАТ, with `PASSWORD` and a second factor. */
export const buildStaff = async (
  db: Db,
  row: Partial<StaffRow> & { password?: string; secondFactor?: boolean } = {},
): Promise<StaffRow & { id: number; password: string }> => {
  const number = next()
  const { password = PASSWORD, secondFactor = true, ...given } = row
  const member: StaffRow = {
    login: `staff${number}`,
    full_name: `Специалист Номер ${number}`,
    role: 'specialist',
    office_id: 42,
    active: true,
    demo: false,
    ...given,
  }
  const [{ id }] = (await db('staff')
    .insert({ ...member, password_hash: await quickHash(password), created_at: NOW })
    .returning('id')) as [{ id: number }]
  if (secondFactor) await buildSecondFactor(db, `staff:${id}`)
  return { ...member, id, password }
}
