import type { Router } from 'express'
import type { Deps } from '../../deps'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Entrance } from '../accounts/entrance'
import type { Door } from '../accounts/sign-in.service'
import { DEMO_STAFF } from '../demo/demo-accounts'
import { codePage } from '../second-factor/code-page'
import { setUpPage } from '../second-factor/set-up-page'
import { findStaffByLogin } from '../staff/staff.repository'
import { signInPage } from './sign-in-page'
import { signOutAction } from './sign-out'

/** The way of the staff into the office and out of it. */
export const officeDoor = (router: Router, deps: Deps): void => {
  const door: Door = {
    kind: 'staff',
    stranger: 'staff',
    find: (db, login) => findStaffByLogin(db, login, deps.config.demo),
  }
  const entrance: Entrance = {
    door,
    paths: {
      signIn: paths.office.signIn,
      code: paths.office.signInCode,
      setUp: paths.office.signInSetUp,
      codes: paths.security.office.codes,
      home: paths.office.home,
    },
    layout: 'layouts/office.njk',
    secondFactor: 'obligatory',
  }
  signInPage(router, deps, {
    ...entrance,
    view: 'sign-in/office',
    loginRequired: 'Введите логин',
    wrongPair:
      'Неверный логин или пароль. Проверьте логин, раскладку клавиатуры и регистр букв и введите пароль ещё раз.',
    demoSignIns: DEMO_STAFF,
  })
  codePage(router, deps, entrance)
  setUpPage(router, deps, entrance)
  signOutAction(router, deps, { path: paths.office.signOut, door, back: paths.office.signIn })
  router.get(paths.office.home, (req, res) => {
    staffOf(req)
    res.redirect(303, paths.office.applications)
  })
}
