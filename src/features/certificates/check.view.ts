import type { CertificateCheck } from '../../crypto/certificate-check'
import type { Code } from '../../crypto/verdict/codes'
import { checkForRespondent, checkForSpecialist, worstForRespondent } from '../../crypto/verdict/explain-certificate'
import { paths } from '../../http/paths'

/** What a check says, and the page of the help that explains it. */
export type CheckView = { text: string; help?: string }

/** Where «Сообщения о сертификатах и подписи» tells of a finding. */
const PLACES: Partial<Record<Code, string>> = {
  issuer_unknown: 'root',
  root_untrusted: 'root',
  list_absent: 'list',
  list_stale: 'list',
  list_unsupported: 'list',
  expired: 'expired',
  key_period_over: 'expired',
  not_yet_valid: 'early',
  revoked: 'revoked',
  key_usage_wrong: 'usage',
}

export const checkForOwner = (check: CertificateCheck): CheckView => {
  const place = PLACES[worstForRespondent(check)?.code as Code]
  const text = checkForRespondent(check)
  return place === undefined ? { text } : { text, help: `${paths.help.messages}#${place}` }
}

export const checkForStaff = (check: CertificateCheck): CheckView => {
  const text = checkForSpecialist(check)
  return check.value === 'valid' ? { text } : { text, help: paths.office.helpTopic('trust') }
}
