import type { Knex } from 'knex'
import { sameBytes } from '../../crypto/asn1/values'
import { readStructure } from '../../crypto/certificate/structure'
import { TrustStore } from '../../crypto/path/trust-store'
import { RevocationList } from '../../crypto/revocation/list'
import type { SignatureChecker } from '../../crypto/signature-checker'
import { findListBytes, listCurrentLists } from './revocation-lists.repository'
import { listTrustCertificates } from './trust.repository'

type ReadList = { list: RevocationList; keys: string }

/**
 * The trust store as it is now. A snapshot is used until the tables change; whether they did is asked every time with
 * one small query, because a root that was taken out must not be believed a second longer, in any process. Do not call
 * it inside a transaction: it asks the pool.
 */
export class TrustStoreCache {
  private held: { version: string; store: Promise<TrustStore> } | undefined
  private lists: ReadonlyMap<string, ReadList> = new Map()

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
    const structures = certificates.map(({ der }) => readStructure(der))
    const lists = new Map<string, ReadList>()
    for (const { id, sha256 } of await listCurrentLists(this.db, this.options.demo)) {
      const known = this.lists.get(sha256)
      const der = known?.list.der ?? (await findListBytes(this.db, id))
      if (der === undefined) continue
      const issuer = known?.list.issuer ?? new RevocationList(der).issuer
      const issuers = structures.filter(({ subject }) => sameBytes(subject, issuer))
      // The signature of a long list is checked here and not in the request that asks it first.
      const keys = issuers.map(({ sha256 }) => sha256).join()
      const isReady = known !== undefined && known.keys === keys
      lists.set(
        sha256,
        isReady
          ? known
          : {
              list: await this.signatures.readList(
                der,
                issuers.map(({ key }) => key),
              ),
              keys,
            },
      )
    }
    this.lists = lists
    return new TrustStore({
      anchors: certificates.filter(({ role }) => role === 'root').map(({ der }) => der),
      intermediates: certificates.filter(({ role }) => role === 'intermediate').map(({ der }) => der),
      revocationLists: [...lists.values()].map(({ list }) => list),
    })
  }
}
