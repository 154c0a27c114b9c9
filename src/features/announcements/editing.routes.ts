import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { dayIn, formatDate, formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type StaffMember, staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import type { Finding } from '../../validation/finding'
import { sentText } from '../../validation/sent-text'
import type { Announcement } from './announcement'
import { announcementForm } from './announcement.form'
import {
  type AnnouncementRow,
  type Edited,
  editableBy,
  findEditable,
  insertAnnouncement,
  toAnnouncement,
  updateAnnouncement,
} from './announcements.repository'

const PAGE_SIZE = 50

/** «Объявления» for staff: the administrator of an office writes for its respondents, that of the system for everybody. */
export const editingRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps
  const editorOf = (req: Request): StaffMember => staffWith(req, 'office_admin', 'system_admin')

  router.get(paths.office.announcements, async (req, res) => {
    const editor = editorOf(req)
    const page = await keysetPage<AnnouncementRow>(editableBy(db, audienceOf(editor)), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const today = dayIn(clock(), editor.timeZone)
    res.page('announcements/editing', {
      forEverybody: audienceOf(editor) === null,
      head: [{ text: 'Заголовок' }, { text: 'Состояние' }, { text: 'Показывать' }, { text: 'Изменено' }],
      rows: page.rows.map(toAnnouncement).map(announcement => row(announcement, today, editor)),
      pages: neighbours(page, cursor => `${paths.office.announcements}?cursor=${cursor}`),
    })
  })

  const editedOf = async (req: Request): Promise<Announcement | undefined> => {
    const editor = editorOf(req)
    if (req.params.id === undefined) return undefined
    const found = await findEditable(db, recordNumber(req.params.id), audienceOf(editor))
    if (found === undefined) throw notFound()
    return found
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const editor = editorOf(req)
    const edited = await editedOf(req)
    const filled = req.method === 'GET' ? new FormView(valuesOf(edited, dayIn(clock(), editor.timeZone))) : form
    res.page('announcements/edit', {
      form: filled,
      isNew: edited === undefined,
      forEverybody: audienceOf(editor) === null,
      version: req.method === 'GET' ? edited?.version : Number(sentVersion(req)),
      publicHref: edited?.publishedAt == null ? undefined : paths.announcement(edited.id),
    })
  }

  const submit = async (req: Request, res: Response, raw: Record<string, string>): Promise<void> => {
    const editor = editorOf(req)
    const before = await editedOf(req)
    const parsed = announcementForm.parse(raw)
    const errors: Finding[] = [...parsed.errors]
    const { shownFrom, shownUntil } = parsed.known
    if (shownFrom !== undefined && shownUntil && shownUntil < shownFrom)
      errors.push({
        field: 'shownUntil',
        severity: 'error',
        rule: 'announcement.days',
        message: 'Последний день показа раньше первого: исправьте одну из дат',
      })
    if (parsed.value === undefined || errors.length > 0) return show(req, res.status(422), new FormView(raw, errors))
    const at = clock().toISOString()
    const { published, ...told } = parsed.value
    const edited: Edited = { ...told, publishedAt: published ? (before?.publishedAt ?? at) : null }
    const saved = await db.transaction(async trx => {
      if (before === undefined) {
        const id = await insertAnnouncement(trx, edited, { officeId: audienceOf(editor), staffId: editor.staffId, at })
        await audit(trx, {
          event: 'announcement.created',
          actor: actorOf(req),
          subject: { kind: 'announcement', id },
          at,
          details: { published },
        })
        return true
      }
      const done = await updateAnnouncement(trx, { id: before.id, version: Number(sentVersion(req)) }, edited, at)
      if (done)
        await audit(trx, {
          event: 'announcement.changed',
          actor: actorOf(req),
          subject: { kind: 'announcement', id: before.id },
          at,
          details: { published, title: told.title },
        })
      return done
    })
    if (!saved) return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }))
    req.session.flash = published ? 'Объявление опубликовано.' : 'Объявление сохранено как черновик.'
    res.redirect(303, paths.office.announcements)
  }

  for (const path of [paths.office.announcementNew, paths.office.announcement(':id')])
    formPage(router, { path, read: announcementForm.read, show, submit })
}

const CHANGED =
  'Пока вы редактировали объявление, его изменили в другой вкладке или другой сотрудник. Ваш текст ниже, он не сохранён. Откройте объявление заново, сравните и внесите изменения ещё раз.'

const audienceOf = (editor: StaffMember): number | null => (editor.role === 'system_admin' ? null : editor.officeId)

const sentVersion = (req: Request): string => {
  const version = sentText(req.body, 'version')
  return /^\d{1,9}$/.test(version) ? version : '0'
}

const valuesOf = (edited: Announcement | undefined, today: string): Record<string, string> => ({
  title: edited?.title ?? '',
  body: edited?.body ?? '',
  shownFrom: formatDate(edited?.shownFrom ?? today),
  shownUntil: formatDate(edited?.shownUntil),
  published: edited?.publishedAt == null ? '' : 'yes',
})

const row = (announcement: Announcement, today: string, { timeZone }: StaffMember) => ({
  href: paths.office.announcement(announcement.id),
  cells: [
    { text: announcement.title },
    { text: stateOf(announcement, today) },
    {
      text:
        announcement.shownUntil === null
          ? `с ${formatDate(announcement.shownFrom)}`
          : `${formatDate(announcement.shownFrom)} – ${formatDate(announcement.shownUntil)}`,
    },
    { text: formatDateTime(announcement.updatedAt, timeZone) },
  ],
})

const stateOf = ({ publishedAt, shownFrom, shownUntil }: Announcement, today: string): string => {
  if (publishedAt === null) return 'Черновик'
  if (shownFrom > today) return 'Ждёт своего дня'
  return shownUntil !== null && shownUntil < today ? 'В архиве' : 'Опубликовано'
}
