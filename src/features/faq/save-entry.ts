import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { countPublished, type Edited, type Entry, insertEntry, MOST_PUBLISHED, updateEntry } from './faq.repository'

/** `changed`: somebody else saved it first. `full`: so many are published that one has to go first. */
export type Saved = 'done' | 'changed' | 'full'

type By = { staffId: number; actor: Actor }
export type Typed = Omit<Edited, 'publishedAt'> & { published: boolean }

/** A new entry, or `before` changed, with its audit record. A question of the support gives one entry at most. */
export const saveEntry = (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { published, ...typed }: Typed,
  {
    before,
    supportQuestionId = null,
  }: { before?: Pick<Entry, 'id' | 'version' | 'publishedAt'>; supportQuestionId?: number | null },
  { staffId, actor }: By,
): Promise<Saved> =>
  db.transaction(async trx => {
    const at = clock().toISOString()
    const isNewlyPublished = published && (before === undefined || before.publishedAt === null)
    if (isNewlyPublished && (await countPublished(trx)) >= MOST_PUBLISHED) return 'full'
    const edited: Edited = { ...typed, publishedAt: published ? (before?.publishedAt ?? at) : null }
    const id =
      before === undefined
        ? await insertEntry(trx, edited, { supportQuestionId, staffId, at })
        : (await updateEntry(trx, before, edited, at))
          ? before.id
          : undefined
    if (id === undefined) return 'changed'
    await audit(trx, {
      event: before === undefined ? 'faq.created' : 'faq.changed',
      actor,
      subject: { kind: 'faq_entry', id },
      at,
      details: { published, question: typed.question, ...(supportQuestionId === null ? {} : { supportQuestionId }) },
    })
    return 'done'
  })
