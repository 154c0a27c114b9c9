import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import { inMinutes } from '../accounts/waiting'
import { contactForm } from '../applications/contact.form'
import { findOrganisation } from '../organisations/organisations.repository'
import { contactCells, stateOf } from './contact.view'
import { contactChoices, parseContact } from './contact-page'
import { listContacts } from './contacts.repository'
import { createInvitationLimits } from './invitation-limits'
import { inviteContact } from './invite'

/** «Контакты»: whom the organisation has named, and naming one more. */
export const listRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps
  const limits = createInvitationLimits(db)

  router.get(paths.cabinet.contacts, async (req, res) => {
    const { organisationId } = respondentOf(req, 'manage')
    const contacts = await listContacts(db, organisationId, clock())
    res.page('contacts/contacts', {
      contacts: contacts.map(contact => {
        const { text, note, tone } = stateOf(contact)
        const [name, ...cells] = contactCells(contact)
        return {
          href: paths.cabinet.contact(contact.id),
          cells: [name, ...cells, { tag: { text, tone }, note }],
        }
      }),
    })
  })

  const show = async (req: Request, res: Response, form: FormView): Promise<void> => {
    const { organisationId } = respondentOf(req, 'manage')
    res.page('contacts/contact', { form, isNew: true, ...(await contactChoices(deps, organisationId)) })
  }

  formPage(router, {
    path: paths.cabinet.contactNew,
    read: contactForm.read,
    show,
    submit: async (req, res, raw) => {
      const { organisationId } = respondentOf(req, 'manage')
      const refuse = (status: number, findings: Finding[]) => show(req, res.status(status), new FormView(raw, findings))
      const { value, findings } = await parseContact(deps, organisationId, raw)
      if (value === undefined) return refuse(422, findings)
      const seconds = await limits.take(organisationId, value.email.ascii)
      if (seconds > 0) return refuse(429, [said('too_many', TOO_MANY(seconds))])
      const organisation = await findOrganisation(db, organisationId)
      if (organisation === undefined) throw new Error('the organisation is gone')
      const inviting = { id: organisationId, okpo: organisation.okpo, name: organisation.shortName }
      const by = { actor: actorOf(req), now: clock() }
      const id = await db.transaction(trx => inviteContact(deps, trx, inviting, value, by))
      if (id === undefined) return refuse(422, [said('repeated', REPEATED)])
      req.session.flash = `Приглашение отправлено на ${value.email.typed}.`
      return res.redirect(303, paths.cabinet.contacts)
    },
  })
}

const said = (rule: string, message: string): Finding => ({
  field: 'email',
  severity: 'error',
  rule: `email.${rule}`,
  message,
})

const REPEATED = 'Человек с этим адресом уже указан в контактах: откройте его в списке и измените там'

export const TOO_MANY = (seconds: number): string =>
  `Слишком много приглашений. Следующее можно отправить ${inMinutes(seconds)}`
