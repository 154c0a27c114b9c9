import { paths } from '../../http/paths'
import type { Reference } from '../reference/reference'
import type { RegisterFilter, RegisterRow } from './register.list'

export const headOf = (isCentral: boolean) =>
  ['ОКПО', 'Наименование', 'Тип', 'ИНН', ...(isCentral ? ['ТОГС'] : []), 'Состояние', 'Вход'].map(text => ({ text }))

/** A line of the register. */
export const registerRow = (row: RegisterRow, reference: Reference, isCentral: boolean) => ({
  href: paths.office.organisation(row.id),
  cells: [
    { text: row.okpo },
    { text: row.shortName },
    { text: reference.enterpriseTypeName(row.enterpriseType) },
    { text: row.inn ?? '' },
    ...(isCentral ? [{ text: reference.office(row.officeId)?.shortName ?? '' }] : []),
    stateCell(row),
    { text: row.accountId === null ? 'нет' : 'есть' },
  ],
})

type Standing = Pick<RegisterRow, 'archivedAt' | 'blockedAt'>

/** In words; the colour only repeats them. */
export const standingTag = ({ archivedAt, blockedAt }: Standing): { text: string; tone: string } => {
  if (archivedAt !== null) return { text: 'в архиве', tone: 'neutral' }
  return blockedAt === null ? { text: 'действует', tone: 'success' } : { text: 'заблокирована', tone: 'danger' }
}

const stateCell = (row: Standing) => {
  const tag = standingTag(row)
  return tag.text === 'действует' ? { text: tag.text } : { tag }
}

/** The address of a page of the list: only what differs from the whole list. */
export const registerAddress = (filter: RegisterFilter, own: number | null, cursor?: string): string => {
  const query = new URLSearchParams()
  if (filter.q !== '') query.set('q', filter.q)
  if (filter.state !== 'all') query.set('state', filter.state)
  if (filter.account !== 'any') query.set('account', filter.account)
  if (filter.type !== '') query.set('type', filter.type)
  if (own === null && filter.officeId !== undefined) query.set('office', String(filter.officeId))
  if (cursor !== undefined) query.set('cursor', cursor)
  return query.size === 0 ? paths.office.register : `${paths.office.register}?${query.toString()}`
}
