import { CertificateError, readCertificate } from '../../crypto/certificate'
import { readStructure } from '../../crypto/certificate/structure'
import { buildPaths } from '../../crypto/path/build'
import type { TrustStore } from '../../crypto/path/trust-store'
import type { Deps } from '../../deps'
import { type AllowedHost, allowedBy } from './allowed-hosts'
import { listTrustCertificates } from './trust.repository'

/** Certificates looked at in one go; the rest waits for the next. */
const BATCH = 500

export type Found = { urls: string[]; seenUpTo: number }

/**
 * The distribution points of lists: of the loaded authorities, and of respondents' certificates after number `seen`.
 * Anybody may upload a certificate with any address inside, so only those count whose path leads to a trusted root.
 */
export const findAddresses = async (
  { db, trust, config }: Pick<Deps, 'db' | 'trust' | 'config'>,
  hosts: readonly AllowedHost[],
  seen: number,
): Promise<Found> => {
  const store = await trust.get()
  const loaded = await listTrustCertificates(db, config.demo)
  const shown: { id: number; der: Uint8Array }[] = await db('certificates')
    .where('id', '>', seen)
    .orderBy('id')
    .limit(BATCH)
    .select('id', 'der')
  const ders = [...loaded.map(({ der }) => der), ...shown.map(({ der }) => der)]
  const urls = new Set<string>()
  for (const der of ders) {
    for (const url of addressesIn(der, store)) if (allowedBy(url, hosts) !== undefined) urls.add(url)
    // A batch of signatures must not hold up the requests of this process.
    await new Promise(resolve => setImmediate(resolve))
  }
  return { urls: [...urls], seenUpTo: shown.at(-1)?.id ?? seen }
}

const addressesIn = (der: Uint8Array, store: TrustStore): string[] => {
  try {
    const { crlUrls } = readCertificate(der)
    if (crlUrls.length === 0) return []
    return buildPaths(readStructure(der), store, []).some(({ end }) => end === 'trusted') ? crlUrls : []
  } catch (error) {
    if (error instanceof CertificateError) return []
    throw error
  }
}
