import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { TrustStore } from '../../../../src/crypto/path/trust-store'
import { RevocationList } from '../../../../src/crypto/revocation/list'

const root = resolve(__dirname, '../../../..')
const folder = resolve(root, 'tests/fixtures/certificates')
/** Examples of RFC 4490, 4491, 9215 and of TC26, and the two state roots: beside the repository, not in it. */
const shared = resolve(root, '../shared/data/signatures')

/** A file that tests/fixtures/certificates/make.sh has made. */
export const fixture = (name: string): Uint8Array => Uint8Array.from(readFileSync(resolve(folder, name)))

export const fixtureNames = (pattern: RegExp): string[] =>
  readdirSync(folder)
    .filter(name => pattern.test(name))
    .toSorted()

export const sharedFilesExist = existsSync(shared)
export const sharedFile = (name: string): Uint8Array => Uint8Array.from(readFileSync(resolve(shared, name)))

/** The document that all signatures among the fixtures are for. */
export const document = fixture('document.xml')

/** Trusts the root of the fixtures, knows its intermediate and both lists. */
export const fixtureStore = (): TrustStore =>
  new TrustStore({
    anchors: [fixture('root.cer')],
    intermediates: [fixture('authority.cer')],
    revocationLists: [new RevocationList(fixture('root.crl')), new RevocationList(fixture('authority.crl'))],
  })

export const pem = (label: string, bytes: Uint8Array): string => {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
