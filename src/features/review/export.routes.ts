import type { Router } from 'express'
import { keysetPage, type List } from '../../db/keyset'
import type { Deps } from '../../deps'
import { sendCsv } from '../../http/csv-download'
import { dayIn, formatDate, formatDateTime } from '../../http/dates'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { STATUS_NAMES } from '../applications/application.status'
import type { Reference } from '../reference/reference'
import { CHANNELS } from './application.view'
import { readView } from './queue.filters'
import { askedList, typedSearch } from './queue.routes'
import type { QueueRow } from './queue.view'

const HEAD = [
  'Номер',
  'ОКПО',
  'ИНН',
  'Наименование',
  'Тип',
  'Канал',
  'Подпись',
  'Данные регистра',
  'Отправлена',
  'Срок',
  'Состояние',
  'Специалист',
]

/** Rows a batch: some tens of kilobytes; other requests come in between two of them. */
const BATCH = 500

/** The list or the search of the address as a CSV file, all pages of it. */
export const exportRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.office.export, async (req, res) => {
    const staff = officeStaffOf(req)
    const reference = await deps.reference.get()
    const list = await askedList(deps, staff, readView(req.query), typedSearch(req))
    const today = dayIn(deps.clock(), staff.timeZone)
    await sendCsv(res, `applications-${today}.csv`, HEAD, batchesOf(list, reference, staff.timeZone))
  })
}

/** Batch by batch from where the one before ended: no query stays open, whatever the reader's line is like. */
async function* batchesOf(list: List, reference: Reference, timeZone: string): AsyncGenerator<string[][]> {
  let cursor: string | undefined
  do {
    const page = await keysetPage<QueueRow>(list, { size: BATCH, cursor })
    yield page.rows.map(row => csvRow(row, reference, timeZone))
    cursor = page.next
  } while (cursor !== undefined)
}

const csvRow = (row: QueueRow, reference: Reference, timeZone: string): string[] => [
  row.number,
  row.okpo,
  row.inn,
  row.shortName,
  reference.enterpriseTypeName(row.enterpriseType),
  CHANNELS[row.channel],
  row.signed ? 'подписана' : 'не подписана',
  row.differs ? 'отличаются' : 'не отличаются',
  formatDateTime(row.submittedAt, timeZone),
  formatDate(row.dueOn),
  STATUS_NAMES[row.status],
  row.assignedName ?? '',
]
