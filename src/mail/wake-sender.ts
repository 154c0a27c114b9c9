import type { RequestHandler } from 'express'
import type { Sender } from './sender'

/**
 * After every POST that was accepted the outbox is looked at: whatever was queued is on its way within a moment. One
 * that was refused queues nothing, and what somebody else queued the sender finds by itself.
 */
export const wakeSender =
  (sender: Sender): RequestHandler =>
  (req, res, next) => {
    if (req.method === 'POST')
      res.on('finish', () => {
        if (res.statusCode < 400) sender.wake()
      })
    next()
  }
