import type { CertificateDetails } from '../../../crypto/certificate'
import { certificateSentence } from '../../../crypto/verdict/explain-certificate'
import { dayIn, formatDate } from '../../../http/dates'
import type { Finding } from '../../../validation/finding'
import { certificateField, error, type Facts, type LoadedCertificate, type Rule, warning } from './facts'

const DAY_MS = 86_400_000
/** How long before its end a certificate is worth a word. */
export const EXPIRY_NOTICE_DAYS = 30

type Said = { rule: string; message: string }

/** The day of a moment by Moscow time, as the page shows the validity of a certificate. */
const day = (moment: string): string => formatDate(dayIn(new Date(moment), 'Europe/Moscow'))

/** What forbids a certificate at the time of its upload or of sending; undefined when it is in force. */
export const validityProblem = (details: CertificateDetails, now: Date): Said | undefined => {
  if (new Date(details.validTo) < now)
    return {
      rule: 'certificate.expired',
      message: `Срок действия сертификата закончился ${day(details.validTo)}: загрузите действующий сертификат`,
    }
  if (new Date(details.validFrom) > now)
    return {
      rule: 'certificate.not_yet_valid',
      message: `Сертификат ещё не действует (начало ${day(details.validFrom)}): загрузите действующий сертификат`,
    }
  return undefined
}

export const certificatesAreInForce: Rule = ({ certificates, now }) =>
  certificates.flatMap(({ id, details }) => {
    const problem = validityProblem(details, now)
    return problem === undefined ? [] : [error(certificateField(id), problem)]
  })

/**
 * What the trust store says of a certificate. A revoked one is refused. One whose authority is not loaded here is no
 * fault of the respondent: the specialist looks at it, as at everything else that is doubtful.
 */
export const certificatesAreTrusted: Rule = ({ certificates, now }) =>
  certificates.flatMap(certificate => checkFinding(certificate, now) ?? [])

const checkFinding = ({ id, details, check }: LoadedCertificate, now: Date): Finding | undefined => {
  if (check === undefined) return undefined
  const field = certificateField(id)
  const revoked = check.lines.find(({ code }) => code === 'revoked')
  if (revoked !== undefined) return error(field, { rule: 'certificate.revoked', message: certificateSentence(revoked) })
  const isOutOfForce = validityProblem(details, now) !== undefined
  // The certificate's own dates and usage have rules of their own.
  const wrong = check.lines.find(
    ({ value, part }) => value === 'invalid' && part !== 'key_usage' && !(part === 'dates' && isOutOfForce),
  )
  if (wrong !== undefined) return warning(field, { rule: 'certificate.doubtful', message: certificateSentence(wrong) })
  const open = check.lines.find(({ value, part }) => value === 'unknown' && part === 'path')
  return open && warning(field, { rule: 'certificate.untrusted', message: certificateSentence(open) })
}

/** Warnings that come from the certificate alone. */
export const certificatesWillServe: Rule = ({ certificates, now }) =>
  certificates.flatMap(({ id, details }) =>
    certificateWarnings(details, now).map(said => warning(certificateField(id), said)),
  )

const certificateWarnings = (details: CertificateDetails, now: Date): Said[] => {
  const daysLeft = (new Date(details.validTo).getTime() - now.getTime()) / DAY_MS
  return [
    ...(daysLeft >= 0 && daysLeft < EXPIRY_NOTICE_DAYS
      ? [
          {
            rule: 'certificate.expires_soon',
            message: `Сертификат действует до ${day(details.validTo)}: подготовьте новый`,
          },
        ]
      : []),
    ...(details.digitalSignature
      ? []
      : [
          {
            rule: 'certificate.key_usage',
            message:
              'Ключ этого сертификата не предназначен для подписи документов: проверьте, тот ли сертификат загружен',
          },
        ]),
  ]
}

/** ИНН and ОГРН in the certificate belong to the organisation that applies. An employee's certificate has neither. */
export const certificatesFitOrganisation: Rule = facts =>
  facts.certificates.flatMap(({ id, details }) => mismatches(facts, id, details))

const mismatches = ({ general: { known } }: Facts, id: number, details: CertificateDetails): Finding[] => {
  const inn = details.innle ?? details.inn
  const ogrn = details.ogrn ?? details.ogrnip
  const field = certificateField(id)
  return [
    ...(inn && known.inn && details.organisation !== null && inn !== known.inn
      ? [
          warning(field, {
            rule: 'certificate.inn',
            message: `ИНН в сертификате (${inn}) отличается от ИНН организации (${known.inn}): проверьте, тот ли сертификат загружен`,
          }),
        ]
      : []),
    ...(ogrn && known.ogrn && ogrn !== known.ogrn
      ? [
          warning(field, {
            rule: 'certificate.ogrn',
            message: `ОГРН в сертификате (${ogrn}) отличается от ОГРН организации (${known.ogrn}): проверьте, тот ли сертификат загружен`,
          }),
        ]
      : []),
  ]
}

/** Without any certificate reports cannot be signed later: worth saying, no hindrance to registration. */
export const aCertificateIsLoaded: Rule = ({ certificates }) =>
  certificates.length > 0
    ? []
    : [
        warning('certificate', {
          rule: 'certificate.none',
          message: 'Сертификат не загружен: подписывать отчёты можно будет после того, как вы добавите его',
        }),
      ]
