import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import type { Attachment, Letter } from '../../mail/letter'
import { renderLetter } from '../../mail/templates'
import type { SentApplication } from '../applications/application'
import { followAddress } from '../registration/draft-cookie'

export type Decision = 'approved' | 'rejected' | 'returned' | 'handed_over'

/**
 * The letter that tells the applicant what was decided, once for each submission (handing over: once for each version).
 * Its template is `mail/application-{decision}` (of a change `mail/change-{decision}`, which leads to the cabinet) and
 * gets the application's number, name, ОКПО and the link to follow it, besides `data`.
 */
export const decisionLetter = (
  { letters, config }: Pick<Deps, 'letters' | 'config'>,
  application: SentApplication,
  decision: Decision,
  data: object,
  attachments: Attachment[] = [],
): Letter => {
  const { id, kind, number, okpo, shortName, email, submissions, version } = application
  const about = kind === 'change' ? 'change' : 'application'
  const letter = renderLetter(letters, `${about}-${decision.replace('_', '-')}`, {
    number,
    okpo,
    name: shortName,
    link: `${config.baseUrl}${kind === 'change' ? paths.cabinet.change : followAddress(config, id)}`,
    ...data,
  })
  return {
    dedupeKey: `application_${decision}:${id}:${decision === 'handed_over' ? version : submissions}`,
    kind: `application_${decision}`,
    recipient: email,
    subject: letter.subject,
    body: letter.text,
    attachments,
    applicationId: id,
  }
}
