import type { Knex } from 'knex'
import type { Actor } from '../../../audit/audit'
import { isPostgres } from '../../../db/connection'
import type { Instant } from '../../../db/db'

/** How many rows of each kind went over. */
export type HandedOver = { organisations: number; applications: number; reports: number; staff: number }

type Move = { from: number; into: number; actor: Actor; at: Instant }

/** Everything that belongs to an office becomes another's, inside a transaction. Rows only: nobody is written to. */
export const handOverAll = async (trx: Knex.Transaction, move: Move): Promise<HandedOver> => {
  const { from, into, at } = move
  const hand = (table: string, more: object = {}): Promise<number> =>
    trx(table)
      .where({ office_id: from })
      .update({ office_id: into, ...more })
  await hand('office_subjects')
  await tellApplications(trx, move)
  const handedOver = {
    organisations: await hand('organisations', { updated_at: at }),
    applications: await hand('applications', { updated_at: at }),
    reports: await hand('reports', { updated_at: at }),
    staff: await hand('staff'),
  }
  await hand('organisation_register_values')
  await hand('announcements')
  await hand('support_questions')
  await addCounts(trx, move)
  await trx('office_reminders').where({ office_id: from }).delete()
  return handedOver
}

/** Every application that is not decided yet tells in its history that it lies at another office now. */
const tellApplications = async (trx: Knex.Transaction, { from, into, actor, at }: Move): Promise<void> => {
  const moment = isPostgres(trx) ? 'cast(? as timestamptz)' : '?'
  await trx.raw(
    `insert into audit_log (at, event, actor_kind, actor_id, subject_kind, subject_id, address, request_id, details)
      select ${moment}, 'application.handed_over', ?, ${isPostgres(trx) ? 'cast(? as bigint)' : '?'}, 'application', id, ?, ?, ?
      from applications where office_id = ? and status in ('submitted', 'in_review', 'returned')`,
    [
      at,
      actor.kind,
      actor.id ?? null,
      actor.address ?? null,
      actor.requestId ?? null,
      JSON.stringify({ fromOffice: from, toOffice: into, merged: true }),
      from,
    ],
  )
}

/** The numbers on the tabs of the queue, after the rows themselves: in the order that every move of one has, too. */
const addCounts = async (trx: Knex.Transaction, { from, into }: Move): Promise<void> => {
  const counts: { status: string; total: number }[] = await trx('application_counts')
    .where({ office_id: from })
    .orderBy('status')
    .select('status', 'total')
    .forUpdate()
  for (const { status, total } of counts) {
    const row = { office_id: into, status }
    await trx('application_counts')
      .insert({ ...row, total: 0 })
      .onConflict(['office_id', 'status'])
      .ignore()
    await trx('application_counts').where(row).increment('total', total)
  }
  await trx('application_counts').where({ office_id: from }).delete()
}
