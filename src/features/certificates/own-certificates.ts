import { readCertificate } from '../../crypto/certificate'
import type { CertificateCheck } from '../../crypto/certificate-check'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import type { Finding } from '../../validation/finding'
import { validityProblem } from '../applications/control/certificate-rules'
import { controlCertificates } from '../applications/control/control'
import type { LoadedCertificate } from '../applications/control/facts'
import { generalForm } from '../applications/general.form'
import { organisationValues } from '../applications/organisation-values'
import type { Organisation } from '../organisations/organisations.repository'
import { listOwnCertificates } from './organisation-certificates.repository'

export type OwnCertificate = Required<LoadedCertificate> & { der: Uint8Array }

/** What an examination needs. */
export type Examiner = Pick<Deps, 'trust' | 'signatures' | 'clock'>

/** Certificates with everything that can be found out about each now. */
export const examineAll = async (
  { trust, signatures, clock }: Examiner,
  stored: readonly { id: number; der: Uint8Array }[],
): Promise<OwnCertificate[]> => {
  if (stored.length === 0) return []
  const ders = stored.map(({ der }) => der)
  const checks = await signatures.checkCertificates(ders, await trust.get(), clock())
  return stored.map(({ id, der }, index) => ({
    id,
    der,
    details: readCertificate(der),
    check: checks[index] as CertificateCheck,
  }))
}

/** The same for one. */
export const examine = async (deps: Examiner, stored: { id: number; der: Uint8Array }): Promise<OwnCertificate> =>
  (await examineAll(deps, [stored]))[0] as OwnCertificate

/** The certificates in use by an organisation, each with its check as of now. */
export const loadOwnCertificates = async (
  deps: Examiner & Pick<Deps, 'db'>,
  organisationId: number,
  db: Db = deps.db,
): Promise<OwnCertificate[]> => examineAll(deps, await listOwnCertificates(db, organisationId))

/**
 * Whether the owner can sign with a certificate today: it is in force and nothing speaks against it. One whose authority
 * is not loaded here counts: its signatures are taken and looked at by a specialist.
 */
export const isUsable = ({ details, check }: OwnCertificate, now: Date): boolean =>
  check.value !== 'invalid' && validityProblem(details, now) === undefined

/**
 * Whether an organisation has a certificate to sign with. Ask before anything that must be signed; where there is none
 * include `certificates/needed.njk`, which says so and leads to «Сертификаты».
 */
export const canSign = async (deps: Examiner & Pick<Deps, 'db'>, organisationId: number): Promise<boolean> => {
  const now = deps.clock()
  return (await loadOwnCertificates(deps, organisationId)).some(certificate => isUsable(certificate, now))
}

/** What the control (ФЛК) of the application would say of these certificates of an organisation. */
export const controlOwnCertificates = async (
  { reference, clock }: Pick<Deps, 'reference' | 'clock'>,
  organisation: Organisation,
  certificates: OwnCertificate[],
): Promise<Finding[]> => {
  const known = await reference.get()
  return controlCertificates({
    okpo: organisation.okpo,
    general: generalForm.parse(organisationValues(organisation, known)),
    contacts: [],
    certificates,
    passwordSet: true,
    registerState: 'found',
    organisation,
    reference: known,
    now: clock(),
  })
}
