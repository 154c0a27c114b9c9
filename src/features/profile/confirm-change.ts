import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import { readCertificate } from '../../crypto/certificate'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import type { Finding } from '../../validation/finding'
import type { Application } from '../applications/application'
import { isEditable } from '../applications/application.status'
import { deleteDraft } from '../applications/applications.repository'
import { hasErrors, hasWarnings } from '../applications/control/control'
import { type General, generalForm } from '../applications/general.form'
import { listOwnCertificates } from '../certificates/organisation-certificates.repository'
import { lockOrganisation } from '../organisations/organisations.repository'
import { checkSignature } from '../signatures/check-signature'
import { type NewSignature, storeSignature } from '../signatures/signatures.repository'
import { readSigners } from '../signatures/signers'
import { applyChange } from './apply-change'
import { type Change, controlChange, documentOf, loadChange } from './change'
import { changeLines } from './change.view'
import { handInChange } from './hand-in-change'

export type Confirmed =
  /** The record says so now. */
  | { kind: 'applied' }
  /** It is with the office. */
  | { kind: 'handed_in' }
  /** The other press was faster. */
  | { kind: 'repeated' }
  | { kind: 'refused'; finding: Finding }
  /** What the page showed is not what there is any more. */
  | { kind: 'changed' }

export type Confirmation = {
  organisationId: number
  /** SHA-256 of the document that the person has seen. */
  document: string
  /** The warnings of the control were ticked. */
  warnings: boolean
  /** The uploaded signature; without one the change goes to the office. */
  file?: Uint8Array
  actor: Actor
}

/**
 * Confirms a change. Signed with a certificate of «Сертификаты» that is made out to the organisation it is made at once;
 * signed otherwise, or not at all, or after a specialist's remarks, the office decides. One transaction; twice is once.
 */
export const confirmChange = async (deps: Deps, confirmation: Confirmation): Promise<Confirmed> => {
  const { organisationId, document, warnings, file, actor } = confirmation
  const reference = await deps.reference.get()
  const change = await loadChange(deps.db, organisationId, reference)
  if (!isOpen(change)) return { kind: 'repeated' }
  const findings = controlChange(change, change.after, reference, deps.clock())
  if (hasErrors(findings)) return refused('change', 'change.errors', MEND)
  if (hasWarnings(findings) && !warnings) return refused('confirmWarnings', 'warnings.confirm', CONFIRM)
  if (documentOf(change).sha256 !== document) return { kind: 'changed' }
  const signed = file === undefined ? undefined : await checkSigned(deps, change, file)
  if (signed?.kind === 'refused') return refused('signature', 'signature.refused', signed.sentence)
  const general = generalForm.parse(change.after).value
  if (general === undefined) throw new Error('control let a wrong field pass')
  return deps.db.transaction(async (trx): Promise<Confirmed> => {
    await lockOrganisation(trx, organisationId)
    const now = await loadChange(trx, organisationId, reference)
    if (!isOpen(now)) return { kind: 'repeated' }
    if (now.base !== change.base || documentOf(now).sha256 !== document) return { kind: 'changed' }
    if (signed === undefined || !signed.isProof || now.application.status !== 'draft') {
      const signature = signed === undefined ? {} : { signature: signed.signature }
      await handInChange(deps, trx, now, { general, findings, reference, actor, ...signature })
      return { kind: 'handed_in' }
    }
    await makeSigned(deps, trx, now, { general, signature: signed.signature, actor, reference })
    return { kind: 'applied' }
  })
}

type Open = Change & { application: Application & { number: string } }

const isOpen = (change: Change): change is Open =>
  change.application !== undefined && isEditable(change.application.status) && change.fields.length > 0

type Signed =
  | { kind: 'refused'; sentence: string }
  /** `isProof`: nobody has to look at it any more. */
  | { kind: 'taken'; signature: NewSignature; isProof: boolean }

const checkSigned = async (deps: Deps, change: Open, file: Uint8Array): Promise<Signed> => {
  const { id, inn, ogrn } = change.organisation
  const own = (await listOwnCertificates(deps.db, id)).map(({ der }) => Uint8Array.from(der))
  const checked = await checkSignature(deps, {
    document: Uint8Array.from(documentOf(change).bytes),
    file,
    receivedAt: deps.clock(),
    organisation: inn === null ? null : { inn, ogrn },
    certificates: own,
  })
  if (checked.verdict === 'invalid') return { kind: 'refused', sentence: checked.sentence }
  const known = new Set(own.map(der => readCertificate(der).sha256))
  const ofOwn = checked.stored.result.signers.filter(signer =>
    readSigners([signer]).some(({ details }) => known.has(details.sha256)),
  )
  if (ofOwn.length === 0) return { kind: 'refused', sentence: NOT_LOADED }
  const isMadeOut = ofOwn.some(({ lines }) => lines.some(({ code }) => code === 'holder_matches'))
  return { kind: 'taken', signature: checked.stored, isProof: checked.verdict === 'valid' && isMadeOut }
}

const makeSigned = async (
  deps: Deps,
  trx: Knex.Transaction,
  { organisation, application, fields }: Open,
  given: { general: General; signature: NewSignature; actor: Actor; reference: Parameters<typeof changeLines>[1] },
): Promise<void> => {
  const { general, signature, actor, reference } = given
  const { number } = application
  const at = deps.clock().toISOString()
  await deleteDraft(trx, application.id)
  const by = { confirmedBy: 'signature', applicationId: null, signer: signature.signer } as const
  const id = await applyChange(trx, { organisation, fields, general, number, ...by }, { actor, at, reference })
  const subject = { kind: 'organisation_change', id } as const
  await storeSignature(trx, subject, signature, 1)
  const details = { verdict: signature.verdict, document: signature.documentSha256 }
  await audit(trx, { event: 'signature.received', actor, subject, at, details })
  const letter = renderLetter(deps.letters, 'change-applied', {
    number,
    okpo: organisation.okpo,
    name: organisation.shortName,
    signer: signature.signer ?? 'в подписи не назван',
    fields: changeLines(fields, reference),
    link: `${deps.config.baseUrl}${paths.cabinet.changes}`,
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `change_applied:${id}`,
      kind: 'change_applied',
      recipient: general.email.ascii,
      subject: letter.subject,
      body: letter.text,
      organisationId: organisation.id,
    },
    at,
  )
}

const refused = (field: string, rule: string, message: string): Confirmed => ({
  kind: 'refused',
  finding: { field, severity: 'error', rule, message },
})

const MEND = 'В изменении есть ошибки: исправьте их по ссылкам протокола'
const CONFIRM = 'Проверьте предупреждения и отметьте «Предупреждения проверены»'
const NOT_LOADED =
  'Подпись сделана сертификатом, которого нет среди ваших: добавьте его в разделе «Сертификаты» или подпишите файл другим ключом'
