import type { Subject } from './certificate/subject'
import { type Line, line } from './verdict/verdict'

/** Whose document it is. ИНН: 10 digits of a legal entity, 12 of an entrepreneur; ОГРН or ОГРНИП, if it is known. */
export type Organisation = { inn: string; ogrn: string | null }

const NOT_GIVEN = 'не указан'

/**
 * Compares the certificate's owner with the organisation. A difference is never a refusal: an employee signs with the
 * certificate of a natural person and proves the powers by a МЧД (63-ФЗ, статья 17.2), so a specialist has to look.
 * @param holder what a sentence calls the owner
 */
export const checkHolder = (subject: Subject, holder: string, organisation: Organisation): Line => {
  const legal = organisation.inn.length === 10
  // An entrepreneur has no ИНН but the person's own.
  const inn = legal ? subject.innle : subject.inn
  const ogrn = legal ? subject.ogrn : subject.ogrnip
  if (legal && inn === null && ogrn === null) return line('holder_person', { holder })
  if (inn !== null && inn !== organisation.inn) return line('holder_other', { inn, expected: organisation.inn })
  if (ogrn !== null && organisation.ogrn !== null && ogrn !== organisation.ogrn) {
    return line('holder_ogrn_differs', { ogrn, expected: organisation.ogrn })
  }
  // Without an ИНН only an equal ОГРН proves anything.
  if (inn === null && (ogrn === null || organisation.ogrn === null)) {
    return line('holder_other', { inn: NOT_GIVEN, expected: organisation.inn })
  }
  return line('holder_matches', { inn: organisation.inn })
}
