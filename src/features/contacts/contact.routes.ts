import type { Request, Response, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { conflict, tooManyRequests } from '../../http/errors'
import { action, formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { emailShown } from '../../validation/rules/email'
import { type Contact, contactForm } from '../applications/contact.form'
import { findOrganisation } from '../organisations/organisations.repository'
import { CONTACT_MOVES, type ContactMove, moveContact, movesFrom } from './contact.status'
import { fullName, stateOf } from './contact.view'
import { contactChoices, contactOf, parseContact, typedContact } from './contact-page'
import { type ContactRecord, rowOf } from './contacts.repository'
import { createInvitationLimits } from './invitation-limits'
import { queueInvitation } from './invite'
import { TOO_MANY } from './list.routes'
import { tellPersons } from './tell-person'

/** One authorised person: what they may do, on what grounds, and whether they may at all. */
export const contactRoutes = (router: Router, deps: Deps): void => {
  const { db, clock, sender } = deps
  const limits = createInvitationLimits(db)

  const show = async (req: Request, res: Response, form: FormView, base?: string): Promise<void> => {
    const contact = await contactOf(deps, req)
    res.page('contacts/contact', {
      form: req.method === 'GET' ? new FormView(typedContact(contact)) : form,
      base: base ?? (req.method === 'GET' ? contact.updatedAt : String(req.body?.base ?? '')),
      id: contact.id,
      name: fullName(contact),
      email: emailShown(contact.email),
      state: stateOf(contact),
      may: Object.fromEntries(movesFrom(contact.state).map(move => [move, true])),
      isInvited: contact.state === 'invited',
      ...(await contactChoices(deps, contact.organisationId)),
    })
  }

  formPage(router, {
    path: paths.cabinet.contact(':id'),
    read: contactForm.read,
    show,
    submit: async (req, res, raw) => {
      const contact = await contactOf(deps, req)
      // The e-mail is the person's own: it is what they sign in with, elsewhere too.
      const typed = { ...raw, email: contact.email }
      const { value, findings } = await parseContact(deps, contact.organisationId, typed)
      if (value === undefined) return show(req, res.status(422), new FormView(typed, findings))
      const saved = await changeContact(deps, req, contact, value)
      if (!saved) return show(req, res.status(409), new FormView(typed, [], { notice: CONFLICT }), contact.updatedAt)
      req.session.flash = 'Контакт сохранён. Права действуют с этой минуты.'
      return res.redirect(303, paths.cabinet.contacts)
    },
  })

  const moves: [ContactMove, string][] = [
    ['suspend', paths.cabinet.contactSuspend(':id')],
    ['restore', paths.cabinet.contactRestore(':id')],
    ['remove', paths.cabinet.contactRemove(':id')],
  ]
  for (const [move, path] of moves)
    action(router, path, async (req, res) => {
      const contact = await contactOf(deps, req)
      const by = { actor: actorOf(req), now: clock() }
      await db.transaction(async trx => {
        if (await moveContact(trx, contact, move, by)) await tellPersons(deps, trx, [contact.id], move, by.now)
      })
      sender.wake()
      req.session.flash = CONTACT_MOVES[move].done
      res.redirect(303, paths.cabinet.contacts)
    })

  action(router, paths.cabinet.contactInvite(':id'), async (req, res) => {
    const contact = await contactOf(deps, req)
    if (contact.state !== 'invited') throw conflict('Приглашение уже принято: отправлять его ещё раз не нужно.')
    const seconds = await limits.take(contact.organisationId, contact.email)
    if (seconds > 0) throw tooManyRequests(`${TOO_MANY(seconds)}.`, seconds)
    await inviteAgain(deps, req, contact)
    req.session.flash = 'Приглашение отправлено ещё раз. Ссылка из прежнего письма больше не действует.'
    res.redirect(303, paths.cabinet.contacts)
  })
}

const CONFLICT =
  'Пока страница была открыта, контакт изменили в другой вкладке. Ваши значения пока не сохранены. Проверьте их и нажмите «Сохранить» ещё раз.'

/** False when somebody changed the contact since the page was drawn. */
const changeContact = (deps: Deps, req: Request, contact: ContactRecord, value: Contact): Promise<boolean> =>
  deps.db.transaction(async trx => {
    if (req.body?.base !== contact.updatedAt) return false
    const at = deps.clock().toISOString()
    const changed: number = await trx('contacts')
      .where({ id: contact.id, updated_at: contact.updatedAt })
      .whereNot({ state: 'removed' })
      .update({ ...rowOf(value), updated_at: at })
    if (changed === 0) return false
    const { mayFill, maySend, mayView, basis, basisValidUntil } = value
    await audit(trx, {
      event: 'contact.changed',
      actor: actorOf(req),
      subject: { kind: 'contact', id: contact.id },
      at,
      details: { mayFill, maySend, mayView, basis, basisValidUntil },
    })
    return true
  })

const inviteAgain = async (deps: Deps, req: Request, contact: ContactRecord): Promise<void> => {
  const { name, organisationId } = respondentOf(req, 'manage')
  const organisation = await findOrganisation(deps.db, organisationId)
  const inviting = { id: organisationId, okpo: organisation?.okpo ?? '', name }
  await deps.db.transaction(async trx => {
    const now = deps.clock()
    await queueInvitation(deps, trx, inviting, { ...contact, contactId: contact.id }, now)
    await audit(trx, {
      event: 'contact.invited_again',
      actor: actorOf(req),
      subject: { kind: 'contact', id: contact.id },
      at: now.toISOString(),
    })
  })
}
