import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { formPage } from '../../http/form-page'
import type { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { RawValues } from '../../validation/form'
import type { SentApplication } from '../applications/application'
import type { MoveName } from '../applications/application.status'
import type { Reference } from '../reference/reference'
import { answerMove } from './answer'
import { type HandedIn, loadHandedIn } from './handed-in'
import { makeMove, type Work } from './move'
import { ownApplication } from './own-application'
import type { OfficeStaff } from './queue.lists'
import { seenSubmission } from './seen'
import { standingOf } from './standing'

/** Everything that the page of a decision is about, read once. */
export type Subject = { staff: OfficeStaff; application: SentApplication; handedIn: HandedIn; reference: Reference }

export type DecisionPage = {
  path: string
  view: string
  move: MoveName
  read: (body: unknown) => RawValues
  /** What the page shows besides the form. */
  context: (subject: Subject) => object
  /** What was decided, ready to be done inside the transaction; or the form as it must be corrected. */
  decide: (req: Request, subject: Subject, raw: RawValues) => { work: Work } | { form: FormView }
  /** What is said when it is done, and when it was done before. */
  words: (application: SentApplication) => { done: string; repeated: string }
}

/** The page of a decision (return, reject, approve): shown and obeyed only for who has the application. */
export const decisionPage = (router: Router, deps: Deps, page: DecisionPage): void => {
  const load = async (req: Request): Promise<Subject> => {
    const { staff, application } = await ownApplication(deps.db, req)
    return {
      staff,
      application,
      handedIn: await loadHandedIn(deps.db, application),
      reference: await deps.reference.get(),
    }
  }

  /** The submission that was looked at stays the same over every redrawing of the page. */
  const draw = (res: Response, subject: Subject, form: FormView, seen: number): void =>
    res.page(page.view, {
      ...page.context(subject),
      form,
      seen,
      number: subject.application.number,
      back: paths.office.application(subject.application.id),
    })

  formPage(router, {
    path: page.path,
    read: page.read,
    show: async (req, res, form) => {
      const subject = await load(req)
      const seen = req.method === 'POST' ? seenSubmission(req.body) : subject.application.submissions
      const standing = await standingOf(deps.db, page.move, subject.application, subject.staff, seen)
      if (standing.kind === 'allowed') return draw(res, subject, form, seen)
      return answerMove(req, res, subject.application, standing, {
        ...page.words(subject.application),
        next: paths.office.applications,
      })
    },
    submit: async (req, res, raw) => {
      const subject = await load(req)
      const { application, staff } = subject
      const seen = seenSubmission(req.body)
      const words = { ...page.words(application), next: paths.office.applications }
      const standing = await standingOf(deps.db, page.move, application, staff, seen)
      if (standing.kind !== 'allowed') return answerMove(req, res, application, standing, words)
      const decided = page.decide(req, subject, raw)
      if ('form' in decided) return draw(res.status(422), subject, decided.form, seen)
      const moved = await makeMove(deps, staff, { id: application.id, move: page.move, seen }, decided.work)
      return answerMove(req, res, application, moved, words)
    },
  })
}
