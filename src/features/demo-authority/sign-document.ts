import { inSetOrder } from '../../crypto/asn1/canonical'
import { integer, octets, oid, sequence, set, tagged, time } from './der'
import type { Signer } from './issue-certificate'
import { digestAlgorithm, digestOf, signatureAlgorithm, signMessage } from './sign'

const ID_DATA = '1.2.840.113549.1.7.1'
const SIGNED_DATA = '1.2.840.113549.1.7.2'
/** SignerInfo that names its certificate by issuer and number (RFC 5652, 5.3). */
const VERSION = 1

type Request = {
  document: Uint8Array
  signer: Signer
  /** What the signer's clock says. */
  at: Date
  /** The document travels inside the signature; detached otherwise. */
  attached?: boolean
}

/** DER of a signature of the form CAdES-BES (RFC 5126, 4.3.1): CMS with the signer's certificate under the signature. */
export const signDocument = ({ document, signer, at, attached = false }: Request): Uint8Array =>
  signedData({
    signers: [signer],
    signerInfos: [signerInfo(signer, signedAttributes(document, signer, at))],
    ...(attached ? { content: document } : {}),
  })

/** The attributes that a signature of this form must have, and the time of signing. */
export const signedAttributes = (document: Uint8Array, signer: Signer, at: Date): Uint8Array[] => [
  attribute('1.2.840.113549.1.9.3', oid(ID_DATA)),
  attribute('1.2.840.113549.1.9.5', time(at)),
  attribute('1.2.840.113549.1.9.4', octets(digestOf(signer.key, document))),
  attribute('1.2.840.113549.1.9.16.2.47', signingCertificate(signer)),
]

const attribute = (number: string, value: Uint8Array): Uint8Array => sequence(oid(number), set(value))

/** signing-certificate-v2 (RFC 5035, 3) with a GOST digest, as КриптоПро writes it, and the issuer's name and number. */
const signingCertificate = ({ key, certificate, issuerName, serial }: Signer): Uint8Array => {
  const names = sequence(tagged(4, issuerName))
  const id = sequence(digestAlgorithm(key), octets(digestOf(key, certificate)), sequence(names, integer(serial)))
  return sequence(sequence(id))
}

/** SignerInfo over the attributes: they are signed as a SET in the order of DER, and sent as [0] (RFC 5652, 5.4). */
export const signerInfo = ({ key, issuerName, serial }: Signer, attributes: readonly Uint8Array[]): Uint8Array => {
  const ordered = inSetOrder(attributes)
  return sequence(
    integer(VERSION),
    sequence(issuerName, integer(serial)),
    digestAlgorithm(key),
    tagged(0, ...ordered),
    signatureAlgorithm(key),
    octets(signMessage(key, set(...ordered))),
  )
}

/** SignedData around finished SignerInfos (RFC 5652, 5.1). */
export const signedData = (parts: {
  signers: readonly Signer[]
  signerInfos: readonly Uint8Array[]
  content?: Uint8Array
}): Uint8Array => {
  const { signers, signerInfos, content } = parts
  const digests = new Map(signers.map(({ key }) => [key.algorithm.digest, digestAlgorithm(key)]))
  const data = sequence(
    integer(VERSION),
    set(...inSetOrder([...digests.values()])),
    sequence(oid(ID_DATA), ...(content === undefined ? [] : [tagged(0, octets(content))])),
    tagged(0, ...inSetOrder(signers.map(({ certificate }) => certificate))),
    set(...inSetOrder(signerInfos)),
  )
  return Uint8Array.from(sequence(oid(SIGNED_DATA), tagged(0, data)))
}
