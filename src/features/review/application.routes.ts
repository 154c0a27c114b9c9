import type { Router } from 'express'
import { historyOf } from '../../audit/audit'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendCertificate, sendFile } from '../../http/send-file'
import { reasonName } from '../rejection-reasons/rejection-reasons.repository'
import { PARTS_HEAD } from '../signatures/signature.view'
import { actionsFor, applicationView } from './application.view'
import { applicationSignature } from './application-signature'
import { loadHandedIn } from './handed-in'
import { historyItems, listAllRemarks } from './history.view'
import { noteItems } from './note.routes'
import { listNotes } from './notes.repository'
import { ownApplication } from './own-application'
import { findRelated, MAX_RELATED } from './related.repository'
import { RELATED_HEAD, relatedRows } from './related.view'

/** The page of one application, and its files. */
export const applicationRoutes = (router: Router, deps: Deps): void => {
  const { db, clock } = deps

  router.get(paths.office.application(':id'), async (req, res) => {
    const { staff, application } = await ownApplication(db, req)
    const reference = await deps.reference.get()
    const subject = { staff, application, handedIn: await loadHandedIn(db, application), reference }
    const ders = subject.handedIn.certificates.map(({ der }) => der)
    const checks = await deps.signatures.checkCertificates(ders, await deps.trust.get(), clock())
    const history = await historyOf(db, { kind: 'application', id: application.id })
    const taken = history.findLast(({ event }) => event === 'application.taken')
    const notes = await listNotes(db, application.id)
    const related = await findRelated(db, application)
    res.page('review/application', {
      application: applicationView(subject, clock(), checks),
      actions: actionsFor(
        subject,
        taken && { by: taken.staffName ?? '', at: formatDateTime(taken.at, staff.timeZone) },
      ),
      signature: await applicationSignature(db, application, staff.timeZone),
      partsHead: PARTS_HEAD,
      relatedHead: RELATED_HEAD,
      related: relatedRows(related, staff.officeId, reference),
      relatedLimit:
        Math.max(related.applications.length, related.organisations.length) >= MAX_RELATED ? MAX_RELATED : undefined,
      notes: noteItems(notes, staff.timeZone),
      history: historyItems(
        history,
        {
          remarks: await listAllRemarks(db, application.id),
          notes,
          reference,
          reason: await reasonName(db, application.reasonCode),
        },
        application,
        staff.timeZone,
      ),
    })
  })

  /** The bytes that were handed in last. */
  router.get(paths.office.xml(':id'), async (req, res) => {
    const { application } = await ownApplication(db, req)
    const { submission } = await loadHandedIn(db, application)
    sendFile(res, { name: `application-${application.number}.xml`, type: 'application/xml', bytes: submission.xml })
  })

  router.get(paths.office.certificate(':id', ':certificate'), async (req, res) => {
    const { application } = await ownApplication(db, req)
    const id = recordNumber(req.params.certificate)
    const { certificates } = await loadHandedIn(db, application)
    const certificate = certificates.find(one => one.id === id)
    if (certificate === undefined) throw notFound()
    sendCertificate(res, certificate)
  })
}
