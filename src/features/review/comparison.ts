import type { RawValues } from '../../validation/form'
import { COMPARED, type Compared, differs, registerValue } from '../applications/control/register-rules'
import { type Line, typedLines } from '../applications/typed-lines'
import type { Organisation } from '../organisations/organisations.repository'
import type { Reference } from '../reference/reference'
import type { HandedIn } from './handed-in'

/** One field of «Общая информация» beside the register's record. `theirs` is absent where the register says nothing. */
export type ComparedLine = {
  name: string
  field: string
  ours: string
  theirs?: string
  differs: boolean
  mark?: string
  /** What the certificate says; absent where certificates say nothing of the field. */
  certificate?: string
  certificateDiffers?: boolean
}

/** Every field that was handed in, in the order of its page, beside the same field of the register. */
export const compareWithRegister = (
  { submission, general, organisation }: Pick<HandedIn, 'submission' | 'general' | 'organisation'>,
  reference: Reference,
): ComparedLine[] => {
  const registered = new Map(
    (organisation ? registeredLines(organisation, reference) : []).map(line => [line.field, line.value]),
  )
  return typedLines(submission.form.general, reference).map(({ field, label, value }) => {
    const theirs = registered.get(field)
    const line = { name: field, field: label, ours: value }
    if (organisation === undefined || theirs === undefined) return { ...line, differs: false }
    if (value === '') return { ...line, theirs, differs: false, mark: 'в заявке не указано' }
    return { ...line, theirs, differs: differs(general.known, organisation, field as Compared, reference) }
  })
}

/** What the register says, in the same words as the application. */
const registeredLines = (organisation: Organisation, reference: Reference): Line[] => {
  const known: RawValues = {}
  for (const field of COMPARED) {
    const value = registerValue(organisation, field, reference)
    if (value !== undefined) known[field] = value
  }
  return typedLines(known, reference).filter(({ field }) => field in known)
}

export type RegisterStanding = 'found' | 'archived' | 'absent' | 'blocked'

/** What the register says of the ОКПО today; it may have changed since the application was begun. */
export const registerStanding = (organisation: Organisation | undefined): RegisterStanding => {
  if (organisation === undefined) return 'absent'
  if (organisation.archivedAt !== null) return 'archived'
  return organisation.blockedAt === null ? 'found' : 'blocked'
}

/** Said of an ОКПО that the register does not simply know. */
export const STANDING_MARKS: Record<RegisterStanding, string | undefined> = {
  found: undefined,
  archived: 'Организация с этим ОКПО находится в архиве регистра: одобрение вернёт её из архива',
  absent: 'Организации с этим ОКПО нет в регистре: одобрение создаст новую запись',
  blocked: 'Организация с этим ОКПО заблокирована: после одобрения она не сможет войти, пока блокировка не снята',
}
