import { type Request, type Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import { rowDigest, seenDigest } from '../../http/row-digest'
import type { RawValues } from '../../validation/form'
import { calendarForm, KIND_WORDS, yearForm } from './calendar.form'
import { listCalendarDays, listCalendarYears, loadCalendar, replaceYear } from './calendar.repository'
import type { CalendarDay } from './working-days'

/** «Производственный календарь»: the days that are not as the week says, by which deadlines are counted. */
export const calendarRoutes = (deps: Deps): Router => {
  const { db, clock, reference } = deps
  const router = Router()

  const showYears = async (req: Request, res: Response, form: FormView): Promise<void> => {
    staffWith(req, 'system_admin')
    const calendar = await loadCalendar(db)
    const years = await listCalendarYears(db)
    res.page('calendar/years', {
      form,
      head: [{ text: 'Год' }, { text: 'Состояние' }, { text: 'Рабочих дней', format: 'numeric' }],
      rows: years.map(({ year, status }) => ({
        href: paths.office.calendarYear(year),
        cells: [
          { text: String(year) },
          { text: STATUS_WORDS[status] },
          {
            text: String(
              calendar.countWorkingDays(`${year}-01-01`, `${year}-12-31`) +
                Number(calendar.isWorkingDay(`${year}-01-01`)),
            ),
          },
        ],
      })),
    })
  }

  formPage(router, {
    path: paths.office.calendar,
    read: yearForm.read,
    show: showYears,
    submit: (req, res, raw) => {
      const { value, errors } = yearForm.parse(raw)
      if (value === undefined) return showYears(req, res.status(422), new FormView(raw, errors))
      staffWith(req, 'system_admin')
      res.redirect(303, paths.office.calendarYear(value.year))
      return Promise.resolve()
    },
  })

  const yearOf = (req: Request): number => {
    staffWith(req, 'system_admin')
    const { year } = req.params
    if (typeof year !== 'string' || !/^20\d\d$/.test(year)) throw notFound()
    return Number(year)
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const year = yearOf(req)
    const kept = (await listCalendarYears(db)).find(one => one.year === year)
    const days = await listCalendarDays(db, year)
    res.page('calendar/year', {
      form: req.method === 'GET' ? new FormView({ status: kept?.status ?? 'provisional', days: linesOf(days) }) : form,
      seen: req.method === 'GET' ? rowDigest({ status: kept?.status ?? '', days }) : seenDigest(req.body),
      year,
      isNew: kept === undefined,
      statuses: Object.entries(STATUS_WORDS).map(([value, text]) => ({ value, text })),
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const year = yearOf(req)
    const { value, errors } = calendarForm(year).parse(raw)
    if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
    const at = clock().toISOString()
    const saved = await db.transaction(async trx => {
      const before = (await listCalendarYears(trx)).find(one => one.year === year)
      const days = await listCalendarDays(trx, year)
      if (rowDigest({ status: before?.status ?? '', days }) !== seenDigest(req.body)) return false
      await replaceYear(trx, { year, status: value.status }, value.days)
      await audit(trx, {
        event: 'calendar.changed',
        actor: actorOf(req),
        subject: { kind: 'calendar_year', id: year },
        at,
        details: { status: value.status, days: value.days.length },
      })
      return true
    })
    if (!saved) return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }))
    reference.forget()
    req.session.flash = `Календарь ${year} года сохранён. Сроки заявок, отправленных раньше, не изменились.`
    res.redirect(303, paths.office.calendar)
  }

  formPage(router, { path: paths.office.calendarYear(':year'), read: calendarForm(2000).read, show, submit })
  return router
}

const STATUS_WORDS = { official: 'утверждён', provisional: 'предварительный: переносы ещё не утверждены' }

const CHANGED =
  'Пока вы вводили календарь, его изменили в другой вкладке или другой сотрудник. Введённое вами ниже, оно не сохранено. Откройте страницу заново и внесите изменения ещё раз.'

const linesOf = (days: readonly CalendarDay[]): string =>
  days.map(({ day, kind }) => `${day.slice(8)}.${day.slice(5, 7)} ${KIND_WORDS[kind]}`).join('\n')
