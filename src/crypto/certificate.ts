import { createHash } from 'node:crypto'
import { parse } from './asn1/element'
import { describeKey } from './certificate/key-algorithm'
import { checkModest } from './certificate/modest'
import { printName } from './certificate/name'
import { calledBy, readStructure } from './certificate/structure'
import { readSubject, type Subject } from './certificate/subject'
import * as x509 from './x509'

/** A certificate that cannot be read. `reason` is English, for logs; pages say «Это не сертификат». */
export class CertificateError extends Error {
  constructor(readonly reason: string) {
    super(`certificate cannot be read: ${reason}`)
  }
}

/** What a page shows of a certificate and what registration stores of it. Absent things are null. */
export type CertificateDetails = Subject & {
  /** Whom to call its owner: surname and given names, else the common name, else the organisation. Never empty. */
  owner: string
  issuer: {
    /** Short: the common name of the authority, else its organisation, else the whole name. */
    commonName: string
    /** Whole distinguished name in one line. */
    name: string
  }
  /** Hexadecimal, lower case, as the octets stand in the certificate. */
  serialNumber: string
  /** Instants, ISO 8601 in UTC. */
  validFrom: string
  validTo: string
  /** «ГОСТ Р 34.10-2012, 256 бит», «RSA, 2048 бит», «ECDSA, P-256». */
  algorithm: string
  /** Thumbprints of the whole certificate: hexadecimal, lower case. */
  sha256: string
  sha1: string
  /** Names of RFC 5280, 4.2.1.3; null when the certificate does not restrict the use of its key. */
  keyUsage: string[] | null
  /** The key may sign documents: the usage says so, or says nothing. */
  digitalSignature: boolean
  /** Object identifiers; null when the certificate does not restrict its purposes. */
  extendedKeyUsage: string[] | null
  isCa: boolean
  /** Addresses of the lists of revoked certificates, in written order. */
  crlUrls: string[]
  authorityKeyId: string | null
  subjectKeyId: string | null
}

/** So many certificates are kept once they have been read: a page may show ten, and reading one takes milliseconds. */
const MAX_KEPT = 500
const kept = new Map<string, CertificateDetails>()

/**
 * Reads a certificate for showing and storing; neither its signature nor its dates are checked here. The same bytes give
 * the same object, so it must not be changed.
 * @param der one DER certificate and nothing else, as `decodeCertificateUpload` returns it
 * @throws CertificateError for anything that is no readable certificate
 */
export const readCertificate = (der: Uint8Array): CertificateDetails => {
  const id = createHash('sha256').update(der).digest('base64')
  const read = kept.get(id) ?? readDetails(der)
  // The one that was asked for longest ago goes first.
  kept.delete(id)
  kept.set(id, read)
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value as string)
  return read
}

const readDetails = (der: Uint8Array): CertificateDetails => {
  try {
    return Object.freeze(details(der))
  } catch (error) {
    // The library has no error class of its own: whatever it throws about these bytes is about these bytes.
    throw new CertificateError(error instanceof Error ? error.message : String(error))
  }
}

const details = (der: Uint8Array): CertificateDetails => {
  checkModest(der)
  const { key, issuerName, subjectName } = readStructure(der)
  const certificate = new x509.X509Certificate(Uint8Array.from(der))
  const subject = readSubject(subjectName)
  const extensions = readExtensions(certificate)
  const usage = extensions.keyUsage?.usages ?? null
  return {
    ...subject,
    owner: ownerOf(subject) ?? calledBy(subjectName),
    issuer: { commonName: calledBy(issuerName), name: printName(issuerName) },
    serialNumber: certificate.serialNumber.toLowerCase(),
    validFrom: certificate.notBefore.toISOString(),
    validTo: certificate.notAfter.toISOString(),
    algorithm: describeKey(parse(key)),
    sha256: createHash('sha256').update(der).digest('hex'),
    sha1: createHash('sha1').update(der).digest('hex'),
    keyUsage: usage === null ? null : keyUsages.filter(([flag]) => (usage & flag) !== 0).map(([, name]) => name),
    digitalSignature: usage === null || (usage & x509.KeyUsageFlags.digitalSignature) !== 0,
    // The library's list is an array of a class of its own; a plain one is copied out.
    extendedKeyUsage: extensions.purposes === null ? null : Array.from(extensions.purposes.usages, String),
    isCa: extensions.constraints?.ca ?? false,
    crlUrls: crlUrlsOf(extensions.crlPoints),
    authorityKeyId: extensions.authorityKeyId?.keyId?.toLowerCase() ?? null,
    subjectKeyId: extensions.subjectKeyId?.keyId.toLowerCase() ?? null,
  }
}

const ownerOf = ({ surname, givenName }: Subject): string | null =>
  surname === null || givenName === null ? null : `${surname} ${givenName}`

/** All at once: the library decodes the whole list again whenever it is asked for one of them. */
const readExtensions = (certificate: x509.X509Certificate) => {
  const { extensions } = certificate
  const find = <T extends x509.Extension>(type: abstract new (...raw: never[]) => T): T | null =>
    extensions.find((extension): extension is T => extension instanceof type) ?? null
  return {
    keyUsage: find(x509.KeyUsagesExtension),
    purposes: find(x509.ExtendedKeyUsageExtension),
    constraints: find(x509.BasicConstraintsExtension),
    crlPoints: find(x509.CRLDistributionPointsExtension),
    authorityKeyId: find(x509.AuthorityKeyIdentifierExtension),
    subjectKeyId: find(x509.SubjectKeyIdentifierExtension),
  }
}

const crlUrlsOf = (extension: x509.CRLDistributionPointsExtension | null): string[] => {
  const points = extension?.distributionPoints ?? []
  const names = Array.from(points, point => Array.from(point.distributionPoint?.fullName ?? [])).flat()
  return names.flatMap(name => name.uniformResourceIdentifier ?? [])
}

const keyUsages: readonly [x509.KeyUsageFlags, string][] = [
  [x509.KeyUsageFlags.digitalSignature, 'digitalSignature'],
  [x509.KeyUsageFlags.nonRepudiation, 'nonRepudiation'],
  [x509.KeyUsageFlags.keyEncipherment, 'keyEncipherment'],
  [x509.KeyUsageFlags.dataEncipherment, 'dataEncipherment'],
  [x509.KeyUsageFlags.keyAgreement, 'keyAgreement'],
  [x509.KeyUsageFlags.keyCertSign, 'keyCertSign'],
  [x509.KeyUsageFlags.cRLSign, 'cRLSign'],
  [x509.KeyUsageFlags.encipherOnly, 'encipherOnly'],
  [x509.KeyUsageFlags.decipherOnly, 'decipherOnly'],
]
