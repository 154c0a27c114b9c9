import type { Server } from 'node:http'

export type Drain = { deadlineMs: number }

const IDLE_CHECK_MS = 100

/**
 * Stops taking connections and waits until open requests are answered. `server.close()` alone waits for keep-alive
 * clients who ask nothing; so idle connections are closed again and again, and what is busy at the deadline is cut.
 */
export const drain = (server: Server, { deadlineMs }: Drain): Promise<void> =>
  new Promise(resolve => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    const deadline = setTimeout(() => server.closeAllConnections(), deadlineMs)
    server.prependListener('request', (_req, res) => res.setHeader('Connection', 'close'))
    server.close(() => {
      clearInterval(idle)
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
