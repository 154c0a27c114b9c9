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
import { reasonForm } from './reason.form'
import { PLACES } from './reason-template'
import { listReasons, type RejectionReason, saveReason } from './rejection-reasons.repository'

/** «Причины отказа»: the list that specialists choose from, with a draft of the explanation for each. */
export const reasonsRoutes = (deps: Deps): Router => {
  const { db, clock } = deps
  const router = Router()

  router.get(paths.office.reasons, async (req, res) => {
    staffWith(req, 'system_admin')
    const reasons = await listReasons(db, { closedToo: true })
    res.page('rejection-reasons/reasons', {
      head: [{ text: 'Причина' }, { text: 'Заготовка объяснения' }, { text: 'Место', format: 'numeric' }],
      rows: reasons.map(({ code, name, template, position, closedAt }) => ({
        href: paths.office.reason(code),
        cells: [
          { text: name, note: closedAt === null ? undefined : 'больше не предлагается' },
          { text: template === '' ? 'нет' : template },
          { text: String(position) },
        ],
      })),
    })
  })

  /** undefined for a new one. */
  const reasonOf = async (req: Request): Promise<RejectionReason | undefined> => {
    staffWith(req, 'system_admin')
    const { code } = req.params
    if (code === undefined) return undefined
    const found = (await listReasons(db, { closedToo: true })).find(reason => reason.code === code)
    if (found === undefined) throw notFound()
    return found
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const reason = await reasonOf(req)
    res.page('rejection-reasons/reason', {
      form: req.method === 'GET' ? new FormView(valuesOf(reason)) : form,
      seen: req.method === 'GET' ? rowDigest(reason ?? {}) : seenDigest(req.body),
      isNew: reason === undefined,
      places: Object.entries(PLACES).map(([place, about]) => `{${place}} – ${about}`),
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const before = await reasonOf(req)
    const { value, errors } = reasonForm.parse(raw)
    if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
    const at = clock().toISOString()
    const { closed, ...told } = value
    const saved = await db.transaction(async trx => {
      const all = await listReasons(trx, { closedToo: true })
      const now = all.find(({ code }) => code === before?.code)
      if (rowDigest(now ?? {}) !== seenDigest(req.body)) return false
      const code = now?.code ?? nextCode(all)
      await saveReason(trx, { ...told, code, closedAt: closed ? (now?.closedAt ?? at) : null })
      await audit(trx, {
        event: 'rejection_reason.changed',
        actor: actorOf(req),
        subject: { kind: 'classifier', id: 0 },
        at,
        details: { code, closed },
      })
      return true
    })
    if (!saved) return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }))
    req.session.flash = `Причина «${value.name}» сохранена.`
    res.redirect(303, paths.office.reasons)
  }

  for (const path of [paths.office.reasonNew, paths.office.reason(':code')])
    formPage(router, { path, read: reasonForm.read, show, submit })
  return router
}

const CHANGED =
  'Пока вы вводили причину, её изменили в другой вкладке или другой сотрудник. Введённое вами ниже, оно не сохранено. Откройте страницу заново и внесите изменения ещё раз.'

/** A code that says nothing: the name may change, the code stays in every decision that was made with it. */
const nextCode = (all: readonly RejectionReason[]): string => {
  const numbers = all.map(({ code }) => Number(/^reason_(\d+)$/.exec(code)?.[1] ?? 0))
  return `reason_${Math.max(0, ...numbers) + 1}`
}

const valuesOf = (reason: RejectionReason | undefined): RawValues => ({
  name: reason?.name ?? '',
  template: reason?.template ?? '',
  position: String(reason?.position ?? 100),
  closed: reason?.closedAt == null ? '' : 'yes',
})
