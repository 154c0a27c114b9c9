import { createHash } from 'node:crypto'
import { toHex } from '../asn1/values'
import { type CertificateStructure, readStructure } from '../certificate/structure'
import { newestFirst, RevocationList, type SharedList } from '../revocation/list'
import { checkSignature, type SignatureCheck } from '../signature'

/** A signature of one certificate on another never changes: so many answers are kept. */
const MAX_REMEMBERED = 10_000

/** DER of what was loaded, and the lists. */
export type TrustContents = {
  anchors: readonly Uint8Array[]
  intermediates?: readonly Uint8Array[]
  revocationLists?: readonly RevocationList[]
}

/** The same for another thread. */
export type SharedTrust = Omit<TrustContents, 'revocationLists'> & { revocationLists: readonly SharedList[] }

let lastId = 0

/**
 * Whom the application trusts: the roots an administrator has loaded, intermediate certificates to build paths from,
 * and revocation lists. A snapshot: after a change a new store is made; lists already read can be handed on.
 * Certificates are read at the first question: in a process that leaves checks to a thread nobody asks, and the store
 * only stands for its contents.
 */
export class TrustStore {
  /** Unlike that of any other store of this process. */
  readonly id = ++lastId
  private readonly listIds: ReadonlySet<string>
  private readonly checks = new Map<string, SignatureCheck>()
  private read: Names | undefined

  constructor(readonly contents: TrustContents) {
    this.listIds = new Set(contents.revocationLists?.map(({ sha256 }) => sha256))
  }

  static shared({ revocationLists, ...contents }: SharedTrust): TrustStore {
    return new TrustStore({
      ...contents,
      revocationLists: revocationLists.map(list => new RevocationList(list.der, list)),
    })
  }

  share(): SharedTrust {
    const { revocationLists = [], ...contents } = this.contents
    return { ...contents, revocationLists: revocationLists.map(list => list.share()) }
  }

  /** @throws Asn1Error when a certificate of the store cannot be read */
  get anchors(): readonly CertificateStructure[] {
    return this.names().anchors
  }

  isAnchor({ sha256 }: CertificateStructure): boolean {
    return this.names().anchorIds.has(sha256)
  }

  /** Certificates of this name, the trusted roots first. */
  issuersNamed(name: Uint8Array): readonly CertificateStructure[] {
    return this.names().issuers.get(toHex(name)) ?? []
  }

  /** Lists of this issuer, the newest first. */
  listsOf(issuer: Uint8Array): readonly RevocationList[] {
    return this.names().lists.get(toHex(issuer)) ?? []
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

  private names(): Names {
    this.read ??= readNames(this.contents)
    return this.read
  }
}

type Names = {
  anchors: readonly CertificateStructure[]
  anchorIds: ReadonlySet<string>
  issuers: ReadonlyMap<string, readonly CertificateStructure[]>
  lists: ReadonlyMap<string, readonly RevocationList[]>
}

const readNames = ({ anchors: roots, intermediates = [], revocationLists = [] }: TrustContents): Names => {
  const anchors = roots.map(readStructure)
  return {
    anchors,
    anchorIds: new Set(anchors.map(({ sha256 }) => sha256)),
    issuers: byName([...anchors, ...intermediates.map(readStructure)], ({ subject }) => subject),
    lists: byName(revocationLists.toSorted(newestFirst), ({ issuer }) => issuer),
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
