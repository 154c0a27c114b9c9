import type { Day } from '../../../db/db'
import { dayIn } from '../../../http/dates'
import type { Finding } from '../../../validation/finding'
import type { Contact } from '../contact.form'
import { contactField, error, type Rule } from './facts'

/** The days on the two edges of the country: the same moment is nine hours later in Kamchatka than in Kaliningrad. */
export type Today = { first: Day; last: Day }

export const todayIn = (now: Date): Today => ({
  first: dayIn(now, 'Europe/Kaliningrad'),
  last: dayIn(now, 'Asia/Kamchatka'),
})

/** What is wrong inside each contact, under the name of its own page's field. */
export const contactsAreComplete: Rule = ({ contacts }) =>
  contacts.flatMap(({ key, parsed }) =>
    parsed.errors.map(finding => ({ ...finding, field: contactField(key, finding.field) })),
  )

export const contactsAgree: Rule = ({ contacts, now, certificates }) =>
  contacts.flatMap(({ key, parsed: { known } }) =>
    contactFindings(known, todayIn(now), new Set(certificates.map(({ id }) => id))).map(finding => ({
      ...finding,
      field: contactField(key, finding.field),
    })),
  )

/** Rules across the fields of one contact. A date is wrong only when it is wrong everywhere in the country. */
export const contactFindings = (
  known: Partial<Contact>,
  today: Today,
  certificates: ReadonlySet<number>,
): Finding[] => [
  ...(known.basis && known.basisNumber === null
    ? [error('basisNumber', { rule: 'basisNumber.required', message: 'Введите номер доверенности' })]
    : []),
  ...(known.basis && known.basisDate === null
    ? [error('basisDate', { rule: 'basisDate.required', message: 'Введите дату доверенности' })]
    : []),
  ...(known.basisDate && known.basisDate > today.last
    ? [error('basisDate', { rule: 'basisDate.future', message: 'Дата доверенности ещё не наступила: проверьте её' })]
    : []),
  ...(known.basisValidUntil && known.basisValidUntil < today.first
    ? [
        error('basisValidUntil', {
          rule: 'basisValidUntil.past',
          message: 'Срок действия доверенности закончился: укажите действующую доверенность',
        }),
      ]
    : []),
  ...(known.basisDate && known.basisValidUntil && known.basisValidUntil < known.basisDate
    ? [
        error('basisValidUntil', {
          rule: 'basisValidUntil.order',
          message: 'Доверенность заканчивается раньше, чем выдана: проверьте обе даты',
        }),
      ]
    : []),
  ...(known.certificate && !certificates.has(known.certificate)
    ? [error('certificate', { rule: 'certificate.gone', message: 'Этот сертификат удалён из заявки: выберите другой' })]
    : []),
  ...(known.mayFill === false && known.maySend === false && known.mayView === false
    ? [
        error('mayFill', {
          rule: 'rights.required',
          message: 'Отметьте хотя бы одно право: заполнение, подписание и отправка или просмотр',
        }),
      ]
    : []),
]

/** The e-mail becomes the account: two contacts cannot share one. */
export const contactsDoNotShareEmail: Rule = ({ contacts }) => {
  const seen = new Set<string>()
  return contacts.flatMap(({ key, parsed: { known } }) => {
    const address = known.email?.ascii
    if (address === undefined || !seen.has(address)) {
      if (address !== undefined) seen.add(address)
      return []
    }
    return [
      error(contactField(key, 'email'), {
        rule: 'email.repeated',
        message: 'Этот адрес уже указан у другого контакта: введите другой, он станет учётной записью',
      }),
    ]
  })
}
