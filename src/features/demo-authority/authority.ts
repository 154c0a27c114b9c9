import { issueCertificate, type Signer } from './issue-certificate'
import { issueRevocationList } from './issue-revocation-list'
import { AUTHORITY_NAME, authorityName, type Holder, holderName } from './names'
import { generateKey, type ParameterSet } from './signing-key'

/** The demo authority: its key and certificate, and its list of revoked certificates, which is empty. */
export type Authority = { root: Signer; revocationList: Uint8Array }

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY
/** The list is issued once, for as long as the authority lasts: a demo has nobody who would renew it. */
const AUTHORITY_LASTS = 10 * YEAR
const CERTIFICATE_LASTS = YEAR
/** Clocks of two machines differ: what is issued now has been valid for a while. */
const AUTHORITY_BEFORE = DAY
const CERTIFICATE_BEFORE = HOUR

/** Makes a new authority with a key of its own. */
export const makeAuthority = (
  at: Date,
  { name = AUTHORITY_NAME, set = '256-A' }: { name?: string; set?: ParameterSet } = {},
): Authority => {
  const from = new Date(at.getTime() - AUTHORITY_BEFORE)
  const to = new Date(at.getTime() + AUTHORITY_LASTS)
  const root = issueCertificate({ key: generateKey(set), name: authorityName(name), from, to })
  return { root, revocationList: issueRevocationList(root, { number: 1, from, to }) }
}

/** Makes a key and a certificate for somebody who signs documents: valid from an hour ago for a year. */
export const issueTo = (
  { root }: Authority,
  holder: Holder,
  at: Date,
  { set = '256-A', from, to }: { set?: ParameterSet; from?: Date; to?: Date } = {},
): Signer =>
  issueCertificate({
    key: generateKey(set),
    name: holderName(holder),
    from: from ?? new Date(at.getTime() - CERTIFICATE_BEFORE),
    to: to ?? certificateEnds(at),
    issuer: root,
  })

/** When a certificate that is issued at this moment ends. */
export const certificateEnds = (at: Date): Date => new Date(at.getTime() + CERTIFICATE_LASTS)
