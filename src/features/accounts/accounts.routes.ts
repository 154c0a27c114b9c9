import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { DEMO_RESPONDENTS } from '../demo/demo-accounts'
import { findByLogin } from './accounts.repository'
import { findPersonByLogin } from './persons.repository'
import type { Door } from './sign-in.service'
import { signInPage } from './sign-in-page'
import { signOutAction } from './sign-out'

/** «Вход» and «Выйти» of respondents. */
export const accountsRoutes = (deps: Deps): Router => {
  const router = Router()
  const door: Door = {
    kind: 'respondent',
    stranger: 'account',
    find: (db, login) =>
      login.includes('@') ? findPersonByLogin(db, login, deps.config.demo) : findByLogin(db, login, deps.config.demo),
  }
  signInPage(router, deps, {
    path: paths.signIn,
    view: 'accounts/sign-in',
    door,
    home: paths.cabinet.home,
    loginRequired: 'Введите ОКПО / Идентификационный номер ТОСП или e-mail',
    wrongPair:
      'Неверный логин или пароль. Проверьте ОКПО / Идентификационный номер ТОСП или e-mail, раскладку клавиатуры и регистр букв и введите пароль ещё раз.',
    demoSignIns: DEMO_RESPONDENTS,
  })
  signOutAction(router, deps, { path: paths.signOut, door, back: paths.home })
  return router
}
