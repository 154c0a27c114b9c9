import type { Router } from 'express'
import type { Deps } from '../../../deps'
import { periodicityAdjective, reportName, titleValue } from '../../../flk'
import { formatDateTime } from '../../../http/dates'
import { paths } from '../../../http/paths'
import { findSent } from '../../signatures/signatures.repository'
import { controlReport } from '../check'
import { ownReportOf } from '../own-report'
import { protocolView } from '../protocol.view'
import { STATUSES } from '../report.status'
import { periodWords } from '../report-words'
import { writeReportPdf } from './report-pdf'

/** The filled form as a PDF, sent while it is being written. */
export const pdfRoutes = (router: Router, deps: Deps): void => {
  router.get(paths.cabinet.reportPdf(':id'), async (req, res) => {
    const { report, ready } = await ownReportOf(deps, req, 'view')
    const { form } = ready
    const { template } = form
    const { id, explanations, content } = report
    const signature = report.number === null ? undefined : await findSent(deps.db, { kind: 'report', id }, 1)
    const protocol = await controlReport(deps.db, form, report)
    const okpo = titleValue(content, template.keyField)
    const stamp = report.updatedAt.replace(/\D/g, '').slice(0, 12)
    const name = report.fileName?.replace(/\.xml$/, '') ?? reportName(content, { okpo, stamp, uuid: report.uuid })
    res.set('Content-Type', 'application/pdf')
    res.set('Content-Disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.pdf"`)
    res.set('Cache-Control', 'private, no-store')
    await writeReportPdf(
      {
        form,
        report: content,
        period: periodWords(template, report),
        periodicity: template.periodicity === undefined ? '' : periodicityAdjective(template.periodicity),
        correction: report.correction,
        correctionReason: report.correctionReason,
        receipt: report.number === null ? undefined : { number: report.number, at: formatDateTime(report.submittedAt) },
        state: STATUSES[report.status].text,
        signer:
          signature === undefined || signature.signer === null
            ? undefined
            : { name: signature.signer, at: formatDateTime(signature.receivedAt) },
        protocol: protocolView(template, content, protocol, { id, explanations, linked: false }),
      },
      res,
    )
  })
}
