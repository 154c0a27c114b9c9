import type { Day, Db, Instant } from '../../db/db'
import type { Identity, Rights } from '../../http/identity'
import type { SessionCheck } from '../accounts/accounts.repository'
import { bearsMark } from '../accounts/credential'
import { personName } from '../accounts/persons.repository'
import { type ContactState, hasRunOut } from './contacts.repository'

/** Why a person may not act for an organisation now. */
export type Obstacle = 'invited' | 'suspended' | 'ran_out' | 'organisation'

/** An organisation that named a person, and whether they may act for it. */
export type Post = {
  contactId: number
  organisationId: number
  okpo: string
  name: string
  rights: Rights
  validUntil: Day | null
  obstacle: Obstacle | undefined
}

type Row = {
  last_name: string
  first_name: string
  middle_name: string | null
  person_demo: boolean | 0 | 1
  password_hash: string | null
  contact_id: number | null
  organisation_id: number
  state: ContactState
  may_fill: boolean | 0 | 1
  may_send: boolean | 0 | 1
  may_view: boolean | 0 | 1
  basis_valid_until: Day | null
  okpo: string
  short_name: string
  archived_at: Instant | null
  blocked_at: Instant | null
  organisation_demo: boolean | 0 | 1
  time_zone: string
}

/** A person with the organisations that name them; with none, one row without an organisation. */
const rowsOf = (db: Db, personId: number, organisationId?: number): Promise<Row[]> =>
  db('persons')
    .leftJoin('contacts', join => {
      join.on('contacts.person_id', 'persons.id').andOnVal('contacts.state', '<>', 'removed')
      if (organisationId !== undefined) join.andOnVal('contacts.organisation_id', organisationId)
    })
    .leftJoin('organisations', 'organisations.id', 'contacts.organisation_id')
    .leftJoin('offices', 'offices.id', 'organisations.office_id')
    .where({ 'persons.id': personId })
    .orderBy('organisations.short_name')
    .select(
      'persons.last_name',
      'persons.first_name',
      'persons.middle_name',
      'contacts.id as contact_id',
      'contacts.organisation_id',
      'contacts.state',
      'contacts.may_fill',
      'contacts.may_send',
      'contacts.may_view',
      'contacts.basis_valid_until',
      'organisations.okpo',
      'organisations.short_name',
      'organisations.archived_at',
      'organisations.blocked_at',
      'organisations.demo as organisation_demo',
      'persons.demo as person_demo',
      'persons.password_hash',
      'offices.time_zone',
    )

type Now = { now: Date; demoMode: boolean }

const obstacleOf = (row: Row, { now, demoMode }: Now): Obstacle | undefined => {
  if (row.archived_at !== null || row.blocked_at !== null || (row.organisation_demo && !demoMode)) return 'organisation'
  if (row.state === 'invited' || row.state === 'suspended') return row.state
  return hasRunOut(row.basis_valid_until, now, row.time_zone) ? 'ran_out' : undefined
}

/** Whoever fills or sends sees what is there. */
const rightsOf = ({ may_fill, may_send, may_view }: Row): Rights => ({
  fill: Boolean(may_fill),
  send: Boolean(may_send),
  view: Boolean(may_view || may_fill || may_send),
  manage: false,
})

const postsOf = (rows: Row[], at: Now): Post[] =>
  rows.flatMap(row =>
    row.contact_id === null
      ? []
      : {
          contactId: row.contact_id,
          organisationId: row.organisation_id,
          okpo: row.okpo,
          name: row.short_name,
          rights: rightsOf(row),
          validUntil: row.basis_valid_until,
          obstacle: obstacleOf(row, at),
        },
  )

/** Every organisation that names the person, by name. */
export const listPosts = async (db: Db, personId: number, at: Now): Promise<Post[]> =>
  postsOf(await rowsOf(db, personId), at)

/**
 * The person and for whom they act: the organisation that was chosen, or the only one there is. Undefined when nobody
 * may be here with this number, or not any more by the password that the session began with.
 */
export const findActing = async (
  db: Db,
  personId: number,
  organisationId: number | undefined,
  at: Now & SessionCheck,
): Promise<Identity | undefined> => {
  const rows = await rowsOf(db, personId, organisationId)
  const [row] = rows
  if (row === undefined || (row.person_demo && !at.demoMode) || !bearsMark(row.password_hash, at.mark)) return undefined
  const user = { kind: 'person', id: personId, name: personName(row) } as const
  const [post, another] = postsOf(rows, at).filter(({ obstacle }) => obstacle === undefined)
  if (post === undefined || another !== undefined) return { kind: 'person', user }
  return { kind: 'respondent', user, organisationId: post.organisationId, name: post.name, rights: post.rights }
}
