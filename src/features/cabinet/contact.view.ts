import { formatDate } from '../../http/dates'
import { BASES } from '../applications/contact.form'
import type { ContactRow } from './cabinet.repository'

export type ContactCells = { cells: { text: string; note?: string }[] }

/** A line of the table of contacts: who, how to reach them, on what grounds they act, what they may do. */
export const contactView = (contact: ContactRow): ContactCells => ({
  cells: [
    {
      text: [contact.last_name, contact.first_name, contact.middle_name].filter(Boolean).join(' '),
      note: contact.position,
    },
    { text: contact.phone },
    { text: contact.email },
    basisOf(contact),
    { text: rightsOf(contact) },
  ],
})

const basisOf = ({
  basis,
  basis_number,
  basis_date,
  basis_valid_until,
}: ContactRow): { text: string; note?: string } => {
  if (basis === null) return { text: 'Не указано' }
  const parts = [
    basis_number && `№ ${basis_number}`,
    basis_date && `от ${formatDate(basis_date)}`,
    basis_valid_until && `до ${formatDate(basis_valid_until)}`,
  ]
  return { text: BASES[basis], note: parts.filter(Boolean).join(' ') }
}

const rightsOf = ({ may_fill, may_send, may_view }: ContactRow): string => {
  const rights = [may_fill && 'заполнение', may_send && 'подписание и отправка', may_view && 'просмотр'].filter(Boolean)
  return rights.length === 0 ? 'Нет' : rights.join(', ')
}
