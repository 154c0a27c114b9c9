import type { Request, Response, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type StaffMember, staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import type { RawValues } from '../../validation/form'
import { entryForm } from './entry.form'
import { entryChoices, entryState } from './entry.view'
import { allEntries, type Entry, findEntry } from './faq.repository'
import { saveEntry } from './save-entry'
import { sectionName } from './sections'

const PAGE_SIZE = 50

/** «Вопросы и ответы» for administrators: everybody reads what they publish. */
export const editingRoutes = (router: Router, deps: Deps): void => {
  const { db } = deps
  const editorOf = (req: Request): StaffMember => staffWith(req, 'office_admin', 'system_admin')

  router.get(paths.office.faq, async (req, res) => {
    const { timeZone } = editorOf(req)
    const page = await keysetPage<Entry>(allEntries(db), { size: PAGE_SIZE, cursor: req.query.cursor })
    res.page('faq/editing', {
      rows: page.rows.map(entry => ({
        href: paths.office.faqEntry(entry.id),
        cells: [
          { text: entry.question },
          { text: sectionName(entry.section) },
          { text: String(entry.position) },
          { tag: entryState(entry) },
          { text: formatDateTime(entry.updatedAt, timeZone) },
        ],
      })),
      pages: neighbours(page, cursor => `${paths.office.faq}?cursor=${cursor}`),
    })
  })

  const editedOf = async (req: Request): Promise<Entry | undefined> => {
    editorOf(req)
    if (req.params.id === undefined) return undefined
    const entry = await findEntry(db, recordNumber(req.params.id))
    if (entry === undefined) throw notFound()
    return entry
  }

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const entry = await editedOf(req)
    const isFirst = req.method === 'GET' && Object.keys(form.values).length === 0
    res.page('faq/edit', {
      ...entryChoices(),
      form: isFirst ? new FormView(valuesOf(entry)) : form,
      isNew: entry === undefined,
      publicHref: entry?.publishedAt == null ? undefined : paths.help.faqEntry(entry.id),
    })
  }

  const submit = async (req: Request, res: Response, raw: RawValues): Promise<void> => {
    const editor = editorOf(req)
    const entry = await editedOf(req)
    const { value, errors } = entryForm.parse(raw)
    if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
    const { version, section, ...typed } = value
    const before = entry && { id: entry.id, version, publishedAt: entry.publishedAt }
    const by = { staffId: editor.staffId, actor: actorOf(req) }
    const saved = await saveEntry(deps, { ...typed, section: Number(section) }, before ? { before } : {}, by)
    if (saved !== 'done') return show(req, res.status(409), new FormView(raw, [], { notice: REFUSALS[saved] }))
    req.session.flash = typed.published ? 'Ответ опубликован.' : 'Ответ сохранён как черновик.'
    res.redirect(303, paths.office.faq)
  }

  for (const path of [paths.office.faqNew, paths.office.faqEntry(':id')])
    formPage(router, { path, admit: editorOf, read: entryForm.read, show, submit })
}

export const REFUSALS = {
  changed:
    'Пока вы редактировали ответ, его изменили в другой вкладке или другой сотрудник. Ваш текст ниже, он не сохранён. Откройте ответ заново, сравните и внесите изменения ещё раз.',
  full: 'Опубликовано уже 500 ответов, больше не поместится. Снимите с публикации устаревший ответ или сохраните этот как черновик.',
}

const FIRST_POSITION = '100'

const valuesOf = (entry: Entry | undefined): RawValues => ({
  section: entry === undefined ? '' : String(entry.section),
  position: entry === undefined ? FIRST_POSITION : String(entry.position),
  question: entry?.question ?? '',
  answer: entry?.answer ?? '',
  link: entry?.link ?? '',
  published: entry?.publishedAt == null ? '' : 'yes',
  version: String(entry?.version ?? 0),
})
