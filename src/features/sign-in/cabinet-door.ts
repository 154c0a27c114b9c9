import type { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { findByLogin } from '../accounts/accounts.repository'
import type { Entrance } from '../accounts/entrance'
import { findPersonByLogin } from '../accounts/persons.repository'
import type { Door } from '../accounts/sign-in.service'
import { certificateSignInRoutes } from '../certificate-sign-in/certificate-sign-in.routes'
import { DEMO_RESPONDENTS } from '../demo/demo-accounts'
import { codePage } from '../second-factor/code-page'
import { signInPage } from './sign-in-page'
import { signOutAction } from './sign-out'

/** «Вход» and «Выйти» of respondents: organisations and authorised persons come through the same door. */
export const cabinetDoor = (router: Router, deps: Deps): void => {
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
    view: 'sign-in/cabinet',
    loginRequired: 'Введите ОКПО / Идентификационный номер ТОСП или e-mail',
    wrongPair:
      'Неверный логин или пароль. Проверьте ОКПО / Идентификационный номер ТОСП или e-mail, раскладку клавиатуры и регистр букв и введите пароль ещё раз.',
    demoSignIns: DEMO_RESPONDENTS,
  })
  codePage(router, deps, entrance)
  router.use(certificateSignInRoutes(deps, door))
  signOutAction(router, deps, { path: paths.signOut, door, back: paths.home })
}
