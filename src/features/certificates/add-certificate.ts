import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { lockOrganisation, type Organisation } from '../organisations/organisations.repository'
import { MAX_CERTIFICATES } from './certificates.repository'
import {
  addOwnCertificate,
  findOwnCertificate,
  listOwnCertificates,
  retireOwnCertificate,
} from './organisation-certificates.repository'
import { controlOwnCertificates, examine } from './own-certificates'
import { type CertificateProblem, REPEATED, type ReadCertificate } from './read-upload'

type Order = {
  organisation: Organisation
  read: Extract<ReadCertificate, { ok: true }>
  actor: Actor
  /** The certificate that goes out of use as this one comes. */
  replaced?: number
}

/**
 * Gives an organisation a certificate, in the place of another one if asked to. Undefined when it is done, otherwise what
 * is wrong with it. Throws 404 when the replaced one is not in use.
 */
export const addCertificateTo = async (
  deps: Deps,
  { organisation, read, actor, replaced }: Order,
): Promise<CertificateProblem | undefined> => {
  const wrong = await whatIsWrong(deps, organisation, read.der)
  if (wrong !== undefined) return wrong
  return deps.db.transaction(async trx => {
    const { id } = organisation
    await lockOrganisation(trx, id)
    const at = deps.clock().toISOString()
    const subject = { kind: 'organisation', id } as const
    if (replaced !== undefined && (await findOwnCertificate(trx, id, replaced)) === undefined) throw notFound()
    if (replaced === undefined && (await listOwnCertificates(trx, id)).length >= MAX_CERTIFICATES) return TOO_MANY
    if (!(await addOwnCertificate(trx, id, read, at))) return REPEATED
    const details = { thumbprint: read.details.sha256 }
    await audit(trx, { event: 'organisation.certificate_added', actor, subject, at, details })
    if (replaced === undefined) return undefined
    await retireOwnCertificate(trx, id, replaced, at)
    const replacing = { certificate: replaced, by: read.details.sha256 }
    await audit(trx, { event: 'organisation.certificate_retired', actor, subject, at, details: replacing })
    return undefined
  })
}

/** What the full check forbids: a revoked certificate would never sign anything here. */
const whatIsWrong = async (
  deps: Deps,
  organisation: Organisation,
  der: Uint8Array,
): Promise<CertificateProblem | undefined> => {
  const findings = await controlOwnCertificates(deps, organisation, [await examine(deps, { id: 0, der })])
  return findings.find(({ severity }) => severity === 'error')
}

const TOO_MANY: CertificateProblem = {
  rule: 'certificate.too_many',
  message: `Использовать одновременно можно не больше ${MAX_CERTIFICATES} сертификатов: выведите лишний из использования или замените его`,
}
