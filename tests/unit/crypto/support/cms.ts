import { createHash, sign } from 'node:crypto'
import { inSetOrder } from '../../../../src/crypto/asn1/canonical'
import { ECDSA_SHA256, type Party, SHA256 } from './authority'
import { explicit, integer, octets, oid, sequence, set, time } from './der'

const DATA = '1.2.840.113549.1.7.1'

export const attribute = (number: string, ...values: Uint8Array[]): Uint8Array => sequence(oid(number), set(...values))
export const contentType = (type = DATA): Uint8Array => attribute('1.2.840.113549.1.9.3', oid(type))
export const messageDigest = (document: Uint8Array): Uint8Array =>
  attribute('1.2.840.113549.1.9.4', octets(createHash('sha256').update(document).digest()))
export const signingTime = (date: Date): Uint8Array => attribute('1.2.840.113549.1.9.5', time(date))
/** signing-certificate-v2 with the default digest, SHA-256. */
export const signingCertificate = (der: Uint8Array): Uint8Array =>
  attribute(
    '1.2.840.113549.1.9.16.2.47',
    sequence(sequence(sequence(octets(createHash('sha256').update(der).digest())))),
  )

export type Options = {
  document: Uint8Array
  signer: Party
  /** Signed attributes in the order in which they are sent; null for none at all. */
  attributes?: Uint8Array[] | null
  /** What is really signed: the attributes in DER order, or as they are sent. */
  signs?: 'ordered' | 'as_sent'
  attached?: Uint8Array
  certificates?: Uint8Array[]
  lists?: Uint8Array[]
  contentType?: string
  algorithm?: Uint8Array
  digest?: Uint8Array
  signers?: 0 | 1
  /** A second signer of the same document. */
  cosigner?: Party
}

/** A CMS SignedData of one signer, by default a proper detached CAdES-BES; every part can be put wrong. */
export const signedData = (options: Options): Uint8Array => {
  const { signer, cosigner, certificates = [signer.der] } = options
  const signers = options.signers === 0 ? [] : [signer, ...(cosigner === undefined ? [] : [cosigner])]
  const data = sequence(
    integer(1),
    set(SHA256),
    sequence(oid(options.contentType ?? DATA), ...(options.attached ? [explicit(0, octets(options.attached))] : [])),
    ...(certificates.length > 0 ? [explicit(0, ...certificates)] : []),
    ...(options.lists ? [explicit(1, ...options.lists)] : []),
    set(...signers.map(party => signerInfo(party, options))),
  )
  return Uint8Array.from(sequence(oid('1.2.840.113549.1.7.2'), explicit(0, data)))
}

const signerInfo = (signer: Party, options: Options): Uint8Array => {
  const { document } = options
  const attributes =
    options.attributes === undefined
      ? inSetOrder([contentType(), messageDigest(document), signingCertificate(signer.der)])
      : options.attributes
  const ordered = options.signs === 'as_sent' ? (attributes ?? []) : inSetOrder(attributes ?? [])
  const message = attributes === null ? document : set(...ordered)
  return sequence(
    integer(1),
    sequence(signer.issuerName, integer(signer.serial)),
    options.digest ?? SHA256,
    ...(attributes === null ? [] : [explicit(0, ...attributes)]),
    options.algorithm ?? ECDSA_SHA256,
    octets(sign('sha256', message, signer.privateKey)),
  )
}
