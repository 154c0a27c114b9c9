import { type Letter } from '../../mail/letter'

/** A letter as it will go out, for the page that decides whether it does. */
export const letterView = ({ recipient, subject, body, attachments = [] }: Letter) => ({
  recipient,
  subject,
  body,
  attachments: attachments.map(({ fileName }) => fileName),
})
