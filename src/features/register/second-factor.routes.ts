import type { Request, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { userId } from '../../http/session'
import { fullName } from '../contacts/contact.view'
import { findContact } from '../contacts/contacts.repository'
import type { Organisation } from '../organisations/organisations.repository'
import { findFactor } from '../second-factor/second-factors.repository'
import { resetSecondFactor } from '../security/reset-second-factor'
import { findAccount } from './card.repository'
import { ownOrganisation } from './own-organisation'

/** Whose second factor it is, and what the page says of them. */
type Holder = { organisation: Organisation; user: string | undefined; title: string; about: string; done: string }

/**
 * «Сбросить второй фактор»: for an organisation, or an authorised person of one, that lost the phone and the recovery
 * codes. An administrator does it; the password stays what keeps others out, so the page says to make sure who asks.
 */
export const secondFactorRoutes = (router: Router, deps: Deps): void => {
  resetPage(router, deps, paths.office.organisationSecondFactor(':id'), async req => {
    const { organisation } = await ownOrganisation(deps.db, req)
    const account = await findAccount(deps.db, organisation.id)
    return {
      organisation,
      user: account && userId('account', account.id),
      title: 'Сбросить второй фактор',
      about:
        'Для входа снова будет достаточно пароля, открытые сеансы завершатся, организация получит письмо. Сначала убедитесь, что просит сама организация: перезвоните по телефону из её карточки.',
      done: 'Второй фактор сброшен.',
    }
  })

  resetPage(router, deps, paths.office.contactSecondFactor(':id', ':contact'), async req => {
    const { organisation } = await ownOrganisation(deps.db, req)
    const contact = await findContact(deps.db, organisation.id, recordNumber(req.params.contact), deps.clock())
    // Whoever has not accepted is not theirs yet.
    if (contact === undefined || contact.state === 'invited') throw notFound()
    const name = fullName(contact)
    return {
      organisation,
      user: userId('person', contact.personId),
      title: `Сбросить второй фактор: ${name}`,
      about:
        'Для входа этому человеку снова будет достаточно пароля, его сеансы завершатся, в том числе от имени других организаций, он получит письмо. Сначала убедитесь, что просит он сам: перезвоните по телефону организации.',
      done: `Второй фактор сброшен: ${name}.`,
    }
  })
}

const resetPage = (router: Router, deps: Deps, path: string, find: (req: Request) => Promise<Holder>): void => {
  const { db, clock, sender } = deps

  /** For administrators; without a second factor there is nothing to do here. */
  const guarded = async (req: Request): Promise<Holder & { user: string }> => {
    staffWith(req, 'office_admin', 'system_admin')
    const holder = await find(req)
    const { user } = holder
    if (user === undefined || (await findFactor(db, user)) === undefined)
      throw seeOther(paths.office.organisation(holder.organisation.id))
    return { ...holder, user }
  }

  formPage(router, {
    path,
    read: () => ({}),
    show: async (req, res, form) => {
      const { organisation, title, about } = await guarded(req)
      const back = paths.office.organisation(organisation.id)
      res.page('register/step', { form, organisation, back, title, about, button: 'Сбросить', warns: false })
    },
    submit: async (req, res) => {
      const { organisation, user, done } = await guarded(req)
      const change = { userId: user, actor: actorOf(req), now: clock() }
      await db.transaction(trx => resetSecondFactor(deps, trx, change))
      sender.wake()
      req.session.flash = done
      res.redirect(303, paths.office.organisation(organisation.id))
    },
  })
}
