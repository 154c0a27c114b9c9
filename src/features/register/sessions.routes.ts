import type { Router } from 'express'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { endSessions } from '../../http/session-store'
import { subjectOf } from '../second-factor/subject'
import { holderStep } from './holder-step'
import { organisationHolder, personHolder } from './holders'

/**
 * «Завершить сеансы»: for an organisation, or an authorised person of one, that fears that somebody else is in and cannot
 * get to «Безопасность» itself. Nothing else changes: the owner signs in again as before.
 */
export const sessionsRoutes = (router: Router, deps: Deps): void => {
  const end = { title: 'Завершить сеансы', button: 'Завершить', done: 'Сеансы завершены', take: endAll }
  holderStep(router, deps, {
    ...end,
    path: paths.office.organisationSessions(':id'),
    find: organisationHolder,
    about:
      'Все, кто вошёл по ОКПО этой организации, выйдут и смогут войти снова с паролем. Если пароль мог узнать посторонний, отправьте и ссылку для восстановления пароля.',
  })
  holderStep(router, deps, {
    ...end,
    path: paths.office.contactSessions(':id', ':contact'),
    find: personHolder,
    about:
      'Этот человек выйдет на всех устройствах, в том числе от имени других организаций, и сможет войти снова с паролем.',
  })
}

const endAll = async (
  trx: Knex.Transaction,
  { userId, actor, now }: { userId: string; actor: Actor; now: Date },
): Promise<void> => {
  const count = await endSessions(trx, userId)
  const subject = subjectOf(userId)
  await audit(trx, { event: 'session.ended', actor, subject, at: now.toISOString(), details: { count } })
}
