import { sameBytes } from '../../crypto/asn1/values'
import { explainToSpecialist, verdictWord } from '../../crypto/verdict/explain'
import type { LineValue, Verdict } from '../../crypto/verdict/parts'
import type { Db } from '../../db/db'
import { formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import { certificateView } from '../certificates/certificate.view'
import { listCertificates } from '../certificates/certificates.repository'
import type { SignerResult } from './check-result'
import { findSent, listChecks } from './signatures.repository'
import { readSigners } from './signers'

const TONES: Record<LineValue, string> = {
  valid: 'success',
  invalid: 'danger',
  unknown: 'attention',
  warning: 'attention',
}

const verdictTag = (verdict: Verdict) => ({ text: verdictWord(verdict), tone: TONES[verdict] })

/**
 * «Электронная подпись» on the page of an application: everything that the last check found, and what came before.
 * Undefined when the submission was handed in unsigned.
 */
export const signatureSection = async (
  db: Db,
  { id, submissions }: { id: number; submissions: number },
  timeZone: string,
) => {
  const signature = await findSent(db, id, submissions)
  if (signature === undefined) return undefined
  const { result, verdict, signer, receivedAt } = signature
  const several = result.signers.length > 1
  const signers = readSigners(result)
  const loaded = await listCertificates(db, id)
  return {
    verdict: verdictTag(verdict),
    signer: signer ?? 'в подписи не назван',
    receivedAt: formatDateTime(receivedAt, timeZone),
    kind: result.detached === null ? '' : result.detached ? 'отсоединённая' : 'присоединённая, вместе с документом',
    // Added by the applicant's tick at sending, so not among the certificates that the signed XML names.
    added: signers.some(({ der }) => loaded.some(known => sameBytes(known.der, der))) ? 'добавлен к заявке' : '',
    sha256: signature.documentSha256,
    signers: result.signers.map((one, index) => signerView(one, several ? `Подписавший ${index + 1}` : '', timeZone)),
    certificates: signers.map(({ details }, index) => ({
      ...certificateView(index + 1, details),
      field: `signer-${index + 1}`,
      readOnly: true,
    })),
    checks: (await listChecks(db, signature.id)).map(({ checkedAt, verdict: found, staffName }, index) => ({
      what: verdictWord(found),
      time: { text: formatDateTime(checkedAt, timeZone), datetime: checkedAt },
      who: index === 0 ? 'система, при получении' : (staffName ?? 'система'),
      note: '',
    })),
    documentHref: paths.office.signedDocument(id),
    fileHref: paths.office.signatureFile(id),
    recheckAction: paths.office.signatureRecheck(id),
  }
}

export const PARTS_HEAD = [{ text: 'Что проверено' }, { text: 'Результат' }, { text: 'Подробности' }]

const signerView = ({ lines, signingTime, revocationLists }: SignerResult, title: string, timeZone: string) => ({
  title,
  signingTime: signingTime === null ? 'не указано' : `${formatDateTime(signingTime, timeZone)}, по часам подписавшего`,
  parts: explainToSpecialist(lines).map(part => ({
    cells: [{ text: part.title }, { tag: { text: part.word, tone: TONES[part.value] } }, { text: part.sentence }],
  })),
  lists: revocationLists.map(({ number, sha256 }) => `№ ${number ?? 'нет'}, SHA-256 ${sha256}`),
})
