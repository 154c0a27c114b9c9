import type { Letter } from '../../mail/letter'

/**
 * A letter as it will go out, for the page that decides whether it does. The applicant's own link opens the application
 * without a password, so nobody of the staff gets to see it.
 */
export const letterView = ({ recipient, subject, body, attachments = [] }: Letter) => ({
  recipient,
  subject,
  body: body.replace(OWN_LINK, '$1/…'),
  hidesLink: body.search(OWN_LINK) !== -1,
  attachments: attachments.map(({ fileName }) => fileName),
})

const OWN_LINK = /(\/registration\/status)\/\S+/g
