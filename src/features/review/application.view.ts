import type { CertificateCheck } from '../../crypto/certificate-check'
import { formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import type { SentApplication } from '../applications/application'
import { contactLines } from '../applications/application-text'
import { contactName } from '../applications/contact.form'
import { statusTag } from '../applications/status.view'
import { certificateView } from '../certificates/certificate.view'
import { checkForStaff } from '../certificates/check.view'
import { placeOf } from '../registration/protocol'
import { compareWithCertificate } from './certificate-comparison'
import { compareWithRegister, registerStanding, STANDING_MARKS } from './comparison'
import { deadlineView } from './deadline.view'
import type { Subject } from './decision-page'
import { REQUESTED_HEAD, requestedFields, requestedLines, requestedRows } from './requested-change'

/** How an application came. */
export const CHANNELS: Record<SentApplication['channel'], string> = { web: 'через сайт', letter: 'письмом' }

/** What the specialist sees of an application: what was handed in last, beside the register. */
export const applicationView = (
  { application, handedIn, reference, staff }: Subject,
  now: Date,
  checks: readonly CertificateCheck[],
) => {
  const { id, number, okpo, shortName, status, channel, signed } = application
  return {
    id,
    number,
    okpo,
    shortName,
    status: statusTag(status),
    deadline: deadlineView(application, now, staff.timeZone),
    submittedAt: formatDateTime(application.submittedAt, staff.timeZone),
    sentTimes: application.submissions,
    channel: CHANNELS[channel],
    signature: signed ? 'Подана с электронной подписью' : 'Подана без электронной подписи',
    xmlHref: paths.office.xml(id),
    registerMark: STANDING_MARKS[registerStanding(handedIn.organisation)],
    hasRegister: handedIn.organisation !== undefined,
    lines: compareWithCertificate(compareWithRegister(handedIn, reference), handedIn),
    certificateTitle: handedIn.certificates.length > 0 ? 'В сертификате' : undefined,
    isChange: application.kind === 'change',
    changeHead: REQUESTED_HEAD,
    changeRows: requestedRows(
      requestedLines(requestedFields(application, handedIn, reference) ?? [], handedIn, reference),
    ),
    certificates: handedIn.certificates.map((certificate, index) => ({
      ...certificateView(certificate.id, certificate.details, checkForStaff(checks[index] as CertificateCheck)),
      href: paths.office.certificate(id, certificate.id),
      readOnly: true,
      findings: handedIn.findings.filter(({ field }) => field === `certificate-${certificate.id}`),
    })),
    contacts: handedIn.contacts.map(({ values, parsed }) => ({
      name: contactName(values),
      lines: parsed.value === undefined ? [] : contactLines(parsed.value),
    })),
    // The addresses of the fields lead to the applicant's pages.
    protocol: handedIn.findings.map(({ field, message }) => ({ field: placeOf(field).field, text: message })),
  }
}

export type Actions = {
  take: boolean
  decide: boolean
  release: boolean
  handOver: boolean
  holder: string | undefined
}

/** What may be done with the application now, and who else is at it. */
export const actionsFor = ({ application, staff }: Subject, taken: { by: string; at: string } | undefined): Actions => {
  const isInReview = application.status === 'in_review'
  const isMine = isInReview && application.assignedTo === staff.staffId
  return {
    take: application.status === 'submitted',
    decide: isMine,
    release: isMine || (isInReview && staff.role === 'office_admin'),
    handOver: application.status === 'submitted' || isMine || (isInReview && staff.role === 'office_admin'),
    holder: isInReview && taken ? `${isMine ? 'вы' : taken.by}, с ${taken.at}` : undefined,
  }
}
