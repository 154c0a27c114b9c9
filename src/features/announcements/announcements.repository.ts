import type { Knex } from 'knex'
import type { Day, Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'
import type { Announcement } from './announcement'

export type AnnouncementRow = {
  id: number
  office_id: number | null
  title: string
  body: string
  shown_from: Day
  shown_until: Day | null
  published_at: Instant | null
  version: number
  updated_at: Instant
}

/** Whose announcements are asked for: everybody's, and those of one office besides. */
export type Audience = { officeId: number | undefined }

export const toAnnouncement = (row: AnnouncementRow): Announcement => ({
  id: row.id,
  officeId: row.office_id,
  title: row.title,
  body: row.body,
  shownFrom: row.shown_from,
  shownUntil: row.shown_until,
  publishedAt: row.published_at,
  version: row.version,
  updatedAt: row.updated_at,
})

const forAudience = (query: Knex.QueryBuilder, { officeId }: Audience): Knex.QueryBuilder =>
  officeId === undefined
    ? query.whereNull('office_id')
    : query.where(own => void own.whereNull('office_id').orWhere({ office_id: officeId }))

const published = (db: Db, audience: Audience, today: Day): Knex.QueryBuilder =>
  forAudience(db('announcements').whereNotNull('published_at').where('shown_from', '<=', today), audience)

/** What is shown today, newest first. */
export const currentAnnouncements = async (
  db: Db,
  audience: Audience,
  today: Day,
  limit: number,
): Promise<Announcement[]> => {
  const rows: AnnouncementRow[] = await published(db, audience, today)
    .where(still => void still.whereNull('shown_until').orWhere('shown_until', '>=', today))
    .orderBy([
      { column: 'shown_from', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
  return rows.map(toAnnouncement)
}

/** Everything that was ever published, newest first. */
export const archiveOf = (db: Db, audience: Audience, today: Day): List => ({
  order: {
    keys: [
      { property: 'shown_from', kind: 'day' },
      { property: 'id', kind: 'integer' },
    ],
    direction: 'desc',
  },
  sources: [{ query: published(db, audience, today).select('*'), columns: ['shown_from', 'id'] }],
})

/** One that the public may read: published, and its day has come. */
export const findPublished = async (db: Db, id: number, today: Day): Promise<Announcement | undefined> => {
  const row: AnnouncementRow | undefined = await db('announcements')
    .where({ id })
    .whereNotNull('published_at')
    .where('shown_from', '<=', today)
    .first()
  return row && toAnnouncement(row)
}

/** What a member of staff may edit: an office its own, the administrator of the system those for everybody. */
export const editableBy = (db: Db, officeId: number | null): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: db('announcements').where({ office_id: officeId }).select('*'), columns: ['id'] }],
})

export const findEditable = async (db: Db, id: number, officeId: number | null): Promise<Announcement | undefined> => {
  const row: AnnouncementRow | undefined = await db('announcements').where({ id, office_id: officeId }).first()
  return row && toAnnouncement(row)
}

export type Edited = Pick<Announcement, 'title' | 'body' | 'shownFrom' | 'shownUntil' | 'publishedAt'>

const columnsOf = ({ title, body, shownFrom, shownUntil, publishedAt }: Edited) => ({
  title,
  body,
  shown_from: shownFrom,
  shown_until: shownUntil,
  published_at: publishedAt,
})

export const insertAnnouncement = async (
  db: Db,
  edited: Edited,
  by: { officeId: number | null; staffId: number; at: Instant },
): Promise<number> => {
  const [row] = (await db('announcements')
    .insert({
      ...columnsOf(edited),
      office_id: by.officeId,
      created_by: by.staffId,
      created_at: by.at,
      updated_at: by.at,
    })
    .returning('id')) as [{ id: number }]
  return row.id
}

/** @returns false when somebody changed it since `version` was read */
export const updateAnnouncement = async (
  db: Db,
  { id, version }: Pick<Announcement, 'id' | 'version'>,
  edited: Edited,
  at: Instant,
): Promise<boolean> =>
  (await db('announcements')
    .where({ id, version })
    .update({ ...columnsOf(edited), version: version + 1, updated_at: at })) === 1
