import type { Request, Response } from 'express'
import { paths } from '../../http/paths'
import type { SentApplication } from '../applications/application'
import type { Moved } from './move'

type Words = { done: string; repeated: string; next: string }

/** What follows a move: on with it, the application's page for a second press, or a page that says who was faster. */
export const answerMove = (
  req: Request,
  res: Response,
  application: SentApplication,
  moved: Moved,
  words: Words,
): void => {
  if (moved.kind === 'refused') return showConflict(res, application, moved.sentence)
  req.session.flash = moved.kind === 'done' ? words.done : words.repeated
  res.redirect(303, moved.kind === 'done' ? words.next : paths.office.application(application.id))
}

/** The page of a move that cannot be made (409): what happened, and the way back. */
export const showConflict = (res: Response, { id, number }: SentApplication, sentence: string): void =>
  res.status(409).page('review/conflict', { sentence, number, applicationHref: paths.office.application(id) })
