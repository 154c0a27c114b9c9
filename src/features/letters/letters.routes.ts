import { type Request, Router } from 'express'
import { audit } from '../../audit/audit'
import type { Db } from '../../db/db'
import { keysetPage, type List } from '../../db/keyset'
import type { Deps } from '../../deps'
import { actorOf } from '../../http/actor'
import { formatTime, zoneWords } from '../../http/dates'
import { action } from '../../http/form-page'
import { staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import type { LetterState } from '../../mail/letter'
import { COUNTED, countUnsent, type LetterSummary, retryLetter, summaries } from '../../mail/outbox.repository'

const PAGE_SIZE = 50

const LISTS: Record<LetterState, string> = { failed: 'Не отправлены', waiting: 'Ожидают отправки', sent: 'Отправлены' }
const headOf = (zone: string) =>
  ['Тема', 'Кому', `Создано (${zone})`, `Отправка (${zone})`, 'Действие'].map(text => ({ text }))

/**
 * «Письма»: what the system sends and whether it arrived at the mail server. The text is not shown: it carries one-time
 * links, and nobody but the recipient may follow them.
 */
export const lettersRoutes = (deps: Deps): Router => {
  const { db, clock } = deps
  const router = Router()

  router.get(paths.office.letters, async (req, res) => {
    const { timeZone } = staffWith(req, 'system_admin')
    const { state, recipient } = asked(req)
    const page = await keysetPage<LetterSummary>(letterList(db, state, recipient), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const counts = await countUnsent(db)
    res.page('letters/letters', {
      recipient,
      title: recipient === '' ? LISTS[state] : 'Найденные',
      lists: (Object.keys(LISTS) as LetterState[]).map(name => ({
        text: LISTS[name],
        count: name === 'sent' ? undefined : counts[name] > COUNTED ? `более ${COUNTED}` : counts[name],
        href: `${paths.office.letters}?state=${name}`,
        current: recipient === '' && name === state,
      })),
      head: headOf(zoneWords(timeZone, clock())),
      letters: page.rows.map(letter => letterRow(letter, timeZone)),
      pages: neighbours(
        page,
        cursor => `${paths.office.letters}?${new URLSearchParams({ state, recipient, cursor }).toString()}`,
      ),
    })
  })

  action(router, paths.office.letterAgain(':id'), async (req, res) => {
    staffWith(req, 'system_admin')
    const id = recordNumber(req.params.id)
    const at = clock().toISOString()
    const again = await db.transaction(async trx => {
      const changed = await retryLetter(trx, id, at)
      if (changed)
        await audit(trx, { event: 'letter.sent_again', actor: actorOf(req), subject: { kind: 'letter', id }, at })
      return changed
    })
    if (again) deps.sender.wake()
    req.session.flash = again ? 'Письмо отправляется ещё раз.' : 'Это письмо уже отправлено или отправляется сейчас.'
    res.redirect(303, `${paths.office.letters}?state=${again ? 'waiting' : 'sent'}`)
  })

  return router
}

const asked = (req: Request): { state: LetterState; recipient: string } => {
  const { state, recipient } = req.query
  return {
    state: typeof state === 'string' && state in LISTS ? (state as LetterState) : 'failed',
    recipient:
      typeof recipient === 'string'
        ? recipient
            .replace(/\p{Cc}/gu, '')
            .trim()
            .slice(0, 254)
        : '',
  }
}

const letterList = (db: Db, state: LetterState, recipient: string): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: summaries(db, recipient === '' ? { state } : { recipient }), columns: ['id'] }],
})

const letterRow = (letter: LetterSummary, timeZone: string) => ({
  subject: letter.subject,
  recipient: letter.recipient,
  createdAt: formatTime(letter.createdAt, timeZone),
  sending: sendingWords(letter, timeZone),
  again: letter.state === 'sent' ? undefined : paths.office.letterAgain(letter.id),
})

const sendingWords = (letter: LetterSummary, timeZone: string): string => {
  if (letter.state === 'sent') return `отправлено ${formatTime(letter.sentAt, timeZone)}`
  const tries = `попыток: ${letter.attempts}${!letter.lastError ? '' : `, ответ почтового сервера ${letter.lastError}`}`
  return letter.state === 'failed'
    ? `не отправлено, ${tries}`
    : `следующая попытка ${formatTime(letter.dueAt, timeZone)}, ${tries}`
}
