import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { certificateSignInRoutes } from '../certificate-sign-in/certificate-sign-in.routes'
import { DEMO_RESPONDENTS } from '../demo/demo-accounts'
import { codePage } from '../second-factor/code-page'
import { findByLogin } from './accounts.repository'
import type { Entrance } from './entrance'
import { ownEmailRoutes } from './own-email.routes'
import { ownPasswordRoutes } from './own-password.routes'
import { findPersonByLogin } from './persons.repository'
import type { Door } from './sign-in.service'
import { signInPage } from './sign-in-page'
import { signOutAction } from './sign-out'

/** «Вход» and «Выйти» of respondents, and their own password and e-mail. */
export const accountsRoutes = (deps: Deps): Router => {
  const router = Router()
  const door: Door = {
    kind: 'respondent',
    stranger: 'account',
    find: (db, login) =>
      login.includes('@') ? findPersonByLogin(db, login, deps.config.demo) : findByLogin(db, login, deps.config.demo),
  }
  const entrance: Entrance = {
    door,
    paths: {
      signIn: paths.signIn,
      code: paths.signInCode,
      setUp: paths.signInSetUp,
      codes: paths.security.cabinet.codes,
      home: paths.cabinet.home,
    },
    layout: 'layouts/base.njk',
    secondFactor: 'optional',
  }
  signInPage(router, deps, {
    ...entrance,
    view: 'accounts/sign-in',
    loginRequired: 'Введите ОКПО / Идентификационный номер ТОСП или e-mail',
    wrongPair:
      'Неверный логин или пароль. Проверьте ОКПО / Идентификационный номер ТОСП или e-mail, раскладку клавиатуры и регистр букв и введите пароль ещё раз.',
    demoSignIns: DEMO_RESPONDENTS,
  })
  codePage(router, deps, entrance)
  router.use(certificateSignInRoutes(deps, door))
  ownPasswordRoutes(router, deps)
  ownEmailRoutes(router, deps)
  signOutAction(router, deps, { path: paths.signOut, door, back: paths.home })
  return router
}
