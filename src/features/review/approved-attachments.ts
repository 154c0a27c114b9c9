import type { Attachment } from '../../mail/letter'
import type { SentApplication } from '../applications/application'
import { applicationText } from '../applications/application-text'
import type { Reference } from '../reference/reference'
import type { HandedIn } from './handed-in'
import type { Applicant } from './register-organisation'

/** The approved application for the applicant to keep: the very bytes that were handed in, and the same to read. */
export const approvedAttachments = (
  { okpo, number }: SentApplication,
  { submission }: HandedIn,
  { contacts }: Applicant,
  reference: Reference,
): Attachment[] => [
  { fileName: `application-${number}.xml`, contentType: 'application/xml', content: submission.xml },
  {
    fileName: `application-${number}.txt`,
    contentType: 'text/plain',
    content: applicationText({ okpo, number, general: submission.form.general, contacts }, reference),
  },
]
