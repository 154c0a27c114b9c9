import type { Knex } from 'knex'
import { readStructure } from '../../crypto/certificate/structure'
import { TrustStore } from '../../crypto/path/trust-store'
import type { RevocationList } from '../../crypto/revocation/list'
import type { SignatureChecker } from '../../crypto/signature-checker'
import { findListBytes } from './list-bytes.repository'
import { listCurrentLists, nameHash } from './revocation-lists.repository'
import { listTrustCertificates, type TrustCertificate } from './trust.repository'

type HeldList = { list: RevocationList; keys: string }

/** Certificates that are read in one go: some milliseconds. */
const BATCH = 50

/**
 * The trust store as it is now. A snapshot is used until the tables change; whether they did is asked every time with
 * one small query, because a root that was taken out must not be believed a second longer, in any process. Do not call
 * it inside a transaction: it asks the pool.
 */
export class TrustStoreCache {
  private held: { version: string; store: Promise<TrustStore> } | undefined
  private lists: ReadonlyMap<string, HeldList> = new Map()
  private names: ReadonlyMap<string, string> = new Map()

  constructor(
    private readonly db: Knex,
    private readonly signatures: Pick<SignatureChecker, 'readList'>,
    private readonly options: { demo: boolean },
  ) {}

  async get(): Promise<TrustStore> {
    const version = await this.version()
    if (this.held?.version === version) return this.held.store
    const held = { version, store: this.load() }
    this.held = held
    held.store.catch(() => {
      if (this.held === held) this.held = undefined
    })
    return held.store
  }

  /** Rows are added and taken out, never changed in what counts, and numbers are not used again. */
  private async version(): Promise<string> {
    const { db } = this
    const { certificate, certificates, list } = await db
      .select({
        certificate: db('trust_certificates').max('id'),
        certificates: db('trust_certificates').count(),
        list: db('revocation_lists').max('id'),
      })
      .first()
    return `${certificate}/${certificates}/${list}`
  }

  private async load(): Promise<TrustStore> {
    const certificates = await listTrustCertificates(this.db, this.options.demo)
    const issuers = await this.namesOf(certificates)
    const lists = new Map<string, HeldList>()
    for (const { sha256, issuerName } of await listCurrentLists(this.db, this.options.demo)) {
      const own = issuers.get(issuerName) ?? []
      const keys = own.map(issuer => issuer.sha256).join()
      const known = this.lists.get(sha256)
      const der = known?.list.der ?? (await findListBytes(this.db, sha256))
      const isReady = known !== undefined && known.keys === keys
      const list = isReady || der === undefined ? known?.list : await this.read(der, own)
      if (list !== undefined) lists.set(sha256, { list, keys })
    }
    this.lists = lists
    return new TrustStore({
      anchors: certificates.filter(({ role }) => role === 'root').map(({ der }) => der),
      intermediates: certificates.filter(({ role }) => role === 'intermediate').map(({ der }) => der),
      revocationLists: [...lists.values()].map(({ list }) => list),
    })
  }

  /** The signature of a long list is checked here and not in the request that asks it first. */
  private async read(der: Uint8Array, issuers: readonly TrustCertificate[]): Promise<RevocationList | undefined> {
    const read = await this.signatures.readList(
      der,
      issuers.map(issuer => issuer.der),
    )
    return read?.list
  }

  /** Certificates by the hash of their name. Each is read once, and after a batch of them other requests get a turn. */
  private async namesOf(
    certificates: readonly TrustCertificate[],
  ): Promise<ReadonlyMap<string, readonly TrustCertificate[]>> {
    const names = new Map<string, string>()
    for (const { sha256, der } of certificates) {
      names.set(sha256, this.names.get(sha256) ?? nameHash(readStructure(der).subject))
      if (names.size % BATCH === 0) await new Promise(resolve => setImmediate(resolve))
    }
    this.names = names
    const byName = new Map<string, TrustCertificate[]>()
    for (const certificate of certificates) {
      const name = names.get(certificate.sha256) as string
      byName.set(name, [...(byName.get(name) ?? []), certificate])
    }
    return byName
  }
}
