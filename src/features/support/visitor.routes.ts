import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound, seeOther } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { latestAnswers } from '../faq/faq.repository'
import { sectionItems } from '../faq/sections'
import type { Reference } from '../reference/reference'
import { askQuestion } from './ask'
import { formKey } from './form-key'
import type { Question } from './question'
import { visitorForm } from './question.form'
import { addressFor, openAddress } from './question-address'
import { findQuestion } from './support.repository'
import { createSupportLimits, tooOften } from './support-limits'
import { threadPage } from './thread-page'

const LATEST = 5

/** «Форум техподдержки» for visitors: ask, and follow the question by its link. */
export const visitorRoutes = (router: Router, deps: Deps): void => {
  const { db, config, reference } = deps
  const limits = createSupportLimits(db)

  const showAsk = async (_req: Request, res: Response, form: FormView): Promise<void> => {
    const { officeOptions } = await reference.get()
    const latest = await latestAnswers(db, LATEST)
    res.page('support/ask', {
      form,
      key: formKey(form.values.key),
      sections: sectionItems('Выберите раздел'),
      officeOptions,
      isVisitor: true,
      latest: latest.map(({ id, question }) => ({ text: question, href: paths.help.faqEntry(id) })),
    })
  }

  formPage(router, {
    path: paths.support.ask,
    // Whoever is signed in need not say who they are.
    admit: ({ identity }) => {
      if (identity?.kind === 'respondent') throw seeOther(paths.cabinet.supportAsk)
      if (identity?.kind === 'staff') throw seeOther(paths.office.support)
    },
    read: visitorForm.read,
    show: showAsk,
    submit: async (req, res, raw) => {
      const { value, known, errors } = visitorForm.parse(raw)
      const officeErrors = checkOffice(known.office, await reference.get())
      if (value === undefined || officeErrors.length > 0)
        return showAsk(req, res.status(422), new FormView(raw, [...errors, ...officeErrors]))
      const email = value.email.ascii
      const seconds = await limits.ask({ address: req.ip, email })
      if (seconds > 0) {
        res.status(429).set('Retry-After', String(seconds))
        return showAsk(req, res, new FormView(raw, [tooOften(seconds)]))
      }
      const { name, office, section, subject, text } = value
      const asked = {
        officeId: office,
        organisationId: null,
        askerName: name,
        email,
        section: Number(section),
        subject,
      }
      const id = await askQuestion(deps, asked, { text, key: formKey(value.key) }, actorOf(req))
      req.session.flash = `Вопрос № ${id} отправлен. Письмо со ссылкой на эту страницу отправлено на ${value.email.typed}.`
      return res.redirect(303, addressFor(config, { id, organisationId: null }))
    },
  })

  const followed = async (req: Request): Promise<Question> => {
    const id = openAddress(config, req.params.token)
    const question = id === undefined ? undefined : await findQuestion(db, id)
    if (question === undefined || question.organisationId !== null) throw notFound()
    return question
  }

  threadPage(router, deps, {
    path: paths.support.question(':token'),
    find: followed,
    nameOf: (_req, { askerName }) => askerName,
    askAgain: paths.support.ask,
  })
}

const checkOffice = (office: number | null | undefined, known: Reference): Finding[] => {
  if (office === undefined || office === null) return []
  const found = known.office(office)
  if (found !== undefined && found.closedAt === null) return []
  const message = 'Выберите ТОГС из списка или оставьте поле пустым'
  return [{ field: 'office', severity: 'error', rule: 'office.unknown', message }]
}
