import { createHash } from 'node:crypto'
import type { Request } from 'express'
import type { Organisation } from '../../../crypto/holder'
import type { Deps } from '../../../deps'
import { seeOther } from '../../../http/errors'
import { paths } from '../../../http/paths'
import type { Finding } from '../../../validation/finding'
import type { Application } from '../../applications/application'
import { applicationXml } from '../../applications/application-xml'
import { controlApplication, hasErrors } from '../../applications/control/control'
import type { Facts } from '../../applications/control/facts'
import { completeApplication } from '../complete-application'
import { draftOf } from '../draft-cookie'
import { loadFacts } from '../load-facts'
import { confirmationOf, isOfferedForSigning } from './entrance'

/** The application of this browser as a document to sign. */
export type SigningDocument = {
  draft: Application
  facts: Facts
  findings: Finding[]
  /** The bytes are made anew each time and are always the same for the same application. */
  bytes: Buffer
  sha256: string
  organisation: Organisation
  fileName: string
}

/**
 * Throws 303: to the beginning without a draft, to the state of an application that was sent, to «Проверка и отправка»
 * when there is something to correct or this type is not offered to sign.
 */
export const documentOf = async (deps: Deps, req: Request): Promise<SigningDocument> => {
  const draft = await draftOf(deps, req)
  // Nobody of the office signs for an organisation that wrote by letter.
  if (draft.enteredBy !== null) throw seeOther(paths.registration.check)
  const facts = await loadFacts(deps, draft)
  const findings = controlApplication(facts)
  if (hasErrors(findings) || !isOfferedForSigning(facts)) throw seeOther(paths.registration.check)
  const complete = completeApplication(facts)
  const bytes = applicationXml(complete)
  return {
    draft,
    facts,
    findings,
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    organisation: { inn: complete.general.inn, ogrn: complete.general.ogrn },
    fileName: `application-${draft.okpo}.xml`,
  }
}

/** The same, once the warnings have been confirmed; otherwise back to «Проверка и отправка», where they are shown. */
export const confirmedDocumentOf = async (deps: Deps, req: Request): Promise<SigningDocument> => {
  const document = await documentOf(deps, req)
  const confirmation = confirmationOf(document.findings)
  if (confirmation !== '' && req.query.confirmed !== confirmation) throw seeOther(paths.registration.check)
  return document
}
