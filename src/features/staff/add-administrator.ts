import type { Deps } from '../../deps'
import type { Finding } from '../../validation/finding'
import { addMember } from './save-member'
import { sendPasswordLink } from './send-password-link'
import { staffMemberForm } from './staff-member.form'
import { findAdministrator } from './staff-members.repository'

type Means = Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>

/** `sent_again`: the administrator was there already and got a new link. */
export type Outcome = { done: 'added' | 'sent_again' } | { errors: readonly Finding[] }

const ACTOR = { kind: 'system' } as const

/**
 * The administrator of the system whom nobody could add through the pages: the first one, or one who is left when the
 * others lost their way in. They get the same letter with a link as everybody; nobody else sees a password.
 */
export const addAdministrator = async (
  deps: Means,
  given: { login: string; fullName: string; email: string },
): Promise<Outcome> => {
  const { known, errors } = staffMemberForm.parse({ ...given, role: 'system_admin', office: '', active: 'yes' })
  const { login, fullName, email } = known
  if (login === undefined || fullName === undefined || email === undefined) return { errors }
  const entered = { login, fullName, email: email.ascii, role: 'system_admin', officeId: null, active: true } as const
  if ((await addMember(deps, entered, ACTOR)) === 'saved') return { done: 'added' }
  const member = await findAdministrator(deps.db, login)
  if (member?.email == null)
    return { errors: [{ field: 'login', severity: 'error', rule: 'staff.taken', message: TAKEN }] }
  const address = member.email
  await deps.db.transaction(trx =>
    sendPasswordLink(deps, trx, { ...member, email: address }, { actor: ACTOR, now: deps.clock() }),
  )
  return { done: 'sent_again' }
}

const TAKEN = 'Такой логин есть у сотрудника, который не администратор системы или не работает: введите другой'
