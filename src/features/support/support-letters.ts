import type { Knex } from 'knex'
import type { Instant } from '../../db/db'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import type { Question } from './question'
import { addressFor } from './question-address'

type Told =
  | { kind: 'received' }
  | { kind: 'answered'; messageId: number; answer: string }
  | { kind: 'closed'; version: number }

type Addressee = Pick<Question, 'id' | 'organisationId' | 'email'>

/**
 * A letter to whoever asked, where an address is known. Nothing that they typed stands in it: anybody can type anybody's
 * address, and what is sent there must not carry a stranger's words.
 */
export const queueSupportLetter = async (
  { letters, config }: Pick<Deps, 'letters' | 'config'>,
  trx: Knex.Transaction,
  question: Addressee,
  told: Told,
  at: Instant,
): Promise<void> => {
  if (question.email === null) return
  const { subject, text } = renderLetter(letters, `support-${told.kind}`, {
    number: question.id,
    link: `${config.baseUrl}${addressFor(config, question)}`,
    newLink: `${config.baseUrl}${paths.support.ask}`,
    byLink: question.organisationId === null,
    answer: told.kind === 'answered' ? told.answer : '',
  })
  await queueLetter(
    trx,
    {
      dedupeKey: `support_${told.kind}:${question.id}:${whichOf(told)}`,
      kind: `support_${told.kind}`,
      recipient: question.email,
      subject,
      body: text,
      ...(question.organisationId === null ? {} : { organisationId: question.organisationId }),
    },
    at,
  )
}

const whichOf = (told: Told): number => {
  if (told.kind === 'answered') return told.messageId
  return told.kind === 'closed' ? told.version : 0
}
