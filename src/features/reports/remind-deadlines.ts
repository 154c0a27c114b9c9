import { DateTime } from 'luxon'
import type { Day, Db } from '../../db/db'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { email as emailRule } from '../../validation/rules/email'
import { loadCalendar } from '../calendar/calendar.repository'
import { isDueFrom, listInForce } from '../forms/forms.repository'
import { dueDay, duePeriod } from '../forms/periods'
import { periodWords } from './report-words'

/** How many days before the deadline letters are written. */
const DAYS_BEFORE = 3
const BATCH = 200

type Debtor = { id: number; okpo: string; shortName: string; email: string | null }

/** Registered organisations that a form is due from and that have sent nothing for the period, in order of number. */
const listDebtors = (
  db: Db,
  { formCode, year, period, end }: { formCode: string; year: number; period: string; end: Day },
  after: number,
): Promise<Debtor[]> =>
  db('organisations')
    .join('accounts', 'accounts.organisation_id', 'organisations.id')
    .whereExists(isDueFrom(db, { formCode, end }))
    .where('organisations.id', '>', after)
    .whereNull('organisations.archived_at')
    .whereNull('organisations.blocked_at')
    .whereNotExists(
      db('reports')
        .whereRaw('reports.organisation_id = organisations.id')
        .where({ 'reports.form_code': formCode, year, period })
        .whereNot({ status: 'draft' })
        .select('reports.id'),
    )
    .orderBy('organisations.id')
    .limit(BATCH)
    .select({
      id: 'organisations.id',
      okpo: 'organisations.okpo',
      shortName: 'organisations.short_name',
      email: 'organisations.email',
    })

/**
 * Writes to organisations that have not reported when a deadline is three days away or less. The key of the letter makes
 * it one letter a period, by however many processes and days. Gives how many were asked to.
 */
export const remindDeadlines = async (
  deps: Pick<Deps, 'db' | 'clock' | 'forms' | 'letters' | 'config' | 'sender'>,
): Promise<number> => {
  const { db, clock, forms, letters, config } = deps
  const today = dayIn(clock(), 'Europe/Moscow')
  const until = DateTime.fromISO(today, { zone: 'utc' }).plus({ days: DAYS_BEFORE }).toISODate() ?? today
  const calendar = await loadCalendar(db)
  let told = 0
  for (const version of await listInForce(db, today)) {
    const { template } = (await forms.get(version.id)).form
    const due = duePeriod(template, today)
    const last = due && dueDay(due.end, version.dueDays, calendar)
    if (due === undefined || last === undefined || last < today || last > until) continue
    const asked = { formCode: version.code, year: due.year, period: due.code, end: due.end }
    const words = `${version.name}, ${periodWords(template, { year: due.year, period: due.code })}`
    let after = 0
    for (
      let found = await listDebtors(db, asked, after);
      found.length > 0;
      found = await listDebtors(db, asked, after)
    ) {
      after = found.at(-1)?.id ?? after
      const at = clock().toISOString()
      const queued = found.flatMap(({ id, okpo, shortName, email }) => {
        if (email === null || !emailRule.safeParse(email).success) return []
        const data = {
          words,
          name: shortName,
          okpo,
          day: formatDate(last),
          link: `${config.baseUrl}${paths.cabinet.reports}`,
        }
        const { subject, text } = renderLetter(letters, 'report-due', data)
        const dedupeKey = `report_due:${id}:${version.code}:${due.year}:${due.code}`
        return [{ dedupeKey, kind: 'report_due', recipient: email, subject, body: text, organisationId: id }]
      })
      await db.transaction(async trx => {
        for (const letter of queued) await queueLetter(trx, letter, at)
      })
      told += queued.length
    }
  }
  if (told > 0) deps.sender.wake()
  return told
}
