import { randomBytes } from 'node:crypto'
import { encode } from '../../crypto/asn1/canonical'
import { implicit } from '../../crypto/asn1/tags'
import { DEMO_POLICY } from '../../crypto/demo-certificate'
import { bits, boolean, integer, octets, oid, sequence, tagged, time, utf8 } from './der'
import { signatureAlgorithm, signMessage } from './sign'
import type { SigningKey } from './signing-key'

/** Somebody with a key and a certificate to it. */
export type Signer = {
  key: SigningKey
  /** DER. */
  certificate: Uint8Array
  /** DER of the Name, and content octets of the serial number. */
  name: Uint8Array
  issuerName: Uint8Array
  serial: Uint8Array
}

type Request = {
  key: SigningKey
  name: Uint8Array
  from: Date
  to: Date
  /** Absent: the certificate signs itself and becomes an authority. */
  issuer?: Signer
}

/** Bits of the usage from the left (RFC 5280, 4.2.1.3), and how many of the octet do not count. */
const SIGNS_DOCUMENTS = bits(Uint8Array.of(0xc0), 6)
const SIGNS_CERTIFICATES_AND_LISTS = bits(Uint8Array.of(0x06), 1)
const USER_NOTICE = '1.3.6.1.5.5.7.2.2'
const NOTICE = 'Демонстрационный сертификат. Ничего не удостоверяет.'

/** Issues a certificate of X.509 (RFC 5280, 4): a root, or the certificate of somebody who signs documents. */
export const issueCertificate = ({ key, name, from, to, issuer }: Request): Signer => {
  const serial = randomSerial()
  const authority = issuer?.key ?? key
  const algorithm = signatureAlgorithm(authority)
  const issuerName = issuer?.name ?? name
  const signed = sequence(
    tagged(0, integer(2)),
    integer(serial),
    algorithm,
    issuerName,
    sequence(time(from), time(to)),
    name,
    key.spki,
    tagged(3, sequence(...extensionsOf(key, issuer))),
  )
  const certificate = Uint8Array.from(sequence(signed, algorithm, bits(signMessage(authority, signed))))
  return { key, certificate, name, issuerName, serial }
}

const extensionsOf = (key: SigningKey, issuer: Signer | undefined): Uint8Array[] => [
  extension('2.5.29.14', octets(key.id)),
  authorityKeyId((issuer?.key ?? key).id),
  extension('2.5.29.19', sequence(...(issuer === undefined ? [boolean(true), integer(0)] : [])), true),
  extension('2.5.29.15', issuer === undefined ? SIGNS_CERTIFICATES_AND_LISTS : SIGNS_DOCUMENTS, true),
  extension(
    '2.5.29.32',
    sequence(sequence(oid(DEMO_POLICY), sequence(sequence(oid(USER_NOTICE), sequence(utf8(NOTICE)))))),
  ),
]

export const extension = (number: string, value: Uint8Array, critical = false): Uint8Array =>
  sequence(oid(number), ...(critical ? [boolean(true)] : []), octets(value))

/** Also of a revocation list. */
export const authorityKeyId = (id: Uint8Array): Uint8Array => extension('2.5.29.35', sequence(encode(implicit(0), id)))

/** Sixteen octets (RFC 5280, 4.1.2.2 allows twenty); the first makes the number positive and of full length. */
const randomSerial = (): Uint8Array => {
  const serial = Uint8Array.from(randomBytes(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}
