import type { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { findFactor } from '../second-factor/second-factors.repository'
import { resetSecondFactor } from '../security/reset-second-factor'
import { holderStep } from './holder-step'
import { organisationHolder, personHolder } from './holders'

/**
 * «Сбросить второй фактор»: for an organisation, or an authorised person of one, that lost the phone and the recovery
 * codes. An administrator does it; the password stays what keeps others out, so the page says to make sure who asks.
 */
export const secondFactorRoutes = (router: Router, deps: Deps): void => {
  const reset = {
    title: 'Сбросить второй фактор',
    button: 'Сбросить',
    done: 'Второй фактор сброшен',
    isPossible: async (user: string) => (await findFactor(deps.db, user)) !== undefined,
    take: resetSecondFactor.bind(undefined, deps),
  }
  holderStep(router, deps, {
    ...reset,
    path: paths.office.organisationSecondFactor(':id'),
    find: organisationHolder,
    about:
      'Для входа снова будет достаточно пароля, открытые сеансы завершатся, организация получит письмо. Сначала убедитесь, что просит сама организация: перезвоните по телефону из её карточки.',
  })
  holderStep(router, deps, {
    ...reset,
    path: paths.office.contactSecondFactor(':id', ':contact'),
    find: personHolder,
    about:
      'Для входа этому человеку снова будет достаточно пароля, его сеансы завершатся, в том числе от имени других организаций, он получит письмо. Сначала убедитесь, что просит он сам: перезвоните по телефону организации.',
  })
}
