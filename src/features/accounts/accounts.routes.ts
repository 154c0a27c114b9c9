import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { DEMO_RESPONDENTS } from '../demo/demo-accounts'
import { findByLogin, noteSignIn } from './accounts.repository'
import type { Door } from './sign-in.service'
import { signInPage } from './sign-in-page'
import { signOutAction } from './sign-out'

/** «Вход» and «Выйти» of respondents. */
export const accountsRoutes = (deps: Deps): Router => {
  const router = Router()
  const door: Door = {
    kind: 'respondent',
    subject: 'account',
    events: { entered: 'account.signed_in', refused: 'account.sign_in_failed', left: 'account.signed_out' },
    find: (db, login) => findByLogin(db, login, deps.config.demo),
    noteEntry: noteSignIn,
  }
  signInPage(router, deps, {
    path: paths.signIn,
    view: 'accounts/sign-in',
    door,
    home: paths.cabinet.home,
    loginRequired: 'Введите ОКПО / Идентификационный номер ТОСП',
    wrongPair:
      'Неверный ОКПО / Идентификационный номер ТОСП или пароль. Проверьте номер, раскладку клавиатуры и регистр букв и введите пароль ещё раз.',
    demoSignIns: DEMO_RESPONDENTS,
  })
  signOutAction(router, deps, { path: paths.signOut, door, back: paths.home })
  return router
}
