import { once } from 'node:events'
import type { Response, Router } from 'express'
import { ZipFile } from 'yazl'
import type { Deps } from '../../deps'
import { sendCsv } from '../../http/csv-download'
import { dayIn } from '../../http/dates'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { askedOf } from './asked'
import { type Asked, acceptedAfter, type Exported } from './report-review.repository'
import { VALUES_HEAD, valuesOf } from './report-values'

/** Reports a batch: a few megabytes at most as a rule; other requests come in between two of them. */
const BATCH = 50

/** Accepted reports of an office in bulk («модуль для РОГС»): the XML as it was signed, or every value as a line of CSV. */
export const exportRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.office.reportsExport, async (req, res) => {
    const staff = officeStaffOf(req)
    const { asked, query, formItems, periodItems } = await askedOf(deps, req)
    const search = new URLSearchParams({ form: query.form, period: query.period }).toString()
    res.page('report-review/export', {
      formItems,
      periodItems,
      isFiltered: asked.formCode !== undefined,
      zipHref: `${paths.office.reportsZip}?${search}`,
      csvHref: `${paths.office.reportsCsv}?${search}`,
      command: `websbor-export-reports --to ПАПКА --office ${staff.officeId}`,
    })
  })

  router.get(paths.office.reportsZip, async (req, res) => {
    const staff = officeStaffOf(req)
    const { asked } = await askedOf(deps, req)
    await sendZip(res, `reports-${dayIn(deps.clock(), staff.timeZone)}.zip`, batchesOf(deps, staff.officeId, asked))
  })

  router.get(paths.office.reportsCsv, async (req, res) => {
    const staff = officeStaffOf(req)
    const { asked } = await askedOf(deps, req)
    const name = `reports-${dayIn(deps.clock(), staff.timeZone)}.csv`
    await sendCsv(res, name, VALUES_HEAD, linesOf(batchesOf(deps, staff.officeId, asked)))
  })
}

async function* batchesOf({ db }: Pick<Deps, 'db'>, officeId: number, asked: Asked): AsyncGenerator<Exported[]> {
  let after = 0
  for (;;) {
    const found = await acceptedAfter(db, officeId, asked, after, BATCH)
    if (found.length > 0) yield found
    if (found.length < BATCH) return
    after = found.at(-1)?.id ?? after
  }
}

async function* linesOf(batches: AsyncGenerator<Exported[]>): AsyncGenerator<string[][]> {
  for await (const batch of batches) yield batch.flatMap(valuesOf)
}

/** Sends files as a zip while they are being read; who stops the download stops the reading. */
const sendZip = async (res: Response, name: string, batches: AsyncGenerator<Exported[]>): Promise<void> => {
  res.set('Content-Type', 'application/zip')
  res.set('Content-Disposition', `attachment; filename="${name}"`)
  res.set('Cache-Control', 'private, no-store')
  const zip = new ZipFile()
  zip.outputStream.pipe(res)
  const left = once(res, 'close')
  for await (const batch of batches) {
    if (res.destroyed) return
    for (const { fileName, xml } of batch) zip.addBuffer(Buffer.from(xml, 'utf8'), fileName)
    if (res.writableNeedDrain) await Promise.race([once(res, 'drain'), left])
  }
  zip.end()
}
