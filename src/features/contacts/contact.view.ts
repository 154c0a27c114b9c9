import { formatDate } from '../../http/dates'
import { emailShown } from '../../validation/rules/email'
import { BASES } from '../applications/contact.form'
import type { ContactRecord, ContactState } from './contacts.repository'

export type ContactCells = { text: string; note?: string }[]

/** A line of the table of contacts: who, how to reach them, on what grounds they act, what they may do. */
export const contactCells = (contact: ContactRecord): ContactCells => [
  { text: fullName(contact), note: contact.position },
  { text: contact.phone },
  { text: emailShown(contact.email) },
  basisOf(contact),
  { text: rightsOf(contact) },
]

export const fullName = ({ lastName, firstName, middleName }: ContactRecord): string =>
  [lastName, firstName, middleName].filter(Boolean).join(' ')

/** The document that a person acts by. */
export const basisOf = ({
  basis,
  basisNumber,
  basisDate,
  basisValidUntil,
}: ContactRecord): { text: string; note?: string } => {
  if (basis === null) return { text: 'Не указано' }
  const parts = [
    basisNumber && `№ ${basisNumber}`,
    basisDate && `от ${formatDate(basisDate)}`,
    basisValidUntil && `до ${formatDate(basisValidUntil)}`,
  ]
  return { text: BASES[basis], note: parts.filter(Boolean).join(' ') }
}

/** «заполнение, просмотр». */
export const rightsOf = ({
  mayFill,
  maySend,
  mayView,
}: Pick<ContactRecord, 'mayFill' | 'maySend' | 'mayView'>): string => {
  const rights = [mayFill && 'заполнение', maySend && 'подписание и отправка', mayView && 'просмотр'].filter(Boolean)
  return rights.length === 0 ? 'Нет' : rights.join(', ')
}

type StateView = { text: string; tone: string; note?: string }

const STATES: Record<ContactState, StateView> = {
  invited: { text: 'Приглашён', tone: 'info', note: 'Ещё не принял приглашение' },
  active: { text: 'Действует', tone: 'success' },
  suspended: { text: 'Приостановлен', tone: 'attention' },
  removed: { text: 'Удалён', tone: 'neutral' },
}

/** Whether the person may act now, in words. A power that ran out stops by itself. */
export const stateOf = ({ state, ranOut }: ContactRecord): StateView =>
  state === 'active' && ranOut
    ? { text: 'Срок истёк', tone: 'danger', note: 'Укажите новую доверенность, чтобы полномочия снова действовали' }
    : STATES[state]
