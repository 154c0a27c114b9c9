import type { Request, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { paths } from '../../http/paths'
import { userId } from '../../http/session'
import type { Organisation } from '../organisations/organisations.repository'
import { findFactor } from '../second-factor/second-factors.repository'
import { resetSecondFactor } from '../security/reset-second-factor'
import { findAccount } from './card.repository'
import { ownOrganisation } from './own-organisation'

/**
 * «Сбросить второй фактор»: for an organisation that lost its phone and its recovery codes. The password stays what
 * keeps others out, so the page says to make sure first who asks.
 */
export const secondFactorRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, sender } = deps

  /** The organisation and its user; without a second factor there is nothing to do here. */
  const guarded = async (req: Request): Promise<{ organisation: Organisation; user: string }> => {
    const { organisation } = await ownOrganisation(db, req)
    const account = await findAccount(db, organisation.id)
    const user = account && userId('account', account.id)
    if (user === undefined || (await findFactor(db, user)) === undefined)
      throw seeOther(paths.office.organisation(organisation.id))
    return { organisation, user }
  }

  formPage(router, {
    path: paths.office.organisationSecondFactor(':id'),
    read: () => ({}),
    show: async (req, res, form) => {
      const { organisation } = await guarded(req)
      res.page('register/step', {
        form,
        organisation,
        back: paths.office.organisation(organisation.id),
        title: 'Сбросить второй фактор',
        about:
          'Для входа снова будет достаточно пароля, открытые сеансы завершатся, организация получит письмо. Сначала убедитесь, что просит сама организация: перезвоните по телефону из её карточки.',
        button: 'Сбросить',
        warns: false,
      })
    },
    submit: async (req, res) => {
      const { organisation, user } = await guarded(req)
      const change = { userId: user, actor: actorOf(req), now: clock() }
      await db.transaction(trx => resetSecondFactor(deps, trx, change))
      sender.wake()
      req.session.flash = 'Второй фактор сброшен.'
      res.redirect(303, paths.office.organisation(organisation.id))
    },
  })
}
