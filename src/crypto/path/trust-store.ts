import { createHash } from 'node:crypto'
import { toHex } from '../asn1/values'
import { type CertificateStructure, readStructure } from '../certificate/structure'
import { newestFirst, type RevocationList } from '../revocation/list'
import { checkSignature, type SignatureCheck } from '../signature'

/** A signature of one certificate on another never changes: so many answers are kept. */
const MAX_REMEMBERED = 10_000

/**
 * Whom the application trusts: the roots an administrator has loaded, intermediate certificates to build paths from,
 * and revocation lists. A snapshot: after a change a new store is made; lists already read can be handed on.
 */
export class TrustStore {
  readonly anchors: readonly CertificateStructure[]
  private readonly anchorIds: ReadonlySet<string>
  private readonly issuers: ReadonlyMap<string, readonly CertificateStructure[]>
  private readonly lists: ReadonlyMap<string, readonly RevocationList[]>
  private readonly listIds: ReadonlySet<string>
  private readonly checks = new Map<string, SignatureCheck>()

  /** @throws Asn1Error when a certificate cannot be read */
  constructor(loaded: {
    anchors: readonly Uint8Array[]
    intermediates?: readonly Uint8Array[]
    revocationLists?: readonly RevocationList[]
  }) {
    this.anchors = loaded.anchors.map(readStructure)
    this.anchorIds = new Set(this.anchors.map(({ sha256 }) => sha256))
    this.issuers = byName(
      [...this.anchors, ...(loaded.intermediates ?? []).map(readStructure)],
      ({ subject }) => subject,
    )
    this.listIds = new Set(loaded.revocationLists?.map(({ sha256 }) => sha256))
    this.lists = byName((loaded.revocationLists ?? []).toSorted(newestFirst), ({ issuer }) => issuer)
  }

  isAnchor({ sha256 }: CertificateStructure): boolean {
    return this.anchorIds.has(sha256)
  }

  /** Certificates of this name, the trusted roots first. */
  issuersNamed(name: Uint8Array): readonly CertificateStructure[] {
    return this.issuers.get(toHex(name)) ?? []
  }

  /** Lists of this issuer, the newest first. */
  listsOf(issuer: Uint8Array): readonly RevocationList[] {
    return this.lists.get(toHex(issuer)) ?? []
  }

  /** Whether checks ask this list (SHA-256, hexadecimal) today. */
  hasList(sha256: string): boolean {
    return this.listIds.has(sha256)
  }

  /** Whether the key of one certificate signed another; the arithmetic is done once. */
  checkIssued(certificate: CertificateStructure, issuer: CertificateStructure): SignatureCheck {
    const id = certificate.sha256 + createHash('sha256').update(issuer.key).digest('base64')
    const { algorithm, signature, signedBytes: message } = certificate
    const check = this.checks.get(id) ?? checkSignature({ key: issuer.key, algorithm, signature, message })
    if (this.checks.size >= MAX_REMEMBERED) this.checks.clear()
    this.checks.set(id, check)
    return check
  }
}

const byName = <T>(entries: readonly T[], name: (entry: T) => Uint8Array): ReadonlyMap<string, readonly T[]> => {
  const named = new Map<string, T[]>()
  for (const entry of entries) {
    const key = toHex(name(entry))
    const same = named.get(key)
    if (same === undefined) named.set(key, [entry])
    else same.push(entry)
  }
  return named
}
