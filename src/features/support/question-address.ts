import type { Config } from '../../config'
import { paths } from '../../http/paths'
import { openToken, sealToken } from '../../http/sealed-link'
import type { Question } from './question'

/** Where whoever asked reads the thread: a respondent in the cabinet, a visitor by a link that nobody can guess. */
export const addressFor = (config: Config, { id, organisationId }: Pick<Question, 'id' | 'organisationId'>): string =>
  organisationId === null
    ? paths.support.question(sealToken(config.session.secret, 'question', id))
    : paths.cabinet.supportQuestion(id)

/** The question of a visitor's link; links that were made before the secret was replaced open too. */
export const openAddress = (config: Config, token: unknown): number | undefined => {
  for (const secret of config.session.secrets) {
    const id = openToken(secret, 'question', token)
    if (id !== undefined) return id
  }
  return undefined
}
