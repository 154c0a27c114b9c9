import { explainToRespondent } from '../../../crypto/verdict/explain'
import { formatDateTime } from '../../../http/dates'
import { paths } from '../../../http/paths'
import { certificateView } from '../../certificates/certificate.view'
import { MAX_CERTIFICATES } from '../../certificates/certificates.repository'
import { allLines } from '../../signatures/check-result'
import type { Signature } from '../../signatures/signatures.repository'
import { readSigners } from '../../signatures/signers'
import type { SigningDocument } from './document'
import { signingAddress, signingPage } from './entrance'

/** The page «Подписание заявки»: what to sign, and the signature that waits, if it still fits. */
export const signingView = ({ findings, bytes, sha256, fileName, facts }: SigningDocument, pending?: Signature) => {
  const fits = pending?.documentSha256 === sha256
  return {
    document: {
      href: paths.registration.signingDocument,
      name: fileName,
      size: `${Math.max(1, Math.ceil(bytes.length / 1024))} КБ`,
      sha256,
    },
    uploadAction: signingPage(findings),
    sendAction: signingAddress(paths.registration.signingSend, findings),
    voided: pending !== undefined && !fits,
    signature: pending !== undefined && fits ? signatureView(pending, facts.certificates) : undefined,
  }
}

const signatureView = (
  { verdict, result, receivedAt }: Signature,
  loaded: SigningDocument['facts']['certificates'],
) => {
  const lines = allLines(result)
  const signers = readSigners(result.signers)
  const known = new Set(loaded.map(({ details }) => details.sha256))
  return {
    isValid: verdict === 'valid',
    sentence: explainToRespondent(verdict, lines),
    receivedAt: formatDateTime(receivedAt),
    // A difference is for the specialist to judge; the respondent should know that the question will come up.
    isOfOther: lines.some(({ part, value }) => part === 'holder' && value === 'warning'),
    certificates: signers.map(({ details }, index) => ({
      ...certificateView(index + 1, details),
      field: `signer-${index + 1}`,
    })),
    ...adding(signers.filter(({ details }) => !known.has(details.sha256)).length, loaded.length),
  }
}

/** The tick that adds the signers' certificates, or the sentence why there is none. */
const adding = (count: number, loaded: number): { tick: string | undefined; noRoom: string | undefined } => {
  if (count === 0) return { tick: undefined, noRoom: undefined }
  if (loaded + count > MAX_CERTIFICATES) {
    const whose = count === 1 ? 'сертификат подписавшего' : 'сертификаты подписавших'
    const noRoom = `К заявке можно приложить не больше ${MAX_CERTIFICATES} сертификатов, поэтому ${whose} к ней не добавить. Отправить заявку с подписью это не мешает`
    return { tick: undefined, noRoom }
  }
  const tick = count === 1 ? 'Добавить сертификат подписавшего к заявке' : 'Добавить сертификаты подписавших к заявке'
  return { tick, noRoom: undefined }
}
