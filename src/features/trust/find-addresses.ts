import { CertificateError, readCertificate } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { type AllowedHost, allowedBy } from './allowed-hosts'
import { listAddresses } from './list-addresses.repository'
import { listTrustCertificates } from './trust.repository'

const BATCH = 500

export type Found = {
  urls: string[]
  /** The number of the last certificate that was looked at. */
  seenUpTo: number
  /** There are more certificates to look at. */
  more: boolean
}

/**
 * The distribution points of lists that are not known yet: of the loaded authorities, and of the next respondents'
 * certificates after number `seen`. Anybody may upload a certificate with any address inside, so only those count whose
 * path leads to a trusted root. Authorities are few and their addresses are soon known: then hardly a path is checked.
 */
export const findAddresses = async (
  { db, trust, signatures, clock, config }: Pick<Deps, 'db' | 'trust' | 'signatures' | 'clock' | 'config'>,
  hosts: readonly AllowedHost[],
  seen: number,
): Promise<Found> => {
  const store = await trust.get()
  const isTrusted = async (der: Uint8Array): Promise<boolean> => {
    const checks = await signatures.checkCertificates([der], store, clock())
    return checks.some(({ lines }) => lines.some(({ code }) => code === 'path_trusted'))
  }
  const loaded = await listTrustCertificates(db, config.demo)
  const shown: { id: number; der: Uint8Array }[] = await db('certificates')
    .where('id', '>', seen)
    .orderBy('id')
    .limit(BATCH)
    .select('id', 'der')
  const known = new Set(await listAddresses(db))
  const urls = new Set<string>()
  for (const { der } of [...loaded, ...shown]) {
    const wanted = addressesIn(der).filter(url => !known.has(url) && !urls.has(url) && allowedBy(url, hosts))
    if (wanted.length > 0 && (await isTrusted(der))) for (const url of wanted) urls.add(url)
    // A batch of certificates must not hold up the requests of this process.
    await new Promise(resolve => setImmediate(resolve))
  }
  return { urls: [...urls], seenUpTo: shown.at(-1)?.id ?? seen, more: shown.length === BATCH }
}

const addressesIn = (der: Uint8Array): string[] => {
  try {
    return readCertificate(der).crlUrls
  } catch (error) {
    if (error instanceof CertificateError) return []
    throw error
  }
}
