import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Instant } from '../../db/db'
import { isUniqueViolation } from '../../db/unique-violation'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { type Email, emailAscii } from '../../validation/rules/email'
import { queueAccountLetter } from './account-letters'
import { closeLinks, makeLink, useLink } from './one-time-links'
import { findOwner, findPersonOwner, type Owner, type OwnerKey } from './owners.repository'

/** The address has become the account of another person since the link was sent. */
export class EmailTaken extends Error {}

/**
 * Sends the link to the new address. Whether it is the account of another person is told to that person alone: whoever
 * asks gets the same answer. Organisations may share an address, people may not: they sign in with it.
 */
export const requestEmail = (deps: Deps, owner: Owner, email: Email, actor: Actor): Promise<void> =>
  deps.db.transaction(async trx => {
    const now = deps.clock()
    const { kind, id } = owner
    const recipient = email.ascii
    const taken = kind === 'person' && (await findPersonOwner(trx, recipient, { demoMode: true })) !== undefined
    const letter = { owner, recipient, data: { email: email.typed } }
    if (taken) {
      const key = `${kind}:${id}:${now.toISOString()}`
      await queueAccountLetter(deps, trx, { ...letter, kind: 'email-taken', key }, now)
    } else {
      const token = await makeLink(trx, { purpose: 'new_email', subject: { kind, id }, email: email.typed }, now)
      const key = createHash('sha256').update(token).digest('base64url')
      const path = paths.confirmEmail(token)
      await queueAccountLetter(deps, trx, { ...letter, kind: 'confirm-email', key, path }, now)
    }
    const event = `${kind}.email_change_requested` as const
    await audit(trx, { event, actor, subject: { kind, id }, at: now.toISOString() })
  })

/**
 * Writes down the address that the link confirms and tells the old one. Links to recover the password that went to the
 * old address end. False when the link does not work. Throws EmailTaken.
 */
export const changeEmail = async (deps: Deps, token: unknown, actor: Actor): Promise<boolean> => {
  try {
    return await deps.db.transaction(async trx => {
      const now = deps.clock()
      const at = now.toISOString()
      const link = await useLink(trx, token, ['new_email'], now)
      if (link?.email == null) return false
      const owner = await findOwner(trx, link.subject as OwnerKey, { demoMode: deps.config.demo })
      if (owner === undefined) return false
      const { kind, id } = owner
      await writeEmail(trx, owner, link.email, at)
      await closeLinks(trx, { kind, id }, ['recovery', 'first_password'])
      await audit(trx, { event: `${kind}.email_changed`, actor, subject: { kind, id }, at })
      if (owner.email !== undefined) {
        const key = `${kind}:${id}:${at}`
        await queueAccountLetter(deps, trx, { kind: 'email-changed', owner, recipient: owner.email, key }, now)
      }
      return true
    })
  } catch (error) {
    if (isUniqueViolation(error, 'persons_email_unique', 'persons.email')) throw new EmailTaken()
    throw error
  }
}

const writeEmail = async (trx: Knex.Transaction, owner: Owner, typed: string, at: Instant): Promise<void> => {
  if (owner.kind === 'person') {
    await trx('persons')
      .where({ id: owner.id })
      .update({ email: emailAscii(typed) })
    return
  }
  await trx('organisations').where({ id: owner.organisationId }).update({ email: typed, updated_at: at })
}
