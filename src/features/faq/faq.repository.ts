import type { Db, Instant } from '../../db/db'
import type { List } from '../../db/keyset'

export type Entry = {
  id: number
  section: number
  /** Within the section; entries of one number stand in the order they were added. */
  position: number
  question: string
  answer: string
  /** Code of a page that the answer leads to, see links.ts. */
  link: string | null
  supportQuestionId: number | null
  /** null: a draft, which nobody but staff sees. */
  publishedAt: Instant | null
  version: number
  updatedAt: Instant
}

const COLUMNS = {
  id: 'id',
  section: 'section',
  position: 'position',
  question: 'question',
  answer: 'answer',
  link: 'link',
  supportQuestionId: 'support_question_id',
  publishedAt: 'published_at',
  version: 'version',
  updatedAt: 'updated_at',
} as const

const ORDER: List['order'] = {
  keys: [
    { property: 'section', kind: 'integer' },
    { property: 'position', kind: 'integer' },
    { property: 'id', kind: 'integer' },
  ],
  direction: 'asc',
}
const ORDERED = ['section', 'position', 'id']

const published = (db: Db) => db('faq_entries').whereNotNull('published_at').select(COLUMNS)

/** What everybody reads, of one section when it is named. */
export const publishedEntries = (db: Db, section?: number): List => ({
  order: ORDER,
  sources: [{ query: section === undefined ? published(db) : published(db).where({ section }), columns: ORDERED }],
})

/** Drafts too, for those who edit them. */
export const allEntries = (db: Db): List => ({
  order: ORDER,
  sources: [{ query: db('faq_entries').select(COLUMNS), columns: ORDERED }],
})

/** A list that is longer is no list of frequent questions any more; the search reads them all. */
export const MOST_PUBLISHED = 500

export const listPublished = (db: Db): Promise<Entry[]> => published(db).orderBy(ORDERED).limit(MOST_PUBLISHED)

/** Changes whenever anything that is published changes: what was made of the entries is good as long as it stays. */
export const stampOf = async (db: Db): Promise<string> => {
  const [row] = await db('faq_entries')
    .whereNotNull('published_at')
    .count({ total: '*' })
    .max({ latest: 'updated_at' })
    .sum({ versions: 'version' })
  return `${row?.total} ${row?.latest} ${row?.versions}`
}

export const countPublished = async (db: Db): Promise<number> => {
  const [row] = await db('faq_entries').whereNotNull('published_at').count({ total: '*' })
  return Number(row?.total ?? 0)
}

/** Sections that have something to read. */
export const sectionsInUse = async (db: Db): Promise<number[]> =>
  db('faq_entries').whereNotNull('published_at').distinct('section').orderBy('section').pluck('section')

/** The latest answers to questions that people asked the support. */
export const latestAnswers = (db: Db, limit: number): Promise<Entry[]> =>
  published(db).whereNotNull('support_question_id').orderBy('published_at', 'desc').orderBy('id', 'desc').limit(limit)

export const findEntry = (db: Db, id: number): Promise<Entry | undefined> =>
  db('faq_entries').where({ id }).first(COLUMNS)

export const findPublishedEntry = (db: Db, id: number): Promise<Entry | undefined> =>
  db('faq_entries').where({ id }).whereNotNull('published_at').first(COLUMNS)

/** The entry that a question of the support became. */
export const entryOfQuestion = (db: Db, questionId: number): Promise<Entry | undefined> =>
  db('faq_entries').where({ support_question_id: questionId }).first(COLUMNS)

export type Edited = Pick<Entry, 'section' | 'position' | 'question' | 'answer' | 'link' | 'publishedAt'>

const rowOf = ({ publishedAt, ...edited }: Edited) => ({ ...edited, published_at: publishedAt })

/** @returns undefined when the question of the support has an entry already */
export const insertEntry = async (
  db: Db,
  edited: Edited,
  by: { supportQuestionId: number | null; staffId: number; at: Instant },
): Promise<number | undefined> => {
  const [row] = await db('faq_entries')
    .insert({
      ...rowOf(edited),
      support_question_id: by.supportQuestionId,
      created_by: by.staffId,
      created_at: by.at,
      updated_at: by.at,
    })
    .onConflict('support_question_id')
    .ignore()
    .returning('id')
  return row?.id
}

/** @returns false when somebody changed it since `version` was read */
export const updateEntry = async (
  db: Db,
  { id, version }: Pick<Entry, 'id' | 'version'>,
  edited: Edited,
  at: Instant,
): Promise<boolean> =>
  (await db('faq_entries')
    .where({ id, version })
    .update({ ...rowOf(edited), version: version + 1, updated_at: at })) === 1
