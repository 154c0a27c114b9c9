import { type Request, type Response, Router } from 'express'
import { DateTime } from 'luxon'
import type { Deps } from '../../deps'
import { sendCsv } from '../../http/csv-download'
import { dayIn, formatDate } from '../../http/dates'
import { FormView } from '../../http/form-view'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { listReasons } from '../rejection-reasons/rejection-reasons.repository'
import { barChart } from './bar-chart'
import { WorkloadCache } from './workload'
import { spanForm } from './workload.form'
import { CSV_HEAD, csvRow, everyDay, LOAD_HEAD, loadRow } from './workload.view'

const SHOWN_DAYS = 30
const MAX_DAYS = 366

/** Numbers that take longer than a page may: their page looks again after so many seconds. */
const AGAIN_S = 3

/** «Нагрузка и сроки»: of the own office for its staff, of all for the administrator of the system. */
export const workloadRoutes = (deps: Deps): Router => {
  const { db, clock, reference } = deps
  const cache = new WorkloadCache(deps)
  const router = Router()

  const load = async (req: Request) => {
    const staff = staffOf(req)
    const asked = spanOf(req, dayIn(clock(), staff.timeZone))
    const start = DateTime.fromISO(asked.from, { zone: staff.timeZone })
    const end = DateTime.fromISO(asked.until, { zone: staff.timeZone }).plus({ days: 1 })
    const span = {
      from: start.toUTC().toISO() ?? '',
      before: end.toUTC().toISO() ?? '',
      officeId: staff.officeId ?? undefined,
    }
    return { asked, counting: cache.get(span, start.offset) }
  }

  router.get(paths.office.workload, async (req: Request, res: Response) => {
    const { asked, counting } = await load(req)
    const workload = await deps.slowReads.soon(counting)
    if (workload === undefined) {
      res.set('Refresh', String(AGAIN_S)).page('workload/counting', { ...daysOf(asked), here: req.originalUrl })
      return
    }
    const known = await reference.get()
    const reasons = new Map((await listReasons(db, { closedToo: true })).map(({ code, name }) => [code, name]))
    const days = everyDay(asked.from, asked.until, workload.days)
    res.status(asked.form.hasErrors ? 422 : 200).page('workload/workload', {
      filter: asked.form,
      errors: asked.form.hasErrors ? asked.form.summary : undefined,
      ...daysOf(asked),
      chart: barChart(days),
      dayHead: [{ text: 'День' }, { text: 'Заявок', format: 'numeric' }],
      days: days
        .filter(({ total }) => total > 0)
        .map(({ label, total }) => ({ cells: [{ text: label }, { text: String(total) }] })),
      head: LOAD_HEAD,
      rows: workload.offices.map(office => loadRow(office, known)),
      reasonHead: [{ text: 'Причина отказа' }, { text: 'Заявок', format: 'numeric' }],
      reasons: workload.reasons.map(({ code, total }) => ({
        cells: [{ text: reasons.get(code) ?? code }, { text: String(total) }],
      })),
      csvHref: `${paths.office.workloadCsv}?from=${formatDate(asked.from)}&until=${formatDate(asked.until)}`,
    })
  })

  router.get(paths.office.workloadCsv, async (req, res) => {
    const { counting } = await load(req)
    const workload = await counting
    const known = await reference.get()
    await sendCsv(res, 'workload.csv', CSV_HEAD, only(workload.offices.map(office => csvRow(office, known))))
  })

  return router
}

/** The days that are asked for; when they are wrong the form says so and the last month is shown. */
const spanOf = (req: Request, today: string): { from: string; until: string; form: FormView } => {
  const raw = spanForm.read(req.query)
  const { known, errors } = spanForm.parse(raw)
  const until = known.until ?? today
  const from =
    known.from ??
    DateTime.fromISO(until)
      .minus({ days: SHOWN_DAYS - 1 })
      .toISODate() ??
    until
  const wrong = errors.length > 0 ? undefined : wrongSpan(from, until)
  const findings = [
    ...errors,
    ...(wrong === undefined
      ? []
      : [{ field: 'from', severity: 'error' as const, rule: 'workload.span', message: wrong }]),
  ]
  if (findings.length === 0)
    return { from, until, form: new FormView({ from: formatDate(from), until: formatDate(until) }) }
  return {
    from:
      DateTime.fromISO(today)
        .minus({ days: SHOWN_DAYS - 1 })
        .toISODate() ?? today,
    until: today,
    form: new FormView(raw, findings),
  }
}

const daysOf = ({ from, until }: { from: string; until: string }) => ({
  from: formatDate(from),
  until: formatDate(until),
})

const wrongSpan = (from: string, until: string): string | undefined => {
  if (from > until) return 'Первый день позже последнего: поменяйте их местами'
  const days = DateTime.fromISO(until).diff(DateTime.fromISO(from), 'days').days
  return days >= MAX_DAYS ? `Выберите не больше ${MAX_DAYS} дней` : undefined
}

async function* only<T>(rows: T): AsyncGenerator<T> {
  yield await Promise.resolve(rows)
}
