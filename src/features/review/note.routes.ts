import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import { text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { insertNote, type Note } from './notes.repository'
import { lockOwn, ownApplication } from './own-application'

const MAX = 2000

const noteForm = defineForm({
  text: text({ required: 'Напишите заметку', max: MAX, tooLong: `Заметка не длиннее ${MAX} знаков: сократите её` }),
})

/** «Служебные заметки»: any colleague of the office may write one on any of its applications, whatever its state. */
export const noteRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { application } = await ownApplication(db, req)
    const { id, number, shortName } = application
    res.page('review/note', { form, number, name: shortName, back: paths.office.application(id) })
  }

  formPage(router, {
    path: paths.office.notes(':id'),
    read: noteForm.read,
    show,
    submit: async (req, res, raw) => {
      const { application, staff } = await ownApplication(db, req)
      const { value, errors } = noteForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      await db.transaction(async trx => {
        const locked = await lockOwn(trx, staff, application.id)
        const at = clock().toISOString()
        await insertNote(trx, {
          applicationId: locked.id,
          staffId: staff.staffId,
          kind: 'note',
          text: value.text,
          at,
        })
        await audit(trx, {
          event: 'application.note_added',
          actor: actorOf(req),
          subject: { kind: 'application', id: locked.id },
          at,
        })
      })
      req.session.flash = 'Заметка добавлена.'
      res.redirect(303, paths.office.application(application.id))
    },
  })
}

/** The notes as a list, oldest first. */
export const noteItems = (notes: readonly Note[], timeZone: string) =>
  notes.map(({ kind, text, author, createdAt }) => ({
    what: kind === 'hand_over' ? 'Причина передачи в другой ТОГС' : 'Заметка',
    time: { text: formatDateTime(createdAt, timeZone), datetime: createdAt },
    who: author,
    note: text,
  }))
