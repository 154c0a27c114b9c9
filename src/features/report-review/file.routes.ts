import type { Request, Router } from 'express'
import { verdictWord } from '../../crypto/verdict/explain'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { notFound } from '../../http/errors'
import { action } from '../../http/form-page'
import { officeStaffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import { findOfficeReport } from '../reports/reports.repository'
import { recheckSignature } from '../signatures/recheck-signature'
import type { SignatureLinks } from '../signatures/signature.view'
import { findSent, type Signature } from '../signatures/signatures.repository'

/** The signature that a report was handed in with; none where its form asks for none. */
export const reportSignature = (db: Db, id: number): Promise<Signature | undefined> =>
  findSent(db, { kind: 'report', id }, 1)

export const signatureLinks = (id: number): SignatureLinks => ({
  documentHref: paths.office.reportXml(id),
  fileHref: paths.office.reportSignature(id),
  recheckAction: paths.office.reportRecheck(id),
})

/** The very bytes of a report and of its signature, for its office, and «Проверить ещё раз». */
export const fileRoutes = (router: Router, deps: Deps): void => {
  const { db } = deps

  const reportOf = async (req: Request) => {
    const staff = officeStaffOf(req)
    const report = await findOfficeReport(db, staff.officeId, recordNumber(req.params.id))
    if (report === undefined) throw notFound()
    return { staff, report, name: report.fileName ?? 'report.xml' }
  }

  const signatureOf = async (id: number): Promise<Signature> => {
    const signature = await reportSignature(db, id)
    if (signature === undefined) throw notFound()
    return signature
  }

  router.get(paths.office.reportXml(':id'), async (req, res) => {
    const { report, name } = await reportOf(req)
    sendFile(res, { name, type: 'application/xml', bytes: Buffer.from(report.xml ?? '', 'utf8') })
  })

  router.get(paths.office.reportSignature(':id'), async (req, res) => {
    const { report, name } = await reportOf(req)
    const { cms } = await signatureOf(report.id)
    sendFile(res, { name: `${name}.sig`, type: 'application/octet-stream', bytes: cms })
  })

  action(router, paths.office.reportRecheck(':id'), async (req, res) => {
    const { staff, report } = await reportOf(req)
    const { id } = await signatureOf(report.id)
    const checked = await recheckSignature(deps, id, actorOf(req), staff.staffId)
    if (checked === undefined) throw notFound()
    const same = checked.before === checked.after ? ' Результат прежний.' : ''
    req.session.flash = `Подпись проверена ещё раз. ${verdictWord(checked.after)}.${same}`
    res.redirect(303, `${paths.office.report(report.id)}#signature`)
  })
}
