import { type Request, Router } from 'express'
import { DateTime } from 'luxon'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { sendCsv } from '../../http/csv-download'
import { formatDateTime } from '../../http/dates'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import type { RawValues } from '../../validation/form'
import { auditFilterForm, EVENT_CHOICES, SUBJECT_CHOICES } from './audit-log.form'
import { type AuditFilter, type AuditRow, auditList } from './audit-log.repository'
import { auditHead, auditRow, CSV_HEAD, csvRow } from './audit-log.view'

const PAGE_SIZE = 50
const BATCH = 500

/** «Журнал аудита»: who did what, when and from where. Read by the administrator of the system, changed by nobody. */
export const auditLogRoutes = ({ db, clock }: Deps): Router => {
  const router = Router()

  router.get(paths.office.audit, async (req, res) => {
    const { timeZone } = staffWith(req, 'system_admin')
    const { raw, filter, form } = asked(req, timeZone)
    const page = await keysetPage<AuditRow>(auditList(db, filter), { size: PAGE_SIZE, cursor: req.query.cursor })
    const query = queryOf(raw)
    res.status(form.hasErrors ? 422 : 200).page('audit-log/audit-log', {
      filter: form,
      errors: form.hasErrors ? form.summary : undefined,
      events: EVENT_CHOICES,
      subjects: SUBJECT_CHOICES,
      isNarrowed: query !== '',
      head: auditHead(timeZone, clock()),
      rows: page.rows.map(row => auditRow(row, timeZone)),
      pages: neighbours(page, cursor => `${paths.office.audit}?${query}${query && '&'}cursor=${cursor}`),
      lookedTo: formatDateTime(page.stoppedAt?.[0]?.toString(), timeZone),
      csvHref: `${paths.office.auditCsv}${query && `?${query}`}`,
    })
  })

  router.get(paths.office.auditCsv, async (req, res) => {
    const { timeZone } = staffWith(req, 'system_admin')
    const { filter } = asked(req, timeZone)
    await sendCsv(res, 'audit.csv', CSV_HEAD, batches(filter))
  })

  /** The records a batch at a time; a page that follows begins where the one before ended. */
  async function* batches(filter: AuditFilter) {
    let cursor: string | undefined
    do {
      const page = await keysetPage<AuditRow>(auditList(db, filter), { size: BATCH, cursor })
      yield page.rows.map(csvRow)
      cursor = page.next
    } while (cursor !== undefined)
  }

  return router
}

const asked = (req: Request, timeZone: string): { raw: RawValues; filter: AuditFilter; form: FormView } => {
  const raw = auditFilterForm.read(req.query)
  const { known, errors } = auditFilterForm.parse(raw)
  const startOf = (day: string, days: number) =>
    DateTime.fromISO(day, { zone: timeZone }).plus({ days }).toUTC().toISO() ?? undefined
  return {
    raw,
    form: new FormView(raw, errors),
    filter: {
      from: known.from ? startOf(known.from, 0) : undefined,
      before: known.until ? startOf(known.until, 1) : undefined,
      event: known.event ?? undefined,
      staffLogin: known.staff ?? undefined,
      subject: known.subject ? { kind: known.subject, id: known.number ?? undefined } : undefined,
      requestId: known.request ?? undefined,
    },
  }
}

const queryOf = (raw: RawValues): string =>
  new URLSearchParams(Object.entries(raw).filter(([, value]) => value !== '')).toString()
