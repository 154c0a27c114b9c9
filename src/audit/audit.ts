import type { Db, Instant } from '../db/db'
import type { AuditEvent, Subject } from './events'

/** Who did it, and through which request. */
export type Actor = {
  kind: 'visitor' | 'respondent' | 'staff' | 'system'
  /** Account or staff number; visitors, authorised persons and the system have none. */
  id?: number
  /** The authorised person at the keyboard. */
  personId?: number
  /** The organisation that a respondent acts for. */
  organisationId?: number
  address?: string
  /** In words; kept with sign-ins only. */
  browser?: string
  requestId?: string
}

export type AuditRecord = {
  event: AuditEvent
  actor: Actor
  subject: { kind: Subject; id: number }
  at: Instant
  /** What changed, in codes; nothing that a log must not hold (passwords, tokens). */
  details?: Record<string, unknown>
}

/** Writes the record inside the transaction of the change: both happen or neither. */
export const audit = async (db: Db, { event, actor, subject, at, details = {} }: AuditRecord): Promise<void> => {
  await db('audit_log').insert({
    at,
    event,
    actor_kind: actor.kind,
    actor_id: actor.id ?? null,
    actor_person_id: actor.personId ?? null,
    actor_organisation_id: actor.organisationId ?? null,
    subject_kind: subject.kind,
    subject_id: subject.id,
    address: actor.address ?? null,
    request_id: actor.requestId ?? null,
    details: JSON.stringify(details),
  })
}

export type HistoryEntry = {
  at: Instant
  event: AuditEvent
  actorKind: Actor['kind']
  actorId: number | undefined
  /** The name of the member of staff who acted. */
  staffName: string | undefined
  details: Record<string, unknown>
}

/** What happened to one thing, oldest first. */
export const historyOf = async (db: Db, subject: { kind: Subject; id: number }): Promise<HistoryEntry[]> => {
  const rows = await db('audit_log')
    .leftJoin('staff', join => join.on('staff.id', 'audit_log.actor_id').andOnVal('audit_log.actor_kind', 'staff'))
    .where({ subject_kind: subject.kind, subject_id: subject.id })
    .orderBy('audit_log.id')
    .select('at', 'event', 'actor_kind', 'actor_id', 'details', 'staff.full_name')
  return rows.map(row => ({
    at: row.at,
    event: row.event,
    actorKind: row.actor_kind,
    actorId: row.actor_id ?? undefined,
    staffName: row.full_name ?? undefined,
    details: JSON.parse(row.details),
  }))
}
