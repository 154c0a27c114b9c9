import type { Request, Response, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { conflict, seeOther } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type StaffMember, staffOf } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { emailShown } from '../../validation/rules/email'
import { sectionName } from '../faq/sections'
import { answerQuestion, closeQuestion } from './answer'
import { formKey } from './form-key'
import { officeQuestion } from './office-question'
import { type Question, STATUS_TAGS, type Status } from './question'
import { answerForm } from './question.form'
import { countWaiting, findQuestion, listMessages, queueOf } from './support.repository'
import { threadForStaff } from './thread.view'

const PAGE_SIZE = 50
const COUNTED = 99

/** «Вопросы» of an office; the administrator of the system has those that name no office. */
export const officeRoutes = (router: Router, deps: Deps): void => {
  const { db } = deps

  router.get(paths.office.support, async (req, res) => {
    const staff = staffOf(req)
    const sought = typeof req.query.number === 'string' ? req.query.number.trim().slice(0, 20) : ''
    await openSought(staff, sought)
    const status = statusOf(req.query.status)
    const page = await keysetPage<Question>(queueOf(db, staff.officeId, status), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const waiting = await countWaiting(db, staff.officeId, COUNTED + 1)
    res.page('support/queue', {
      ofOffice: staff.officeId !== null,
      sought,
      lists: STATUSES.map(value => ({
        text: LISTS[value],
        href: `${paths.office.support}?status=${value}`,
        current: value === status,
        count: value === 'waiting' ? (waiting > COUNTED ? `больше ${COUNTED}` : String(waiting)) : undefined,
      })),
      title: LISTS[status],
      rows: page.rows.map(question => row(question, staff)),
      pages: neighbours(page, cursor => `${paths.office.support}?status=${status}&cursor=${cursor}`),
    })
  })

  const openSought = async ({ officeId }: StaffMember, sought: string): Promise<void> => {
    const number = /^№?\s*(\d{1,15})$/.exec(sought)?.[1]
    const question = number === undefined ? undefined : await findQuestion(db, Number(number))
    if (question !== undefined && question.officeId === officeId)
      throw seeOther(paths.office.supportQuestion(question.id))
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { question, staff } = await officeQuestion(db, req)
    const { id, askerName, email, organisationId, version, status } = question
    const messages = await listMessages(db, id)
    res.page('support/office-question', {
      ...threadForStaff(question, messages, staff.timeZone),
      asker: {
        name: askerName,
        email: email === null ? undefined : emailShown(email),
        card: organisationId === null ? undefined : paths.office.organisation(organisationId),
      },
      form,
      key: formKey(form.values.key),
      version,
      closeAction: paths.office.supportClose(id),
      closesUnanswered: status === 'waiting',
      publishHref: messages.some(({ author }) => author === 'staff') ? paths.office.supportPublish(id) : undefined,
    })
  }

  formPage(router, {
    path: paths.office.supportQuestion(':id'),
    admit: req => staffOf(req),
    read: answerForm.read,
    show,
    submit: async (req, res, raw) => {
      const { question, staff } = await officeQuestion(db, req)
      const { value, errors } = answerForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      const { text, key, version } = value
      const by = { staff, version, actor: actorOf(req) }
      const outcome = await answerQuestion(deps, question.id, { text, key: formKey(key) }, by)
      if (outcome === 'changed') return show(req, res.status(409), await changedView(question.id, raw, staff))
      req.session.flash = 'Ответ отправлен.'
      return res.redirect(303, paths.office.supportQuestion(question.id))
    },
  })

  /** What happened meanwhile; the text that was typed stays. */
  const changedView = async (id: number, raw: Record<string, string>, staff: StaffMember): Promise<FormView> => {
    const last = (await listMessages(db, id)).at(-1)
    const when = last && formatDateTime(last.createdAt, staff.timeZone)
    const who =
      last?.author === 'staff' ? `ответил другой сотрудник (${last.authorName}, ${when})` : 'переписка изменилась'
    return new FormView(raw, [], {
      notice: `Пока вы писали, ${who}. Ваш ответ не отправлен, он сохранился на странице. Прочитайте переписку и, если ответ ещё нужен, нажмите «Ответить» ещё раз.`,
    })
  }

  action(router, paths.office.supportClose(':id'), async (req, res) => {
    const { question } = await officeQuestion(db, req)
    const version = Number((req.body as Record<string, unknown>).version)
    const outcome = await closeQuestion(deps, question.id, { version, actor: actorOf(req) })
    if (outcome === 'changed')
      throw conflict('Пока вы читали, переписка изменилась. Откройте вопрос ещё раз и прочитайте новое сообщение.')
    req.session.flash = `Вопрос № ${question.id} закрыт.`
    res.redirect(303, paths.office.support)
  })
}

const LISTS: Record<Status, string> = { waiting: 'Ждут ответа', answered: 'Отвеченные', closed: 'Закрытые' }
const STATUSES = Object.keys(LISTS) as Status[]

const statusOf = (asked: unknown): Status => STATUSES.find(status => status === asked) ?? 'waiting'

const row = (
  { id, subject, section, askerName, organisationId, status, statusSince }: Question,
  staff: StaffMember,
) => ({
  href: paths.office.supportQuestion(id),
  cells: [
    { text: subject, note: `№ ${id}` },
    { text: askerName, note: organisationId === null ? 'посетитель' : 'респондент' },
    { text: sectionName(section) },
    { tag: STATUS_TAGS[status], note: `с ${formatDateTime(statusSince, staff.timeZone)}` },
  ],
})
