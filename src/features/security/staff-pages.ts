import type { Request, RequestHandler, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { type StaffMember, staffWith } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { userId } from '../../http/session'
import { resetSecondFactor } from './reset-second-factor'
import { listStaffFactors, type StaffFactor } from './staff-factors.repository'

const HEAD = [{ text: 'Сотрудник' }, { text: 'Логин' }, { text: 'Орган статистики' }, { text: 'Второй фактор' }]

/** «Второй фактор сотрудников»: administrators reset it for those who have lost their phone. */
export const staffPages = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  const adminOf = (req: Request): StaffMember => staffWith(req, 'office_admin', 'system_admin')
  const adminOnly: RequestHandler = (req, _res, next) => {
    adminOf(req)
    next()
  }
  const memberOf = async (req: Request): Promise<StaffFactor> => {
    const [member] = await listStaffFactors(db, adminOf(req), recordNumber(req.params.id))
    if (member === undefined) throw notFound()
    return member
  }

  router.get(paths.office.staffFactors, async (req, res) => {
    const admin = adminOf(req)
    const members = await listStaffFactors(db, admin)
    res.page('security/staff', {
      head: HEAD,
      rows: members.map(({ id, login, fullName, officeName, enabledAt }) => ({
        ...(enabledAt === null ? {} : { href: paths.office.staffFactor(id) }),
        cells: [
          { text: fullName },
          { text: login },
          { text: officeName ?? 'все' },
          { text: enabledAt === null ? 'ещё не настроен' : `настроен ${formatDateTime(enabledAt, admin.timeZone)}` },
        ],
      })),
    })
  })

  formPage(router, {
    path: paths.office.staffFactor(':id'),
    before: [adminOnly],
    read: () => ({}),
    show: async (req, res) =>
      res.page('security/reset', { member: await memberOf(req), back: paths.office.staffFactors }),
    submit: async (req, res) => {
      const { id, fullName } = await memberOf(req)
      const change = { userId: userId('staff', id), actor: actorOf(req), now: clock() }
      // Pressed twice it is reset all the same.
      if (await db.transaction(trx => resetSecondFactor(deps, trx, change)))
        req.session.flash = `Второй фактор сброшен: ${fullName}. При следующем входе система предложит настроить новый.`
      res.redirect(303, paths.office.staffFactors)
    },
  })
}
