import type { Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Reference } from '../reference/reference'
import { changeRows } from './change.view'
import type { ChangedField } from './changed-fields'
import { type ChangeRow, changesOf } from './changes.repository'

const PAGE_SIZE = 20

/** «История изменений»: when, who, how it was confirmed, and what was changed. */
export const historyRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.cabinet.changes, async (req, res) => {
    const { organisationId } = respondentOf(req, 'manage')
    const list = changesOf(deps.db, organisationId)
    const page = await keysetPage<ChangeRow>(list, { size: PAGE_SIZE, cursor: req.query.cursor })
    const reference = await deps.reference.get()
    res.page('profile/history', {
      head: [{ text: 'Поле' }, { text: 'Было' }, { text: 'Стало' }],
      changes: page.rows.map(row => historyEntry(row, reference)),
      pages: neighbours(page.previous, page.next),
    })
  })
}

const historyEntry = ({ number, confirmedBy, signer, fields, changedAt }: ChangeRow, reference: Reference) => ({
  number,
  at: formatDateTime(changedAt),
  how:
    confirmedBy === 'signature'
      ? `Подтверждено электронной подписью: ${signer ?? 'подписавший не назван'}`
      : `Одобрено ТОГС по заявке организации${signer === null ? '' : `, подписавший: ${signer}`}`,
  rows: changeRows(JSON.parse(fields) as ChangedField[], [], reference),
})

const neighbours = (previous: string | undefined, next: string | undefined) =>
  previous === undefined && next === undefined
    ? undefined
    : {
        ...(previous === undefined ? {} : { previous: { href: address(previous) } }),
        ...(next === undefined ? {} : { next: { href: address(next) } }),
      }

const address = (cursor: string): string => `${paths.cabinet.changes}?cursor=${encodeURIComponent(cursor)}`
