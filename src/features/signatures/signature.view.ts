import { sameBytes } from '../../crypto/asn1/values'
import { explainToSpecialist, verdictWord } from '../../crypto/verdict/explain'
import type { LineValue, Verdict } from '../../crypto/verdict/parts'
import type { Db } from '../../db/db'
import { formatDateTime } from '../../http/dates'
import { certificateView } from '../certificates/certificate.view'
import type { SignerResult } from './check-result'
import { registeredCertificates } from './registered-certificates'
import { listChecks, type Signature, type Subject } from './signatures.repository'
import { readSigners } from './signers'

const TONES: Record<LineValue, string> = {
  valid: 'success',
  invalid: 'danger',
  unknown: 'attention',
  warning: 'attention',
}

const ADDED: Partial<Record<Subject['kind'], string>> = { application: 'добавлен к заявке' }

const verdictTag = (verdict: Verdict) => ({ text: verdictWord(verdict), tone: TONES[verdict] })

/** Addresses of the page that shows a signature: the signed bytes, the file, «Проверить ещё раз». */
export type SignatureLinks = { documentHref: string; fileHref: string; recheckAction: string }

/**
 * «Электронная подпись» on the page of whatever was signed (`signatures/signature.njk`): everything that the last check
 * found, and what came before.
 */
export const signatureSection = async (db: Db, signature: Signature, links: SignatureLinks, timeZone: string) => {
  const { result, verdict, signer, receivedAt } = signature
  const several = result.signers.length > 1
  const signers = readSigners(result.signers)
  const registered = await registeredCertificates(db, signature.subject)
  return {
    verdict: verdictTag(verdict),
    signer: signer ?? 'в подписи не назван',
    receivedAt: formatDateTime(receivedAt, timeZone),
    kind: result.detached === null ? '' : result.detached ? 'отсоединённая' : 'присоединённая, вместе с документом',
    // An applicant's tick adds it at sending: so it is not among the certificates that the signed XML names.
    added: signers.some(({ der }) => registered.some(known => sameBytes(known, der)))
      ? (ADDED[signature.subject.kind] ?? 'добавлен в личном кабинете')
      : '',
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
    ...links,
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
