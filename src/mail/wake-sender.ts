import type { RequestHandler } from 'express'
import type { Sender } from './sender'

/** After every answered POST the outbox is looked at: whatever was queued is on its way within a moment. */
export const wakeSender =
  (sender: Sender): RequestHandler =>
  (req, res, next) => {
    if (req.method === 'POST') res.on('finish', () => sender.wake())
    next()
  }
