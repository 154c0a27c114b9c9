import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { seeOther } from '../../http/errors'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { checkNewPassword } from '../accounts/new-password'
import { hashPassword } from '../accounts/passwords'
import { type Application, type ApplicationForm, fingerprint, type Tab } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { findApplication, lockApplication, replaceForm } from '../applications/applications.repository'
import { generalForm } from '../applications/general.form'
import { followAddress } from './draft-cookie'

/** The row of a draft under lock; whoever comes after it was sent is shown where it is now. */
export const lockDraft = async (trx: Db, deps: Deps, id: number): Promise<Application> =>
  stillEditable(await lockApplication(trx, id), deps, id)

const stillEditable = (application: Application | undefined, { config }: Deps, id: number): Application => {
  if (application === undefined) throw seeOther(paths.registration.start)
  if (!isEditable(application.status)) throw seeOther(followAddress(config, id))
  return application
}

export type Saved = { kind: 'saved'; application: Application } | { kind: 'conflict'; stored: RawValues; base: string }

/**
 * Stores what was typed on «Общая информация», right or wrong. `base` tells which state the page was drawn from: when
 * another tab stored something else since, nothing is written and the stored values come back. `draft` is the
 * application as the request read it; if somebody was quicker it is read again.
 */
export const saveGeneral = async (
  deps: Deps,
  draft: Application,
  values: RawValues,
  base: string,
  passwordHash?: string,
): Promise<Saved> => {
  const stored = draft.form.general
  const state = fingerprint(stored)
  if (base !== state && fingerprint(values) !== state) return { kind: 'conflict', stored, base: state }
  const form: ApplicationForm = { ...draft.form, general: values, saved: withTab(draft, 'general') }
  if (await replaceForm(deps.db, draft, form, deps.clock().toISOString(), passwordHash))
    return {
      kind: 'saved',
      application: { ...draft, version: draft.version + 1, form, passwordHash: passwordHash ?? draft.passwordHash },
    }
  const current = stillEditable(await findApplication(deps.db, draft.id), deps, draft.id)
  return saveGeneral(deps, current, values, base, passwordHash)
}

export const withTab = ({ form }: Application, tab: Tab): Tab[] =>
  form.saved.includes(tab) ? form.saved : [...form.saved, tab]

/**
 * A new password as typed twice: its hash, or what is wrong with it. Both fields empty means «as it was».
 * It is hashed at once, stored nowhere else and never shown again.
 */
export const readPassword = async (
  typed: { password: string; passwordRepeat: string },
  owner: { okpo: string; email: string },
): Promise<{ hash?: string; findings: Finding[] }> => {
  if (typed.password === '' && typed.passwordRepeat === '') return { findings: [] }
  const { value, findings } = checkNewPassword(typed, owner)
  return value === undefined ? { findings } : { hash: await hashPassword(value), findings }
}

/** Both fields of «Общая информация» and the ones around them, out of a request body. */
export const readGeneral = (
  body: unknown,
): { values: RawValues; base: string; password: string; passwordRepeat: string; go: string } => {
  const sent = (body ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
  return {
    values: generalForm.read(body),
    base: text('base'),
    password: text('password'),
    passwordRepeat: text('passwordRepeat'),
    go: text('go'),
  }
}
