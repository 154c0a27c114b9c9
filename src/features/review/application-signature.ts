import type { Db } from '../../db/db'
import { paths } from '../../http/paths'
import { signatureSection } from '../signatures/signature.view'
import { findSent } from '../signatures/signatures.repository'

/** «Электронная подпись» on the page of an application; undefined when it was handed in unsigned. */
export const applicationSignature = async (
  db: Db,
  { id, submissions }: { id: number; submissions: number },
  timeZone: string,
) => {
  const signature = await findSent(db, { kind: 'application', id }, submissions)
  const links = {
    documentHref: paths.office.signedDocument(id),
    fileHref: paths.office.signatureFile(id),
    recheckAction: paths.office.signatureRecheck(id),
  }
  return signature && signatureSection(db, signature, links, timeZone)
}
