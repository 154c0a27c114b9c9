import type { Db, Instant } from '../../db/db'

/** `hand_over`: the reason why an application went to another office. */
export type Note = { id: number; kind: 'note' | 'hand_over'; text: string; author: string; createdAt: Instant }

/** Writes a note. It stays as it is for ever. */
export const insertNote = async (
  trx: Db,
  note: { applicationId: number; staffId: number; kind: Note['kind']; text: string; at: Instant },
): Promise<void> => {
  await trx('application_notes').insert({
    application_id: note.applicationId,
    staff_id: note.staffId,
    kind: note.kind,
    text: note.text,
    created_at: note.at,
  })
}

/** The notes on an application, oldest first. */
export const listNotes = (db: Db, applicationId: number): Promise<Note[]> =>
  db('application_notes')
    .join('staff', 'staff.id', 'application_notes.staff_id')
    .where({ application_id: applicationId })
    .orderBy('application_notes.id')
    .select({
      id: 'application_notes.id',
      kind: 'application_notes.kind',
      text: 'application_notes.text',
      author: 'staff.full_name',
      createdAt: 'application_notes.created_at',
    })
