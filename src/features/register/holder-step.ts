import type { Request, Router } from 'express'
import type { Knex } from 'knex'
import type { Actor } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { paths } from '../../http/paths'
import type { FindHolder, Holder } from './holders'

export type HolderStep = {
  path: string
  find: FindHolder
  title: string
  /** What it will mean, and what to make sure of first. */
  about: string
  button: string
  done: string
  /** Whether there is anything to do; otherwise the way leads back to the card. */
  isPossible?(user: string): Promise<boolean>
  take(trx: Knex.Transaction, change: { userId: string; actor: Actor; now: Date }): Promise<unknown>
}

/** A page on which an administrator does something about how somebody signs in, after a question. */
export const holderStep = (router: Router, deps: Deps, step: HolderStep): void => {
  const { db, clock, sender } = deps
  const worded = (words: string, { name }: Holder): string => (name === undefined ? words : `${words}: ${name}`)

  const guarded = async (req: Request): Promise<Holder & { user: string }> => {
    const holder = await step.find(deps, req)
    const { user } = holder
    if (user === undefined || (await step.isPossible?.(user)) === false)
      throw seeOther(paths.office.organisation(holder.organisation.id))
    return { ...holder, user }
  }

  formPage(router, {
    path: step.path,
    read: () => ({}),
    show: async (req, res, form) => {
      const holder = await guarded(req)
      const { organisation } = holder
      const { about, button } = step
      const back = paths.office.organisation(organisation.id)
      res.page('register/step', { form, organisation, back, title: worded(step.title, holder), about, button })
    },
    submit: async (req, res) => {
      const holder = await guarded(req)
      const change = { userId: holder.user, actor: actorOf(req), now: clock() }
      await db.transaction(trx => step.take(trx, change))
      sender.wake()
      req.session.flash = `${worded(step.done, holder)}.`
      res.redirect(303, paths.office.organisation(holder.organisation.id))
    },
  })
}
