import { bits, integer, sequence, tagged, time } from './der'
import { authorityKeyId, extension, type Signer } from './issue-certificate'
import { signatureAlgorithm, signMessage } from './sign'

const CRL_NUMBER = '2.5.29.20'

type Request = {
  number: number
  from: Date
  /** When the next list is due; until then this one counts. */
  to: Date
  revoked?: readonly { serial: Uint8Array; at: Date }[]
}

/** DER of a list of revoked certificates, version 2 (RFC 5280, 5). */
export const issueRevocationList = (issuer: Signer, { number, from, to, revoked = [] }: Request): Uint8Array => {
  const algorithm = signatureAlgorithm(issuer.key)
  const entries = revoked.map(({ serial, at }) => sequence(integer(serial), time(at)))
  const signed = sequence(
    integer(1),
    algorithm,
    issuer.name,
    time(from),
    time(to),
    // 5.1.2.6: with nothing revoked the list of entries must be absent.
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    tagged(0, sequence(authorityKeyId(issuer.key.id), extension(CRL_NUMBER, integer(number)))),
  )
  return Uint8Array.from(sequence(signed, algorithm, bits(signMessage(issuer.key, signed))))
}
