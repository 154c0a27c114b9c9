import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { sentText } from '../../validation/sent-text'
import { chosenApplications, chosenIds, moveEach, type Outcome } from './batch'
import { handOver, otherOffices, readHandOver } from './hand-over'
import { handOverForm } from './hand-over.form'
import { letterView } from './letter.view'
import { makeMove } from './move'
import { takeApplication } from './take-application'

/** What is done with several applications that were ticked in the queue: take them all, hand them all over. */
export const batchRoutes = (router: Router, deps: Deps): void => {
  action(router, paths.office.batch, async (req, res) => {
    const staff = officeStaffOf(req)
    const ids = chosenIds(req.body)
    if (ids.length === 0) {
      req.session.flash = 'Заявки не выбраны: отметьте их в таблице и нажмите кнопку ещё раз.'
      return res.redirect(303, paths.office.applications)
    }
    if (sentText(req.body, 'go') === 'handOver')
      return res.redirect(303, `${paths.office.handOverBatch}?ids=${ids.join(',')}`)
    const words = { done: 'Взята в работу.', repeated: 'Уже у вас в работе.' }
    const lines = await moveEach(deps.db, staff, ids, words, ({ id }) => takeApplication(deps, req, staff, id))
    tell(req, res, 'Взять в работу', lines)
  })

  router.get(paths.office.batch, (req, res) => {
    officeStaffOf(req)
    const { outcomes } = req.session
    if (outcomes === undefined) return res.redirect(303, paths.office.applications)
    delete req.session.outcomes
    res.page('review/outcomes', {
      title: outcomes.title,
      done: outcomes.lines.filter(({ done }) => done).length,
      all: outcomes.lines.length,
      head: [{ text: 'Заявка' }, { text: 'Итог' }, { text: 'Что произошло' }],
      rows: outcomes.lines.map(outcomeRow),
    })
  })

  const show = async (req: Request, res: Response, form: FormView, letter?: object): Promise<void> => {
    const staff = officeStaffOf(req)
    const chosen = await chosenApplications(deps.db, staff, req)
    res.page('review/hand-over-batch', {
      form,
      letter,
      chosen: chosen.map(({ id, number, okpo, shortName }) => ({ id, number, okpo, name: shortName })),
      offices: otherOffices(await deps.reference.get(), staff),
    })
  }

  formPage(router, {
    path: paths.office.handOverBatch,
    read: handOverForm.read,
    show: (req, res, form) => show(req, res, form),
    submit: async (req, res, raw) => {
      const staff = officeStaffOf(req)
      const read = readHandOver(raw, await deps.reference.get(), staff)
      if ('errors' in read) return show(req, res.status(422), new FormView(raw, read.errors))
      const by = { staff, actor: actorOf(req) }
      if (sentText(req.body, 'go') === 'preview') {
        const [first] = await chosenApplications(deps.db, staff, req)
        return show(req, res, new FormView(raw), first && letterView(handOver(deps, first, read.given, by).letter))
      }
      const words = { done: 'Передана, заявителю отправлено письмо.', repeated: 'Уже передана.' }
      const lines = await moveEach(deps.db, staff, chosenIds(req.body), words, application =>
        makeMove(
          deps,
          staff,
          { id: application.id, move: 'handOver', seen: application.submissions },
          handOver(deps, application, read.given, by).work,
        ),
      )
      // What was handed over cannot be opened from here any more.
      tell(
        req,
        res,
        'Передать в другой ТОГС',
        lines.map(({ id, ...line }) => (line.done || !id ? line : { id, ...line })),
      )
    },
  })
}

const tell = (req: Request, res: Response, title: string, lines: Outcome[]): void => {
  req.session.outcomes = { title, lines }
  res.redirect(303, paths.office.batch)
}

const outcomeRow = ({ done, number, text, id }: Outcome) => ({
  ...(id === undefined ? {} : { href: paths.office.application(id) }),
  cells: [
    { text: number === '' ? 'Недоступна' : `№ ${number}` },
    { tag: done ? { text: 'выполнено', tone: 'success' } : { text: 'не выполнено', tone: 'attention' } },
    { text },
  ],
})
