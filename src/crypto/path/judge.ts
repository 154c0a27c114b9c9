import type { CertificateStructure } from '../certificate/structure'
import type { RevocationList } from '../revocation/list'
import type { Verdict } from '../verdict/parts'
import { type Line, verdictOf } from '../verdict/verdict'
import { buildPaths, type CertificatePath } from './build'
import { checkPath } from './check'
import { checkRevocation } from './revocation'
import type { TrustStore } from './trust-store'

/** What a check rested on is named, so that it can be repeated years later. */
export type CertificateVerdict = {
  value: Verdict
  lines: Line[]
  /** DER: the certificate first, then its issuers as far as they are known. */
  certificates: Uint8Array[]
  /** SHA-256 and number of the revocation lists that were asked. */
  revocationLists: { sha256: string; number: string | null }[]
}

export type CertificateRules = {
  /** The moment for which everything is judged. */
  at: Date
  /** From this moment on GOST R 34.10-2001 is refused; by default from the beginning of 2020, Moscow time. */
  gost2001Until?: Date | undefined
}

/** What came with a signature: it may help to build the path, it is not trusted by itself. */
export type Enclosed = { certificates: readonly CertificateStructure[]; lists: readonly RevocationList[] }

/**
 * Documents signed with GOST R 34.10-2001 are from 2019 at the latest (ФСБ России, № 149/7/1/3-58, the order of going
 * over to GOST R 34.10-2012, with its later extension by a year).
 */
const GOST_2001_UNTIL = new Date('2020-01-01T00:00:00+03:00')

const FROM_BEST: readonly Verdict[] = ['valid', 'unknown', 'invalid']

/** Path to a trusted root, dates, key usage, revocation. Of several ways to a trusted root the best one counts. */
export const judgeCertificate = (
  certificate: CertificateStructure,
  store: TrustStore,
  { at, gost2001Until = GOST_2001_UNTIL }: CertificateRules,
  enclosed: Enclosed = { certificates: [], lists: [] },
): CertificateVerdict => {
  const verdicts = buildPaths(certificate, store, enclosed.certificates).map(path =>
    judgePath(path, store, { at, gost2001Until }, enclosed.lists),
  )
  return verdicts.toSorted((a, b) => FROM_BEST.indexOf(a.value) - FROM_BEST.indexOf(b.value))[0] as CertificateVerdict
}

const judgePath = (
  path: CertificatePath,
  store: TrustStore,
  rules: { at: Date; gost2001Until: Date },
  lists: readonly RevocationList[],
): CertificateVerdict => {
  const revocation = checkRevocation(path, store, lists, rules.at)
  const lines = [...checkPath(path, store, rules), ...revocation.map(finding => finding.line)]
  return {
    value: verdictOf(lines),
    lines,
    certificates: path.certificates.map(({ der }) => der),
    revocationLists: revocation.flatMap(({ list }) =>
      list === null ? [] : [{ sha256: list.sha256, number: list.number?.toString() ?? null }],
    ),
  }
}
