import { createHash } from 'node:crypto'
import { built } from './machinery/paths.mjs'

const { connect, isPostgres } = built('db/connection.js')

const XML = '<application/>'
const FAILED_LETTERS = 20

/**
 * What a system that has worked for a year keeps beside its applications: what was handed in, three records of the audit
 * log and two letters for each. Written by the database itself from the applications that are there.
 */
export const fillHistory = async url => {
  const db = connect({ url, poolSize: 1, synchronous: 'OFF' })
  try {
    if (isPostgres(db)) await db.raw('set statement_timeout = 0')
    for (const statement of statements(isPostgres(db))) await db.raw(statement.replaceAll('?', '\\?'))
    await db.raw(isPostgres(db) ? 'vacuum analyze' : 'pragma wal_checkpoint(truncate)')
  } finally {
    await db.destroy()
  }
}

const SENT = "from applications where status <> 'draft'"
const TAKEN = `${SENT} and assigned_to is not null`
const DECIDED = `${SENT} and decided_at is not null`

const statements = postgres => [
  `insert into application_submissions (application_id, sequence, form, findings, xml, xml_sha256, submitted_at)
    select id, submissions, form, '[]', ${postgres ? `convert_to('${XML}', 'UTF8')` : `cast('${XML}' as blob)`},
      '${createHash('sha256').update(XML).digest('hex')}', submitted_at ${SENT}
      and id not in (select application_id from application_submissions)`,
  audited("'application.submitted'", 'submitted_at', "'visitor', null", "'198.51.100.7'", SENT),
  audited("'application.taken'", 'submitted_at', "'staff', assigned_to", "'192.0.2.7'", TAKEN),
  audited(
    "case status when 'approved' then 'application.approved' else 'application.rejected' end",
    'decided_at',
    "'staff', decided_by",
    "'192.0.2.7'",
    DECIDED,
  ),
  letters('application_submitted', 'отправлена', 'submitted_at', SENT),
  letters('application_decided', 'рассмотрена', 'decided_at', DECIDED),
  `insert into outbox_letters (dedupe_key, kind, recipient, subject, body, application_id, state, attempts, due_at, created_at)
    select 'bench_failed:' || id, 'application_submitted', email, 'Заявка № ' || number, 'Не отправлено', id, 'failed', 8,
      submitted_at, submitted_at ${SENT} order by id limit ${FAILED_LETTERS}`,
]

const audited = (event, at, actor, address, from) =>
  `insert into audit_log (at, event, actor_kind, actor_id, subject_kind, subject_id, address, request_id, details)
    select ${at}, ${event}, ${actor}, 'application', id, ${address}, 'bench-' || id, '{"sequence":1}' ${from}`

const letters = (kind, word, at, from) =>
  `insert into outbox_letters (dedupe_key, kind, recipient, subject, body, application_id, organisation_id, state, attempts, due_at, created_at, sent_at)
    select 'bench_${kind}:' || id, '${kind}', email, 'Заявка № ' || number || ' ${word}',
      'Здравствуйте! Заявка № ' || number || ' (' || short_name || ') ${word}. Письмо составлено для измерений.',
      id, organisation_id, 'sent', 1, ${at}, ${at}, ${at} ${from}`
