import { Asn1Error } from '../asn1/element'
import { sameBytes } from '../asn1/values'
import { calledBy, readStructure } from '../certificate/structure'
import { shared } from '../shared-memory'
import { RevocationList } from './list'

/** A list, and what the certificates of possible issuers say about it. */
export type ReadList = {
  list: RevocationList
  /** What people call the issuer; null when none of the certificates bears its name. */
  issuer: string | null
  /** One of them has signed it. */
  isSigned: boolean
}

/**
 * Reads a list, files its entries and checks its signature under every certificate that bears its issuer's name, so that
 * nobody who asks it later has to wait. Null for what is no list.
 * @param certificates DER of authorities, of whatever name
 */
export const readList = (der: Uint8Array, certificates: readonly Uint8Array[]): ReadList | null => {
  try {
    const list = new RevocationList(shared(der))
    const issuers = certificates.map(readStructure).filter(({ subject }) => sameBytes(subject, list.issuer))
    const checks = issuers.map(({ key }) => list.checkSignature(key))
    const issuer = issuers[0] === undefined ? null : calledBy(issuers[0].subjectName)
    return { list, issuer, isSigned: checks.includes('right') }
  } catch (error) {
    if (error instanceof Asn1Error) return null
    throw error
  }
}
