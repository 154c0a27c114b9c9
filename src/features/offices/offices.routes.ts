import { type Request, type Response, Router } from 'express'
import { audit } from '../../audit/audit'
import { isUniqueViolation } from '../../db/unique-violation'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { rowDigest, seenDigest } from '../../http/row-digest'
import type { RawValues } from '../../validation/form'
import { mergeRoutes } from './merge/merge.routes'
import { type Office, officeLabel } from './office'
import { officeForm, TIME_ZONES } from './office.form'
import { findOffice, listOffices, updateOffice } from './offices.repository'

/** «Территориальные органы»: codes, mailboxes, time zones; for the administrator of the system. */
export const officesRoutes = (deps: Deps): Router => {
  const { db, clock } = deps
  const router = Router()

  router.get(paths.office.offices, async (req, res) => {
    staffWith(req, 'system_admin')
    const offices = await listOffices(db, { closedToo: true })
    res.page('offices/offices', { head: HEAD, rows: offices.map(officeRow) })
  })

  const officeOf = async (req: Request): Promise<Office> => {
    staffWith(req, 'system_admin')
    const office = await findOffice(db, recordNumber(req.params.id))
    if (office === undefined) throw notFound()
    return office
  }

  const labelOf = async (id: number | null): Promise<string | undefined> => {
    const office = id === null ? undefined : await findOffice(db, id)
    return office && officeLabel(office)
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const office = await officeOf(req)
    res.page('offices/office', {
      form: req.method === 'GET' ? new FormView(valuesOf(office)) : form,
      seen: req.method === 'GET' ? rowDigest(office) : seenDigest(req.body),
      siteNo: office.siteNo,
      subjects: office.subjects.map(({ name }) => name).join(', '),
      timeZones: zonesWith(office.timeZone),
      successor: await labelOf(office.mergedInto),
      mergeHref: office.closedAt === null ? paths.office.officeMerge(office.id) : undefined,
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const office = await officeOf(req)
    const { value, errors } = officeForm.parse(raw)
    if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
    const at = clock().toISOString()
    const { closed, mailbox, ...told } = value
    const closedAt = closed || office.mergedInto !== null ? (office.closedAt ?? at) : null
    const changed = { ...told, mailbox: mailbox?.ascii ?? null, closedAt }
    try {
      const saved = await db.transaction(async trx => {
        const now = await findOffice(trx, office.id)
        if (now === undefined || rowDigest(now) !== seenDigest(req.body)) return false
        await updateOffice(trx, office.id, changed)
        const details = differences(now, changed)
        await audit(trx, {
          event: 'office.changed',
          actor: actorOf(req),
          subject: { kind: 'office', id: office.id },
          at,
          details,
        })
        return true
      })
      if (!saved) return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }))
    } catch (error) {
      const column = takenColumn(error)
      if (column === undefined) throw error
      const findings = [
        {
          field: column,
          severity: 'error' as const,
          rule: 'office.taken',
          message: 'Такой код уже есть у другого ТОГС: проверьте оба кода',
        },
      ]
      return show(req, res.status(422), new FormView(raw, findings))
    }
    deps.reference.forget()
    req.session.flash = `Данные ${value.shortName} сохранены. Другие процессы системы увидят их в течение минуты.`
    res.redirect(303, paths.office.offices)
  }

  formPage(router, { path: paths.office.officePage(':id'), read: officeForm.read, show, submit })
  mergeRoutes(router, deps)
  return router
}

/** Both codes are unique. */
const takenColumn = (error: unknown): 'code' | 'exchangeCode' | undefined => {
  if (isUniqueViolation(error, 'offices_code_unique', 'offices.code')) return 'code'
  return isUniqueViolation(error, 'offices_exchange_code_unique', 'offices.exchange_code') ? 'exchangeCode' : undefined
}

const CHANGED =
  'Пока вы вводили данные, их изменили в другой вкладке или другой сотрудник. Введённое вами ниже, оно не сохранено. Откройте страницу заново и внесите изменения ещё раз.'

const HEAD = [
  { text: 'ТОГС' },
  { text: '№ сайта' },
  { text: 'Код' },
  { text: 'Код обмена' },
  { text: 'Почта' },
  { text: 'Часовой пояс' },
]

const officeRow = (office: Office) => ({
  href: paths.office.officePage(office.id),
  cells: [
    {
      text: office.shortName,
      note: office.mergedInto !== null ? 'присоединён' : office.closedAt === null ? undefined : 'закрыт',
    },
    { text: office.siteNo },
    { text: office.code ?? 'не введён' },
    { text: office.exchangeCode ?? 'не введён' },
    { text: office.mailbox ?? 'не введена' },
    { text: (TIME_ZONES as Record<string, string>)[office.timeZone] ?? office.timeZone },
  ],
})

const valuesOf = (office: Office): RawValues => ({
  shortName: office.shortName,
  fullName: office.fullName,
  code: office.code ?? '',
  exchangeCode: office.exchangeCode ?? '',
  mailbox: office.mailbox ?? '',
  phone: office.phone ?? '',
  website: office.website ?? '',
  timeZone: office.timeZone,
  closed: office.closedAt === null ? '' : 'yes',
})

/** The list of zones, with the office's own when it is none of the usual ones. */
const zonesWith = (own: string): { value: string; text: string }[] => [
  ...Object.entries(TIME_ZONES).map(([value, text]) => ({ value, text })),
  ...(own in TIME_ZONES ? [] : [{ value: own, text: own }]),
]

const differences = (before: object, after: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => (before as Record<string, unknown>)[name] !== value)
      .map(([name, value]) => [name, { from: (before as Record<string, unknown>)[name], to: value }]),
  )
