import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { defineForm } from '../../validation/form'
import { firstCodeForm } from '../second-factor/code.form'
import { createCodeLimits } from '../second-factor/code-limits'
import { isDemoUser } from '../second-factor/demo-user'
import { prepareFactor } from '../second-factor/enable'
import { forgetNewKey, keyView, newKeyOf } from '../second-factor/new-key'
import { matchingStep } from '../second-factor/one-time-code'
import { deleteFactor, findFactor } from '../second-factor/second-factors.repository'
import { NOT_OF_THIS_KEY } from '../second-factor/set-up-page'
import { keepFreshCodes } from '../second-factor/shown-codes'
import { confirmUser, USED } from './confirm'
import type { Corner } from './corner'
import { queueNotice } from './notice'

const form = defineForm({ current: z.string(), code: z.string() })

/** «Включить второй фактор», or another app in place of the one there is. */
export const setUpPage = (router: Router, deps: Deps, corner: Corner): void => {
  const { db, clock, config } = deps
  const { paths: pages, layout, userOf } = corner
  const limits = createCodeLimits(db)

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { id } = userOf(req)
    const hasFactor = (await findFactor(db, id)) !== undefined
    const key = keyView(newKeyOf(req, config, id), nameOf(req))
    res.page('security/set-up', { form: view, layout, back: pages.home, hasFactor, ...key })
  }

  formPage(router, {
    path: pages.setUp,
    read: form.read,
    show,
    submit: async (req, res, raw) => {
      const user = userOf(req)
      const first = firstCodeForm.parse(raw)
      const key = newKeyOf(req, config, user.id)
      const step = first.value === undefined ? undefined : matchingStep(key, first.value.code, clock())
      const wrongCode = step === undefined ? (first.errors[0] ?? NOT_OF_THIS_KEY) : undefined
      const confirmation = await confirmUser(deps, limits, req, user, raw.current ?? '')
      const wrong = 'wrong' in confirmation ? confirmation : undefined
      if (step === undefined || 'wrong' in confirmation) {
        const findings = [wrong?.wrong, wrongCode].filter(finding => finding !== undefined)
        return show(req, res.status((wrong?.seconds ?? 0) > 0 ? 429 : 422), new FormView({}, findings))
      }
      const factor = await prepareFactor(deps, user, { key, step, demo: await isDemoUser(db, user) })
      const isDone = await db.transaction(async trx => {
        if (!(await confirmation.take(trx))) return false
        if (confirmation.byFactor) await deleteFactor(trx, user.id)
        if (!(await factor.write(trx, actorOf(req)))) return false
        await queueNotice(deps, trx, user.id, 'включён', clock())
        return true
      })
      if (!isDone) return show(req, res.status(422), new FormView({}, [USED]))
      forgetNewKey(req)
      keepFreshCodes(req, config, user.id, factor.codes, pages.home)
      res.redirect(303, pages.codes)
    },
  })
}

/** What the app calls the key: the name of whose password it is. */
const nameOf = ({ identity }: Request): string => {
  if (identity === undefined) return ''
  if (identity.kind === 'staff') return identity.name
  if (identity.kind === 'person') return identity.user.name
  return identity.user.kind === 'person' ? identity.user.name : identity.name
}
