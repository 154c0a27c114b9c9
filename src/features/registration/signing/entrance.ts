import { paths } from '../../../http/paths'
import type { Finding } from '../../../validation/finding'
import { fingerprint } from '../../applications/application'
import type { Facts } from '../../applications/control/facts'

/** Whether organisations of this type are offered the page «Подписание заявки» (system description, section 3.5). */
export const isOfferedForSigning = ({ general, reference }: Facts): boolean =>
  reference.enterpriseTypes.some(type => type.code === general.known.enterpriseType && type.offeredForSigning)

/**
 * Names the warnings that the applicant confirmed on «Проверка и отправка». It travels in the address: where other
 * warnings have come up since, they have to be looked at again.
 */
export const confirmationOf = (findings: readonly Finding[]): string => {
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  return warnings.length === 0 ? '' : fingerprint(warnings.map(({ field, rule }) => [field, rule]))
}

/** The page «Подписание заявки» and its buttons, once these findings have been looked at. */
export const signingAddress = (path: string, findings: readonly Finding[]): string => {
  const confirmation = confirmationOf(findings)
  return confirmation === '' ? path : `${path}?confirmed=${confirmation}`
}

export const signingPage = (findings: readonly Finding[]): string =>
  signingAddress(paths.registration.signing, findings)
