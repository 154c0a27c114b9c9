import type { Request, Response, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { type Respondent, respondentOf } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { findOwner } from '../accounts/owners.repository'
import { sectionItems, sectionName } from '../faq/sections'
import { findOrganisation } from '../organisations/organisations.repository'
import { askQuestion } from './ask'
import { formKey } from './form-key'
import { type Question, STATUS_TAGS } from './question'
import { respondentForm } from './question.form'
import { findQuestion, type NewQuestion, questionsOf } from './support.repository'
import { createSupportLimits, tooOften } from './support-limits'
import { threadPage } from './thread-page'

const PAGE_SIZE = 50

/** «Вопросы» of the cabinet: everybody who acts for the organisation sees what was asked for it. */
export const cabinetRoutes = (router: Router, deps: Deps): void => {
  const { db, config } = deps
  const limits = createSupportLimits(db)

  router.get(paths.cabinet.support, async (req, res) => {
    const { organisationId } = respondentOf(req)
    const page = await keysetPage<Question>(questionsOf(db, organisationId), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    res.page('support/own', {
      rows: page.rows.map(({ id, subject, section, status, createdAt }) => ({
        href: paths.cabinet.supportQuestion(id),
        cells: [
          { text: subject, note: `№ ${id}` },
          { text: sectionName(section) },
          { tag: STATUS_TAGS[status] },
          { text: formatDateTime(createdAt) },
        ],
      })),
      pages: neighbours(page, cursor => `${paths.cabinet.support}?cursor=${cursor}`),
    })
  })

  /** Who asks, where the answer goes, and which office gives it. */
  const askerOf = async (respondent: Respondent): Promise<Omit<NewQuestion, 'section' | 'subject'>> => {
    const { organisationId, user } = respondent
    const organisation = await findOrganisation(db, organisationId)
    const owner = await findOwner(db, user, { demoMode: config.demo })
    if (organisation === undefined || owner === undefined) throw notFound()
    const { officeId } = organisation
    return { officeId, organisationId, askerName: nameOf(respondent), email: owner.email ?? null }
  }

  const showAsk = (req: Request, res: Response, form: FormView): void => {
    respondentOf(req)
    res.page('support/ask', { form, key: formKey(form.values.key), sections: sectionItems('Выберите раздел') })
  }

  formPage(router, {
    path: paths.cabinet.supportAsk,
    admit: req => respondentOf(req),
    read: respondentForm.read,
    show: showAsk,
    submit: async (req, res, raw) => {
      const respondent = respondentOf(req)
      const { value, errors } = respondentForm.parse(raw)
      if (value === undefined) return showAsk(req, res.status(422), new FormView(raw, errors))
      const seconds = await limits.ask({ organisationId: respondent.organisationId })
      if (seconds > 0) {
        res.status(429).set('Retry-After', String(seconds))
        return showAsk(req, res, new FormView(raw, [tooOften(seconds)]))
      }
      const { section, subject, text } = value
      const asked = { ...(await askerOf(respondent)), section: Number(section), subject }
      const id = await askQuestion(deps, asked, { text, key: formKey(value.key) }, actorOf(req))
      req.session.flash = `Вопрос № ${id} отправлен. Ответ появится на этой странице${asked.email === null ? '' : ' и придёт письмом'}.`
      return res.redirect(303, paths.cabinet.supportQuestion(id))
    },
  })

  const ownQuestion = async (req: Request): Promise<Question> => {
    const { organisationId } = respondentOf(req)
    const question = await findQuestion(db, recordNumber(req.params.id))
    if (question === undefined || question.organisationId !== organisationId) throw notFound()
    return question
  }

  threadPage(router, deps, {
    path: paths.cabinet.supportQuestion(':id'),
    admit: req => respondentOf(req),
    find: ownQuestion,
    nameOf: req => nameOf(respondentOf(req)),
    askAgain: paths.cabinet.supportAsk,
    back: paths.cabinet.support,
  })
}

/** A person signs with their own name, whoever uses the organisation's password with its. */
const nameOf = ({ user, name }: Respondent): string => (user.kind === 'person' ? user.name : name)
