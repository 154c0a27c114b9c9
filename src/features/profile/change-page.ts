import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { isEditable, STATUS_NAMES } from '../applications/application.status'
import { hasErrors, hasWarnings } from '../applications/control/control'
import { listRemarks } from '../applications/submissions.repository'
import { canSign } from '../certificates/own-certificates'
import { placeOf, protocolItems } from '../registration/protocol'
import { type Change, controlChange, documentOf } from './change'
import { CHANGE_HEAD, changeRows } from './change.view'

/** Everything that the page of a change shows: the table, the protocol, how it can be confirmed, where it stands. */
export const changePage = async (deps: Deps, change: Change) => {
  const { application, fields, stale, after } = change
  if (application === undefined) throw new Error('there is no change')
  const reference = await deps.reference.get()
  const open = isEditable(application.status) && fields.length > 0
  const findings = open ? controlChange(change, after, reference, deps.clock()) : []
  const protocol = protocolItems(findings)
  const { bytes, sha256, fileName } = documentOf(change)
  const office = reference.office(application.officeId ?? change.organisation.officeId)
  return {
    name: change.organisation.shortName,
    number: application.number,
    status: application.status === 'draft' ? undefined : STATUS_NAMES[application.status],
    isEditable: isEditable(application.status),
    isDraft: application.status === 'draft',
    office: office && reference.officeLabel(office),
    remarks:
      application.status === 'returned'
        ? (await listRemarks(deps.db, application)).map(({ field, text }) => ({ field: placeOf(field).field, text }))
        : [],
    head: CHANGE_HEAD,
    rows: changeRows(fields, stale, reference),
    isStale: stale.length > 0,
    protocol: {
      errors: protocol.errors.map(atEdit),
      warnings: protocol.warnings.map(atEdit),
    },
    open,
    mayBeConfirmed: open && !hasErrors(findings),
    hasWarnings: hasWarnings(findings),
    canSign: open && (await canSign(deps, change.organisation.id)),
    document: {
      href: paths.cabinet.changeDocument,
      name: fileName,
      size: `${Math.max(1, Math.ceil(bytes.length / 1024))} КБ`,
      sha256,
    },
  }
}

/** Fields of the change are on its own page. */
const atEdit = <Item extends { href: string }>(item: Item): Item => ({
  ...item,
  href: `${paths.cabinet.profileEdit}#${item.href.split('#')[1] ?? ''}`,
})
