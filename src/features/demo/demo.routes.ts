import { Router } from 'express'
import type { Deps } from '../../deps'
import { formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { sendFile } from '../../http/send-file'
import type { LetterState } from '../../mail/letter'
import { findLetter, type LetterSummary, recentLetters, type StoredLetter } from '../../mail/outbox.repository'
import { linkedText } from './letter.view'

const SHOWN = 100
const STATES: Record<LetterState, string> = { waiting: 'Ожидает отправки', sent: 'Отправлено', failed: 'Не отправлено' }

/** The letters of the demo, on a page instead of in a mailbox. Elsewhere these pages do not exist. */
export const demoRoutes = ({ config, db }: Deps): Router => {
  const router = Router()
  if (!config.demo) return router

  const letterOf = async (id: unknown): Promise<StoredLetter> => {
    const letter = await findLetter(db, recordNumber(id))
    if (letter === undefined) throw notFound()
    return letter
  }

  router.get(paths.demoMail, async (_req, res) => {
    const letters = await recentLetters(db, SHOWN)
    res.page('demo/letters', { letters: letters.map(letterRow), shown: SHOWN })
  })

  router.get(paths.demoLetter(':id'), async (req, res) => {
    const letter = await letterOf(req.params.id)
    res.page('demo/letter', {
      subject: letter.subject,
      recipient: letter.recipient,
      createdAt: letter.createdAt,
      state: STATES[letter.state],
      body: linkedText(letter.body, config.baseUrl),
      attachments: letter.attachments.map(({ fileName }, index) => ({
        fileName,
        href: paths.demoAttachment(letter.id, index + 1),
      })),
    })
  })

  router.get(paths.demoAttachment(':id', ':position'), async (req, res) => {
    const { attachments } = await letterOf(req.params.id)
    const attachment = attachments[recordNumber(req.params.position) - 1]
    if (attachment === undefined) throw notFound()
    sendFile(res, { name: attachment.fileName, type: attachment.contentType, bytes: attachment.content })
  })

  return router
}

const letterRow = ({ id, subject, recipient, createdAt, state }: LetterSummary) => ({
  href: paths.demoLetter(id),
  cells: [{ text: subject }, { text: recipient }, { text: formatDateTime(createdAt) }, { text: STATES[state] }],
})
