import type { Knex } from 'knex'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { oneLine } from '../accounts/account-letters'
import type { ContactMove } from './contact.status'

const WORDS: Record<ContactMove, { what: string; meaning: string }> = {
  suspend: {
    what: 'приостановлены',
    meaning: 'Пока организация их не восстановит, её отчёты и данные вам недоступны. Ваш логин и пароль не изменились.',
  },
  restore: { what: 'восстановлены', meaning: 'Вы снова можете войти в систему и действовать за эту организацию.' },
  remove: {
    what: 'отозваны',
    meaning:
      'Отчёты и данные этой организации вам больше недоступны, приглашение, если вы его не приняли, не действует. За другие организации вы действуете, как прежде.',
  },
}

/**
 * Tells persons by letter, in the transaction of the move, what an organisation did with their powers.
 * @param except addresses of persons who get another letter about it
 */
export const tellPersons = async (
  { letters }: Pick<Deps, 'letters'>,
  trx: Knex.Transaction,
  contactIds: readonly number[],
  move: ContactMove,
  now: Date,
  except: readonly string[] = [],
): Promise<void> => {
  const at = now.toISOString()
  const rows = await trx('contacts')
    .join('persons', 'persons.id', 'contacts.person_id')
    .join('organisations', 'organisations.id', 'contacts.organisation_id')
    .whereIn('contacts.id', contactIds)
    .orderBy('contacts.id')
    .select('contacts.id', 'organisations.id as organisation_id', 'okpo', 'short_name', 'persons.email')
  for (const row of rows) {
    if (except.includes(row.email)) continue
    const words = { okpo: row.okpo, name: oneLine(row.short_name), time: formatDateTime(at), ...WORDS[move] }
    const { subject, text: body } = renderLetter(letters, 'authority-changed', words)
    await queueLetter(
      trx,
      {
        dedupeKey: `authority_changed:${row.id}:${move}:${at}`,
        kind: 'authority_changed',
        recipient: row.email,
        subject,
        body,
        organisationId: row.organisation_id,
      },
      at,
    )
  }
}
