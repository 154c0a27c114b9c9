import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import type { RawValues } from '../../validation/form'
import { isFull, type Outcome, writeMore } from './ask'
import { formKey } from './form-key'
import type { Question } from './question'
import { writeForm } from './question.form'
import { listMessages } from './support.repository'
import { createSupportLimits, tooOften } from './support-limits'
import { threadForAsker } from './thread.view'

type ThreadPage = {
  path: string
  admit?: (req: Request) => unknown
  /** The question, for whoever may read it; 404 for everybody else. */
  find(req: Request): Promise<Question>
  /** Under which name the next message goes. */
  nameOf(req: Request, question: Question): string
  /** Where a new question is asked. */
  askAgain: string
  back?: string
}

/** The page of a question for whoever asked it: the thread, and room for more. */
export const threadPage = (router: Router, deps: Deps, page: ThreadPage): void => {
  const { db, reference } = deps
  const limits = createSupportLimits(db)

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const question = await page.find(req)
    const messages = await listMessages(db, question.id)
    res.locals.private = true
    res.page('support/question', {
      ...threadForAsker(question, messages, await reference.get()),
      isFull: isFull(messages),
      askAgain: page.askAgain,
      back: page.back,
      form,
      key: formKey(form.values.key),
    })
  }

  formPage(router, {
    path: page.path,
    ...(page.admit === undefined ? {} : { admit: page.admit }),
    read: writeForm.read,
    show,
    submit: async (req, res, raw) => {
      const question = await page.find(req)
      const { value, errors } = writeForm.parse(raw)
      if (value === undefined) return show(req, res.status(422), new FormView(raw, errors))
      const seconds = await limits.write(question.id)
      if (seconds > 0) {
        res.status(429).set('Retry-After', String(seconds))
        return show(req, res, new FormView(raw, [tooOften(seconds)]))
      }
      const asker = { id: question.id, askerName: page.nameOf(req, question) }
      const outcome = await writeMore(deps, asker, { text: value.text, key: formKey(value.key) }, actorOf(req))
      if (outcome !== 'done') return show(req, res.status(409), refused(outcome, raw))
      req.session.flash = 'Сообщение отправлено.'
      return res.redirect(303, req.originalUrl)
    },
  })
}

const REFUSALS: Record<Exclude<Outcome, 'done'>, string> = {
  closed:
    'Пока вы писали, вопрос закрыли, поэтому сообщение не отправлено. Ваш текст ниже: скопируйте его и задайте новый вопрос.',
  full: 'В этой переписке уже слишком много сообщений, поэтому новое не отправлено. Ваш текст ниже: скопируйте его и задайте новый вопрос.',
}

const refused = (outcome: Exclude<Outcome, 'done'>, raw: RawValues): FormView =>
  new FormView(raw, [], { notice: REFUSALS[outcome] })
