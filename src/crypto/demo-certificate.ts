import { Asn1Error, parse } from './asn1/element'
import { constructed, tag } from './asn1/tags'
import { readOid } from './asn1/values'
import { readExtensions } from './certificate/extensions'

/**
 * The policy under which the demo authority issues: everything of it is unreal. An arc of our own that nobody had to be
 * asked for: 2.25 and a UUID (X.667, 7).
 */
export const DEMO_POLICY = '2.25.290567220538278951818891699666440908541'

const CERTIFICATE_POLICIES = '2.5.29.32'

/**
 * Whether a certificate says of itself that a demo authority issued it, this system's or another one's: pages label it
 * «демонстрационный», and nobody may rely on it outside the demo mode. False for what is no certificate.
 */
export const isDemoCertificate = (der: Uint8Array): boolean => {
  try {
    const fields = parse(der).child(0, tag.sequence).children
    const extensions = readExtensions(fields.find(field => field.tag === constructed(3)))
    const policies = extensions.find(({ oid }) => oid === CERTIFICATE_POLICIES)
    return policies !== undefined && parse(policies.value).children.some(isDemoPolicy)
  } catch (error) {
    if (error instanceof Asn1Error) return false
    throw error
  }
}

const isDemoPolicy = (policy: ReturnType<typeof parse>): boolean => readOid(policy.child(0)) === DEMO_POLICY
