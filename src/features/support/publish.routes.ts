import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { conflict } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { field } from '../../validation/fields'
import type { Finding } from '../../validation/finding'
import { defineForm, type RawValues } from '../../validation/form'
import { REFUSALS } from '../faq/editing.routes'
import { entryFields } from '../faq/entry.form'
import { entryChoices } from '../faq/entry.view'
import { entryOfQuestion } from '../faq/faq.repository'
import { personalTraces } from '../faq/personal-traces'
import { saveEntry } from '../faq/save-entry'
import { findOrganisation } from '../organisations/organisations.repository'
import { officeQuestion } from './office-question'
import type { Question } from './question'
import { listMessages } from './support.repository'

const publishForm = defineForm({
  ...entryFields,
  impersonal: field((typed, fail) =>
    typed === 'yes'
      ? true
      : fail('faq.personal', 'Прочитайте вопрос и ответ и отметьте, что персональных данных в них нет'),
  ),
})

const POSITION = '500'

/**
 * «Опубликовать в вопросах и ответах»: staff rewrite the question and the answer so that they help everybody and tell
 * nothing of whoever asked. An administrator publishes; what a specialist offers is a draft for one.
 */
export const publishRoutes = (router: Router, deps: Deps): void => {
  const { db } = deps

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { question, staff } = await officeQuestion(db, req)
    const messages = await listMessages(db, question.id)
    const answer = messages.findLast(({ author }) => author === 'staff')
    if (answer === undefined) throw conflict('Сначала ответьте на вопрос: публиковать пока нечего.')
    const entry = await entryOfQuestion(db, question.id)
    const isFirst = req.method === 'GET' && Object.keys(form.values).length === 0
    const values = {
      section: String(question.section),
      position: POSITION,
      question: question.subject,
      answer: answer.text,
    }
    res.page('support/publish', {
      ...entryChoices(),
      number: question.id,
      asked: messages[0]?.text,
      form: isFirst ? new FormView(values) : form,
      mayPublish: staff.role !== 'specialist',
      back: paths.office.supportQuestion(question.id),
      there: entry && {
        isPublished: entry.publishedAt !== null,
        href: staff.role === 'specialist' ? undefined : paths.office.faqEntry(entry.id),
      },
    })
  }

  const tracesIn = async (question: Question, raw: RawValues): Promise<Finding[]> => {
    const organisation =
      question.organisationId === null ? undefined : await findOrganisation(db, question.organisationId)
    const { okpo = null, inn = null, ogrn = null, shortName = null, fullName = null } = organisation ?? {}
    const { askerName, email } = question
    // An organisation's name is looked for as a whole: its words are words of the language.
    const name = askerName === shortName ? '' : askerName
    const known = { name, email, numbers: [okpo, inn, ogrn], names: [shortName, fullName] }
    return (['question', 'answer'] as const).flatMap(where => {
      const traces = personalTraces(raw[where] ?? '', known)
      const message = `Уберите из текста сведения о том, кто спросил: ${traces.join(', ')}`
      return traces.length === 0 ? [] : [{ field: where, severity: 'error' as const, rule: 'faq.traces', message }]
    })
  }

  formPage(router, {
    path: paths.office.supportPublish(':id'),
    admit: req => staffOf(req),
    read: publishForm.read,
    show,
    submit: async (req, res, raw) => {
      const { question, staff } = await officeQuestion(db, req)
      const { value, errors } = publishForm.parse(raw)
      const all = inOrder([...errors, ...(await tracesIn(question, raw))])
      if (value === undefined || all.length > 0) return show(req, res.status(422), new FormView(raw, all))
      const { impersonal: _, section, published, ...typed } = value
      const isPublished = published && staff.role !== 'specialist'
      const saved = await saveEntry(
        deps,
        { ...typed, section: Number(section), published: isPublished },
        { supportQuestionId: question.id },
        { staffId: staff.staffId, actor: actorOf(req) },
      )
      if (saved !== 'done') return show(req, res.status(409), new FormView(raw, [], { notice: WORDS[saved] }))
      req.session.flash = isPublished
        ? 'Ответ опубликован в вопросах и ответах.'
        : 'Ответ сохранён как черновик. Его опубликует администратор в разделе «Вопросы и ответы».'
      return res.redirect(303, paths.office.supportQuestion(question.id))
    },
  })
}

const WORDS = {
  full: REFUSALS.full,
  changed:
    'Ответ на этот вопрос уже есть в вопросах и ответах. Ваш текст ниже, он не сохранён: измените ответ, который уже есть.',
}

const inOrder = (findings: Finding[]): Finding[] => {
  const place = ({ field: name }: Finding) => publishForm.fields.indexOf(name)
  return findings.toSorted((one, other) => place(one) - place(other))
}
