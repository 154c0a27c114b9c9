import { readCertificate } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { email as emailRule } from '../../validation/rules/email'
import {
  addressesOfHolders,
  claimTelling,
  EXPIRY_STEPS,
  type ExpiringCertificate,
  type ExpiryStep,
  listExpiring,
} from './expiry.repository'

const DAY_MS = 86_400_000
const BATCH = 100

type Teller = Pick<Deps, 'db' | 'clock' | 'letters' | 'config' | 'sender'>

/**
 * Writes to organisations, and to the persons whose certificate it is, that a certificate ends in 30 days, and again in 7.
 * Each is told once a step, by however many processes: whoever sets the row's mark first writes, and the letter's key
 * tells it from any other. What is already within 7 days gets that letter only. Gives how many certificates were told of.
 */
export const tellExpiringCertificates = async (deps: Teller): Promise<number> => {
  let told = 0
  for (const step of EXPIRY_STEPS.toReversed()) told += await tellStep(deps, step)
  if (told > 0) deps.sender.wake()
  return told
}

const tellStep = async (deps: Teller, step: ExpiryStep): Promise<number> => {
  const now = deps.clock()
  const until = new Date(now.getTime() + step * DAY_MS).toISOString()
  const ask = { step, now: now.toISOString(), until, limit: BATCH }
  let told = 0
  for (let found = await listExpiring(deps.db, ask); found.length > 0; found = await listExpiring(deps.db, ask))
    for (const certificate of found) told += (await tell(deps, certificate, step)) ? 1 : 0
  return told
}

const tell = (deps: Teller, certificate: ExpiringCertificate, step: ExpiryStep): Promise<boolean> => {
  const { db, clock, letters, config } = deps
  const { organisationId, certificateId, email, validTo } = certificate
  const { owner, serialNumber } = readCertificate(certificate.der)
  const letter = renderLetter(letters, 'certificate-expires', {
    okpo: certificate.okpo,
    name: certificate.shortName,
    owner,
    serialNumber: serialNumber.toUpperCase(),
    day: formatDate(dayIn(new Date(validTo), 'Europe/Moscow')),
    link: `${config.baseUrl}${paths.cabinet.certificates}`,
  })
  return db.transaction(async trx => {
    if (!(await claimTelling(trx, certificate, step))) return false
    const addresses = [email, ...(await addressesOfHolders(trx, certificate))].filter(address => address !== null)
    // The register's e-mail may be anything; one that is no address has nobody to be told.
    const recipients = new Set(addresses.filter(address => emailRule.safeParse(address).success))
    const key = `certificate_expires:${organisationId}:${certificateId}:${step}`
    const at = clock().toISOString()
    for (const [index, recipient] of [...recipients].entries())
      await queueLetter(
        trx,
        {
          dedupeKey: `${key}:${index}`,
          kind: 'certificate_expires',
          recipient,
          subject: letter.subject,
          body: letter.text,
          organisationId,
        },
        at,
      )
    return true
  })
}
