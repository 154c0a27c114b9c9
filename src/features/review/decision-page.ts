import type { Request, RequestHandler, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Letter } from '../../mail/letter'
import type { RawValues } from '../../validation/form'
import { sentText } from '../../validation/sent-text'
import type { SentApplication } from '../applications/application'
import type { MoveName } from '../applications/application.status'
import type { Reference } from '../reference/reference'
import { answerMove } from './answer'
import { type HandedIn, loadHandedIn } from './handed-in'
import { letterView } from './letter.view'
import { makeMove, type Work } from './move'
import { ownApplication } from './own-application'
import type { OfficeStaff } from './queue.lists'
import { seenSubmission } from './seen'
import { standingOf } from './standing'

/** Everything that the page of a decision is about, read once. */
export type Subject = { staff: OfficeStaff; application: SentApplication; handedIn: HandedIn; reference: Reference }

/** What was decided, ready to be done inside the transaction, and the letter that tells of it. */
export type Decided = { work: Work; letter: Letter }

type Decision = Decided | { form: FormView }

export type DecisionPage = {
  path: string
  /** What must hold before the application is read. */
  before?: RequestHandler[]
  view: string
  move: MoveName
  read: (body: unknown) => RawValues
  /** What the page shows besides the form. */
  context: (subject: Subject) => object | Promise<object>
  /** What was decided; or the form as it must be corrected. */
  decide: (req: Request, subject: Subject, raw: RawValues) => Decision | Promise<Decision>
  /** What is said when it is done, and when it was done before. */
  words: (application: SentApplication) => { done: string; repeated: string }
  /** The letter, where it does not depend on what is typed: the page shows it from the start. */
  letter?: (subject: Subject) => Letter | undefined
  /** What the page types for the person when they press a button that decides nothing yet. */
  assist?: (subject: Subject, raw: RawValues) => Promise<RawValues>
}

/** What was pressed: the decision itself, the decision and on to the next application, the letter, help with typing. */
type Pressed = '' | 'next' | 'preview' | 'assist'

const pressed = (body: unknown): Pressed => {
  const go = sentText(body, 'go')
  return go === 'next' || go === 'preview' || go === 'assist' ? go : ''
}

/** The page of a decision (return, reject, approve, hand over): shown and obeyed only for who may decide. */
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
  const draw = async (
    res: Response,
    subject: Subject,
    form: FormView,
    seen: number,
    letter?: Letter,
  ): Promise<void> => {
    const shown = letter ?? page.letter?.(subject)
    res.page(page.view, {
      ...(await page.context(subject)),
      form,
      seen,
      letter: shown && letterView(shown),
      number: subject.application.number,
      back: paths.office.application(subject.application.id),
    })
  }

  formPage(router, {
    path: page.path,
    ...(page.before === undefined ? {} : { before: page.before }),
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
      const go = pressed(req.body)
      const next = go === 'next' ? `${paths.office.next}?after=${application.id}` : paths.office.applications
      const words = { ...page.words(application), next }
      const standing = await standingOf(deps.db, page.move, application, staff, seen)
      if (standing.kind !== 'allowed') return answerMove(req, res, application, standing, words)
      if (go === 'assist' && page.assist) return draw(res, subject, new FormView(await page.assist(subject, raw)), seen)
      const decided = await page.decide(req, subject, raw)
      if ('form' in decided) return draw(res.status(422), subject, decided.form, seen)
      if (go === 'preview') return draw(res, subject, new FormView(raw), seen, decided.letter)
      const moved = await makeMove(deps, staff, { id: application.id, move: page.move, seen }, decided.work)
      return answerMove(req, res, application, moved, words)
    },
  })
}
