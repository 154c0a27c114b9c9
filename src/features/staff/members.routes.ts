import { type Request, type Response, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type StaffMember, staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { rowDigest, seenDigest } from '../../http/row-digest'
import type { RawValues } from '../../validation/form'
import { officeLabel } from '../offices/office'
import { saveMember } from './save-member'
import { sendPasswordLink } from './send-password-link'
import { ROLE_WORDS, staffMemberForm } from './staff-member.form'
import { wrong, wrongTogether } from './staff-member.rules'
import { type Entered, findMember, type Member, membersOf, toMember } from './staff-members.repository'

const PAGE_SIZE = 50

/** «Сотрудники»: who works here and in which role. Administrators never see or set a password: a link goes by letter. */
export const membersRoutes = (deps: Deps): Router => {
  const { db, clock, reference } = deps
  const router = Router()
  const adminOf = (req: Request): StaffMember => staffWith(req, 'office_admin', 'system_admin')

  router.get(paths.office.staff, async (req, res) => {
    const admin = adminOf(req)
    const page = await keysetPage<Parameters<typeof toMember>[0]>(membersOf(db, admin), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const known = await reference.get()
    res.page('staff/members', {
      head: [{ text: 'Сотрудник' }, { text: 'Логин' }, { text: 'Роль' }, { text: 'ТОГС' }, { text: 'Почта' }],
      rows: page.rows.map(toMember).map(member => {
        const office = member.officeId === null ? undefined : known.office(member.officeId)
        return {
          href: paths.office.staffMember(member.id),
          cells: [
            { text: member.fullName, note: member.active ? undefined : 'доступ закрыт' },
            { text: member.login },
            { text: ROLE_WORDS[member.role] },
            { text: office === undefined ? 'все' : officeLabel(office) },
            { text: member.email ?? 'не введена' },
          ],
        }
      }),
      pages: neighbours(page, cursor => `${paths.office.staff}?cursor=${cursor}`),
    })
  })

  /** undefined for a new one. */
  const memberOf = async (req: Request): Promise<Member | undefined> => {
    const admin = adminOf(req)
    if (req.params.id === undefined) return undefined
    const member = await findMember(db, admin, recordNumber(req.params.id))
    if (member === undefined) throw notFound()
    return member
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const admin = adminOf(req)
    const member = await memberOf(req)
    const known = await reference.get()
    res.page('staff/member', {
      form: req.method === 'GET' ? new FormView(valuesOf(member, admin)) : form,
      seen: req.method === 'GET' ? rowDigest(member ?? {}) : seenDigest(req.body),
      isNew: member === undefined,
      login: member?.login,
      roles: Object.entries(ROLE_WORDS)
        .filter(([role]) => admin.role === 'system_admin' || role !== 'system_admin')
        .map(([value, text]) => ({ value, text })),
      offices:
        admin.role === 'system_admin'
          ? [
              { value: '', text: 'Не относится к ТОГС' },
              ...known.offices.map(office => ({ value: String(office.id), text: officeLabel(office) })),
            ]
          : undefined,
      sendHref:
        member?.active === true && member.email !== null ? paths.office.staffPasswordLink(member.id) : undefined,
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const admin = adminOf(req)
    const before = await memberOf(req)
    const { known, errors } = staffMemberForm.parse({ ...raw, login: before?.login ?? raw.login ?? '' })
    const officeId = admin.role === 'system_admin' ? (known.office ?? null) : admin.officeId
    const findings = [...errors, ...wrongTogether(admin, before, known, officeId)]
    const member = enteredOf(before, known, officeId)
    if (findings.length > 0 || member === undefined) return show(req, res.status(422), new FormView(raw, findings))
    const saved = await saveMember(deps, admin, member, { before, seen: seenDigest(req.body), actor: actorOf(req) })
    if (saved === 'changed') return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }))
    if (saved === 'taken')
      return show(
        req,
        res.status(422),
        new FormView(raw, [wrong('login', 'staff.taken', 'Такой логин уже есть: введите другой')]),
      )
    deps.sender.wake()
    req.session.flash =
      before === undefined
        ? `Сотрудник ${member.login} добавлен, ссылка для пароля отправлена.`
        : `Данные сотрудника ${member.login} сохранены.`
    res.redirect(303, paths.office.staff)
  }

  for (const path of [paths.office.staffNew, paths.office.staffMember(':id')])
    formPage(router, { path, read: staffMemberForm.read, show, submit })

  action(router, paths.office.staffPasswordLink(':id'), async (req, res) => {
    const member = await memberOf(req)
    if (member?.email == null || !member.active) throw notFound()
    const { email } = member
    await db.transaction(trx =>
      sendPasswordLink(deps, trx, { ...member, email }, { actor: actorOf(req), now: clock() }),
    )
    deps.sender.wake()
    req.session.flash = `Ссылка для нового пароля отправлена сотруднику ${member.login}.`
    res.redirect(303, paths.office.staffMember(member.id))
  })

  return router
}

const CHANGED =
  'Пока вы вводили данные, их изменили в другой вкладке или другой администратор. Введённое вами ниже, оно не сохранено. Откройте страницу заново и внесите изменения ещё раз.'

/** What was entered as a member of staff; undefined while a field is wrong. The login of somebody who exists stays. */
const enteredOf = (
  before: Member | undefined,
  { login, fullName, email, role, active }: ReturnType<typeof staffMemberForm.parse>['known'],
  officeId: number | null,
): Entered | undefined => {
  if (login === undefined || fullName === undefined || email === undefined || role === undefined) return undefined
  return { login, fullName, email: email.ascii, role, officeId, active: before === undefined || active === true }
}

const valuesOf = (member: Member | undefined, admin: StaffMember): RawValues => ({
  login: member?.login ?? '',
  fullName: member?.fullName ?? '',
  email: member?.email ?? '',
  role: member?.role ?? 'specialist',
  office: String(member === undefined ? (admin.officeId ?? '') : (member.officeId ?? '')),
  active: member === undefined || member.active ? 'yes' : '',
})
