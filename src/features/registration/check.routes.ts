import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { sentText } from '../../validation/sent-text'
import { isEditable } from '../applications/application.status'
import { contactName } from '../applications/contact.form'
import { controlApplication, controlGeneral, hasErrors, hasWarnings } from '../applications/control/control'
import { typedLines } from '../applications/typed-lines'
import { certificateView } from '../certificates/certificate.view'
import { rightsOf } from './contacts.routes'
import { draftOf, placeOfSent, rememberedApplication } from './draft-cookie'
import { loadFacts } from './load-facts'
import { protocolItems } from './protocol'
import { type Sent, sendApplication } from './send-application'
import { isOfferedForSigning, signingPage } from './signing/entrance'
import { explain } from './start.routes'
import { tabLinks } from './tabs'

/**
 * «Проверка и отправка»: everything on one page, the protocol of the control, and the button that hands it in, or leads
 * on to «Подписание заявки» for the types that sign.
 */
export const checkRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const draft = await draftOf(deps, req)
    const facts = await loadFacts(deps, draft)
    const findings = controlApplication(facts)
    res.page('registration/check', {
      form,
      okpo: draft.okpo,
      tabs: tabLinks(draft, 'check', { general: controlGeneral(facts), certificates: facts.certificates.length }),
      lines: typedLines(facts.general.raw, facts.reference),
      passwordSet: facts.passwordSet,
      certificates: facts.certificates.map(({ id, details }) => certificateView(id, details)),
      contacts: draft.form.contacts.map(({ key, values }) => ({
        key,
        name: contactName(values),
        values,
        rights: rightsOf(values),
      })),
      protocol: protocolItems(findings),
      mayBeSent: !hasErrors(findings),
      hasWarnings: hasWarnings(findings),
      mayBeSigned: draft.enteredBy === null && isOfferedForSigning(facts),
      byLetter: draft.enteredBy !== null,
    })
  }

  const refuse = async (req: Request, res: Response, sent: Exclude<Sent, { kind: 'sent' }>): Promise<void> => {
    if (sent.kind === 'taken') {
      const draft = await draftOf(deps, req)
      const { finding } = await explain(deps, draft.okpo, sent.outcome)
      return show(req, res.status(409), new FormView({}, [{ ...finding, field: 'send' }]))
    }
    if (sent.kind === 'changed') return show(req, res.status(409), new FormView({}, [CHANGED]))
    const asked: Finding[] = sent.needsConfirmation && !hasErrors(sent.findings) ? [CONFIRM] : [MEND]
    return show(req, res.status(422), new FormView({}, asked))
  }

  formPage(router, {
    path: paths.registration.check,
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const application = await rememberedApplication(deps, req)
      if (application === undefined) return res.redirect(303, paths.registration.start)
      const confirmed = sentText(req.body, 'confirmWarnings') === 'yes'
      if (isEditable(application.status)) {
        const facts = await loadFacts(deps, application)
        if (application.enteredBy === null && isOfferedForSigning(facts)) {
          const findings = controlApplication(facts)
          const needsConfirmation = hasWarnings(findings) && !confirmed
          if (hasErrors(findings) || needsConfirmation)
            return refuse(req, res, { kind: 'refused', findings, needsConfirmation })
          return res.redirect(303, signingPage(findings))
        }
      }
      const sent = await sendApplication(deps, application.id, confirmed, actorOf(req))
      if (sent.kind !== 'sent') return refuse(req, res, sent)
      return res.redirect(303, placeOfSent(deps.config, req, application))
    },
  })
}

const CONFIRM: Finding = {
  field: 'confirmWarnings',
  severity: 'error',
  rule: 'warnings.confirm',
  message: 'Проверьте предупреждения и отметьте «Всё равно отправить»',
}
const CHANGED: Finding = {
  field: 'send',
  severity: 'error',
  rule: 'application.changed',
  message: 'Заявку только что изменили в другой вкладке: проверьте её и отправьте ещё раз',
}
const MEND: Finding = {
  field: 'send',
  severity: 'error',
  rule: 'application.errors',
  message: 'В заявке есть ошибки: исправьте их по ссылкам и отправьте заявку ещё раз',
}
