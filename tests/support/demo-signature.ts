import { TrustStore } from '../../src/crypto/path/trust-store'
import { RevocationList } from '../../src/crypto/revocation/list'
import { type Authority, issueTo, makeAuthority } from '../../src/features/demo-authority/authority'
import { integer, octets, sequence } from '../../src/features/demo-authority/der'
import type { Signer } from '../../src/features/demo-authority/issue-certificate'
import { issueRevocationList } from '../../src/features/demo-authority/issue-revocation-list'
import type { Holder } from '../../src/features/demo-authority/names'
import { digestAlgorithm, signatureAlgorithm, signMessage } from '../../src/features/demo-authority/sign'
import { signDocument, signedAttributes, signedData, signerInfo } from '../../src/features/demo-authority/sign-document'
import { generateKey, type ParameterSet } from '../../src/features/demo-authority/signing-key'
import { NOW } from './app'

/*
 * Signatures of organisations that do not exist, right ones and all kinds of wrong ones, made with fresh GOST keys.
 */

const DAY = 86_400_000

/** What is the matter with a signature. */
export type Flaw =
  | 'expired'
  | 'not_yet_valid'
  | 'revoked'
  /** Signed with another key than the certificate's. */
  | 'other_key'
  | 'no_signed_attributes'
  | 'repeated_attribute'
  /** No flaw: a second organisation has signed too. */
  | 'two_signers'
  /** The certificate is issued by an authority that nobody knows. */
  | 'unknown_issuer'

export type TestSignature = {
  /** The signature, DER. */
  cms: Uint8Array
  /** The signer's certificate; the root and the list that the verifier should be given. All DER. */
  certificate: Uint8Array
  root: Uint8Array
  crl: Uint8Array
}

type Request = Partial<Holder> & {
  document: Uint8Array
  flaw?: Flaw
  /** The moment of signing; the tests' moment otherwise. */
  at?: Date
  attached?: boolean
  set?: ParameterSet
  /** An authority that exists already, such as the one in the database; a new one otherwise. */
  authority?: Authority
}

const SECOND: Holder = { name: 'ООО «Василёк (демо)»', inn: '4299000026', ogrn: null }

/** Signs a document for an organisation, in good order or with one flaw. */
export const signForTest = (request: Request): TestSignature => {
  const { document, flaw, set = '256-A', at = new Date(NOW), attached = false } = request
  const { name = 'ООО «Ромашка (демо)»', inn = '4299000019', ogrn = '1994200000012' } = request
  const known = request.authority ?? makeAuthority(at, { set })
  const issuer = flaw === 'unknown_issuer' ? makeAuthority(at, { name: 'Неизвестный УЦ (демо)', set }) : known
  const signer = issueTo(issuer, { name, inn, ogrn }, at, { set, ...validity(flaw, at) })
  const attributes = signedAttributes(document, signer, at)
  const content = attached ? { content: document } : {}
  const cms = ((): Uint8Array => {
    switch (flaw) {
      case 'other_key': {
        const infos = [signerInfo({ ...signer, key: generateKey(set) }, attributes)]
        return signedData({ signers: [signer], signerInfos: infos, ...content })
      }
      case 'no_signed_attributes':
        return signedData({ signers: [signer], signerInfos: [bareSignerInfo(signer, document)], ...content })
      case 'repeated_attribute': {
        const infos = [signerInfo(signer, [...attributes, attributes[2] as Uint8Array])]
        return signedData({ signers: [signer], signerInfos: infos, ...content })
      }
      case 'two_signers': {
        const second = issueTo(issuer, SECOND, at, { set })
        const infos = [signerInfo(signer, attributes), signerInfo(second, signedAttributes(document, second, at))]
        return signedData({ signers: [signer, second], signerInfos: infos, ...content })
      }
      default:
        return signDocument({ document, signer, at, attached })
    }
  })()
  const crl = flaw === 'revoked' ? listWith(known, signer, at) : known.revocationList
  return { cms, certificate: signer.certificate, root: known.root.certificate, crl }
}

/** A trust store that knows the authority of this signature and nobody else. */
export const trustOf = ({ root, crl }: Pick<TestSignature, 'root' | 'crl'>): TrustStore =>
  new TrustStore({ anchors: [root], revocationLists: [new RevocationList(crl)] })

const validity = (flaw: Flaw | undefined, at: Date): { from?: Date; to?: Date } => {
  const days = (count: number) => new Date(at.getTime() + count * DAY)
  if (flaw === 'expired') return { from: days(-30), to: days(-1) }
  return flaw === 'not_yet_valid' ? { from: days(1), to: days(30) } : {}
}

/** A newer list of the same authority that names the signer's certificate. */
const listWith = ({ root }: Authority, { serial }: Signer, at: Date): Uint8Array =>
  issueRevocationList(root, {
    number: 2,
    from: new Date(at.getTime() - 1000),
    to: new Date(at.getTime() + 30 * DAY),
    revoked: [{ serial, at: new Date(at.getTime() - DAY) }],
  })

/** The signature covers the document itself: allowed by CMS, refused by us. */
const bareSignerInfo = ({ key, issuerName, serial }: Signer, document: Uint8Array): Uint8Array =>
  sequence(
    integer(1),
    sequence(issuerName, integer(serial)),
    digestAlgorithm(key),
    signatureAlgorithm(key),
    octets(signMessage(key, document)),
  )
