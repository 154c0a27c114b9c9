import type { Router } from 'express'
import type { Db } from '../../db/db'
import { keysetPage, type List } from '../../db/keyset'
import type { Deps } from '../../deps'
import { periodicityAdjective } from '../../flk'
import { dayIn, formatDate, formatDateTime } from '../../http/dates'
import { respondentOf } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { loadCalendar } from '../calendar/calendar.repository'
import { listAssigned } from '../forms/forms.repository'
import { dueDay, duePeriod } from '../forms/periods'
import { stillDue } from '../forms/still-due'
import { type Notice, type NoticeKind, noticesOf } from './notices.repository'
import { NOT_HANDED_IN, type ReportStatus, STATUSES } from './report.status'
import { periodWords } from './report-words'
import { listStates } from './reports.repository'

const MOSCOW = 'Europe/Moscow'
const PAGE_SIZE = 50

type ReportLine = {
  id: number
  templateId: number
  okud: string
  formName: string
  year: number
  period: string
  correction: number
  status: ReportStatus
  number: string | null
  updatedAt: string
}

const reportsOf = (
  db: Db,
  organisationId: number,
  { status, words }: { status?: ReportStatus; words: string },
): List => {
  const query = db('reports')
    .join('form_templates', 'form_templates.id', 'reports.template_id')
    .where({ 'reports.organisation_id': organisationId })
    .select({
      id: 'reports.id',
      templateId: 'reports.template_id',
      okud: 'form_templates.okud',
      formName: 'form_templates.name',
      year: 'reports.year',
      period: 'reports.period',
      correction: 'reports.correction',
      status: 'reports.status',
      number: 'reports.number',
      updatedAt: 'reports.updated_at',
    })
  if (status !== undefined) void query.where({ 'reports.status': status })
  if (/^\d{1,7}$/.test(words)) void query.where('form_templates.okud', 'like', `${words}%`)
  return {
    order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
    sources: [{ query, columns: ['reports.id'] }],
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 100) : '')

const statusOf = (value: unknown): ReportStatus | undefined =>
  (Object.keys(STATUSES) as ReportStatus[]).find(status => status === value)

const statusItems = (chosen: ReportStatus | undefined, names: readonly ReportStatus[]) => [
  { value: '', text: 'Все' },
  ...names.map(value => ({ value, text: STATUSES[value].text, selected: value === chosen })),
]

/** «Формы отчётности», «Список отчётов», «Уведомления». */
export const listRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, forms } = deps

  router.get(paths.cabinet.reports, async (req, res) => {
    const { organisationId, rights } = respondentOf(req)
    const words = textOf(req.query.q).toLowerCase()
    const today = dayIn(clock(), MOSCOW)
    const named = (await listAssigned(db, organisationId, today)).filter(
      ({ okud, name }) => okud.startsWith(words) || name.toLowerCase().includes(words),
    )
    const assigned = await stillDue({ forms }, named, today)
    const calendar = await loadCalendar(db)
    const states = await listStates(
      db,
      organisationId,
      assigned.map(({ code }) => code),
    )
    const rows = await Promise.all(
      assigned.map(async version => {
        const { template } = (await forms.get(version.id)).form
        const due = duePeriod(template, today, version.covers)
        const report = states.findLast(
          state => state.formCode === version.code && state.year === due?.year && state.period === due.code,
        )
        const last = due && dueDay(due.end, version.dueDays, calendar)
        const isLate = report === undefined && last !== undefined && last < today
        return {
          okud: version.okud,
          name: version.name,
          periodicity: periodicityAdjective(version.periodicity),
          period: due === undefined ? '' : periodWords(template, { year: due.year, period: due.code }),
          due: formatDate(last),
          late: isLate,
          status: report === undefined ? NOT_HANDED_IN : STATUSES[report.status],
          href: report === undefined ? undefined : paths.cabinet.report(report.id),
          startHref: rights.fill ? paths.cabinet.reportStart(version.code) : undefined,
          templateHref: paths.cabinet.formTemplate(version.id),
        }
      }),
    )
    res.page('reports/forms', { rows, q: textOf(req.query.q), mayFill: rights.fill })
  })

  router.get(paths.cabinet.reportList, async (req, res) => {
    const { organisationId } = respondentOf(req)
    const status = statusOf(req.query.status)
    const words = textOf(req.query.q)
    const list = reportsOf(db, organisationId, { ...(status === undefined ? {} : { status }), words })
    const page = await keysetPage<ReportLine>(list, { size: PAGE_SIZE, cursor: req.query.cursor })
    const rows = await Promise.all(
      page.rows.map(async line => {
        const { template } = (await forms.get(line.templateId)).form
        return {
          href: paths.cabinet.report(line.id),
          cells: [
            { text: line.number ?? 'Черновик' },
            { text: line.formName, note: `ОКУД ${line.okud}` },
            { text: periodWords(template, line) },
            { text: line.correction === 0 ? '—' : `№ ${line.correction}` },
            { tag: STATUSES[line.status] },
            { text: formatDateTime(line.updatedAt) },
          ],
        }
      }),
    )
    const address = (cursor: string): string =>
      `${paths.cabinet.reportList}?${new URLSearchParams({ q: words, status: status ?? '', cursor }).toString()}`
    res.page('reports/list', {
      rows,
      q: words,
      isFiltered: words !== '' || status !== undefined,
      statuses: statusItems(status, Object.keys(STATUSES) as ReportStatus[]),
      pages: neighbours(page, address),
    })
  })

  router.get(paths.cabinet.reportNotices, async (req, res) => {
    const { organisationId } = respondentOf(req)
    const asked = statusOf(req.query.kind)
    const kind: NoticeKind | undefined = asked === 'draft' ? undefined : asked
    const page = await keysetPage<Notice>(noticesOf(db, organisationId, kind), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    res.page('reports/notices', {
      rows: page.rows.map(notice => ({
        href: paths.cabinet.report(notice.reportId),
        cells: [
          { text: notice.number },
          { text: formatDateTime(notice.createdAt) },
          { tag: STATUSES[notice.kind] },
          { text: notice.formName, note: `ОКУД ${notice.okud}` },
          { text: notice.text },
        ],
      })),
      isFiltered: kind !== undefined,
      kinds: statusItems(
        kind,
        (Object.keys(STATUSES) as ReportStatus[]).filter(status => status !== 'draft'),
      ),
      pages: neighbours(page, cursor => `${paths.cabinet.reportNotices}?kind=${kind ?? ''}&cursor=${cursor}`),
    })
  })
}
