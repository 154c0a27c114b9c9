import { createHash } from 'node:crypto'
import { Asn1Error } from '../asn1/element'
import { checkSignature, type SignatureCheck } from '../signature'
import { type EntryIndex, type Revocation, RevocationEntries } from './entries'
import { type ListFacts, readFacts, readSigned } from './facts'

/**
 * A list with all that was found out about it: plain data over memory that threads share, so that one of them reads the
 * list and others ask it, and tens of megabytes are never copied.
 */
export type SharedList = {
  der: Uint8Array
  facts: ListFacts
  /** Null when the entries make no sense. */
  index: EntryIndex | null
  /** What was found out about its signature, by the hash of the key. */
  checks: ReadonlyMap<string, SignatureCheck>
}

/**
 * A list of revoked certificates (RFC 5280, 5). The library's own class stops at ten thousand elements and cannot
 * verify GOST; this one keeps the octets, finds a number in microseconds and remembers whose signature it bears.
 */
export class RevocationList implements Readonly<Omit<ListFacts, 'revoked'>> {
  readonly sha256: string
  readonly issuer: Uint8Array
  readonly thisUpdate: Date
  readonly nextUpdate: Date | null
  readonly number: bigint | null
  readonly authorityKeyId: string | null
  readonly scope: ListFacts['scope']
  private entries: RevocationEntries | null
  private readonly checks: Map<string, SignatureCheck>

  /**
   * @param known what another thread has found out about these very bytes
   * @throws Asn1Error for anything that is no DER revocation list
   */
  constructor(
    readonly der: Uint8Array,
    known?: SharedList,
  ) {
    this.facts = known?.facts ?? readFacts(der)
    const { sha256, issuer, thisUpdate, nextUpdate, number, authorityKeyId, scope, revoked } = this.facts
    this.sha256 = sha256
    this.issuer = issuer
    this.thisUpdate = thisUpdate
    this.nextUpdate = nextUpdate
    this.number = number
    this.authorityKeyId = authorityKeyId
    this.scope = scope
    this.entries = known?.index ? new RevocationEntries(revoked, known.index) : null
    this.checks = new Map(known?.checks)
  }

  private readonly facts: ListFacts

  /** How many certificates the list names. Throws Asn1Error as `find` does. */
  get count(): number {
    return this.indexed().count
  }

  /** Whether every entry can be read: a broken one should show at loading and not in somebody's check. */
  get isReadable(): boolean {
    return this.indexOrNull() !== null
  }

  /**
   * @param serial content octets of the certificate's serial number; null: not revoked by this list
   * @throws Asn1Error when the entries make no sense
   */
  find(serial: Uint8Array): Revocation | null {
    return this.indexed().find(serial)
  }

  /** Checks the signature of the list under its issuer's key, once a key: a long list takes a while to digest. */
  checkSignature(key: Uint8Array): SignatureCheck {
    const id = createHash('sha256').update(key).digest('base64')
    const known = this.checks.get(id) ?? this.checkUnder(key)
    this.checks.set(id, known)
    return known
  }

  /** For another thread. The octets have to lie in shared memory already, or they are copied on the way. */
  share(): SharedList {
    return { der: this.der, facts: this.facts, index: this.indexOrNull(), checks: this.checks }
  }

  private checkUnder(key: Uint8Array): SignatureCheck {
    const { list, algorithm, signature } = readSigned(this.der)
    return checkSignature({ key, algorithm, signature, message: list.raw })
  }

  /** Filed at the first question and no earlier: nobody should work through a list that its issuer has not signed. */
  private indexed(): RevocationEntries {
    this.entries ??= new RevocationEntries(this.facts.revoked)
    return this.entries
  }

  private indexOrNull(): EntryIndex | null {
    try {
      return this.indexed().index
    } catch (error) {
      if (error instanceof Asn1Error) return null
      throw error
    }
  }
}

/** The newer list first; of two lists of the same second the one with the higher number is the newer (trap of some CAs). */
export const newestFirst = (a: RevocationList, b: RevocationList): number => {
  const time = b.thisUpdate.getTime() - a.thisUpdate.getTime()
  if (time !== 0) return time
  const [first, second] = [a.number ?? 0n, b.number ?? 0n]
  return first === second ? 0 : second > first ? 1 : -1
}
