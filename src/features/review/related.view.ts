import { paths } from '../../http/paths'
import { OPEN, STATUS_NAMES } from '../applications/application.status'
import type { Reference } from '../reference/reference'
import type { Match, Related } from './related.repository'

type Cell = { text: string; note?: string }

export const RELATED_HEAD = ['Что', 'ОКПО', 'Наименование', 'ТОГС', 'Состояние', 'Совпадает'].map(text => ({ text }))

/** Related applications and organisations as lines of one table; only applications of the own office can be opened. */
export const relatedRows = (
  { applications, organisations }: Related,
  officeId: number,
  reference: Reference,
): { href?: string; cells: Cell[] }[] => {
  const office = (id: number): Cell => ({ text: reference.office(id)?.shortName ?? '' })
  return [
    ...applications.map(row => ({
      ...(row.officeId === officeId ? { href: paths.office.application(row.id) } : {}),
      cells: [
        { text: `Заявка № ${row.number}` },
        { text: row.okpo },
        { text: row.shortName },
        office(row.officeId),
        { text: STATUS_NAMES[row.status], ...(OPEN.includes(row.status) ? { note: 'ещё не рассмотрена' } : {}) },
        { text: matchText(row) },
      ],
    })),
    ...organisations.map(row => ({
      cells: [
        { text: 'Организация' },
        { text: row.okpo },
        { text: row.shortName },
        office(row.officeId),
        { text: organisationState(row) },
        { text: matchText(row) },
      ],
    })),
  ]
}

const organisationState = ({ archivedAt, accountId }: Related['organisations'][number]): string => {
  if (archivedAt !== null) return 'В архиве'
  return accountId === null ? 'В регистре, без учётной записи' : 'Зарегистрирована'
}

const matchText = ({ sameInn, sameCertificate, sameEmail }: Match): string =>
  [sameInn ? 'ИНН' : '', sameCertificate ? 'сертификат' : '', sameEmail ? 'электронная почта' : '']
    .filter(Boolean)
    .join(', ')
