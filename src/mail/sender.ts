import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Knex } from 'knex'
import type { Logger } from 'pino'
import type { Clock } from '../clock'
import { MAX_ATTEMPTS, retryDelay } from './backoff'
import type { Delivery, Transport } from './delivery'
import { createNap } from './nap'
import { type LeasedLetter, leaseLetters, type Settlement, settleLetter } from './outbox.lease'

export type SenderOptions = {
  db: Knex
  transport: Transport
  clock: Clock
  log: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Letters sent at the same time. */
  batch?: number
  /** How long a letter is ours, in milliseconds: longer than the transport may take. */
  leaseMs?: number
  /** How often to look for letters that fell due or that another process queued. */
  pollMs?: number
  /** How long letters that were just queued wait for others. */
  gatherMs?: number
  /** How long `stop` waits for letters in flight. */
  patienceMs?: number
  /** Chance in the delay between attempts, 0 ≤ x < 1. */
  random?: () => number
}

/** Its attempts all ended without a result: whoever tries this letter dies of it, so nobody does any more. */
const UNFINISHED: Delivery = { outcome: 'refused', error: 'UNFINISHED' }

export type Sender = {
  /** Sends one batch of the letters that are due; tells how many it took. Rejects when the database fails. */
  runOnce(): Promise<number>
  /** Starts sending in the background. */
  start(): void
  /** There is something new in the outbox: look at once. Call it after the commit. */
  wake(): void
  /** Takes no more letters and waits for those in flight, but not for ever: a lease that is left behind ends by itself. */
  stop(): Promise<void>
}

/**
 * Takes letters out of the outbox and sends them, in any number of processes at once. Each letter goes out AT LEAST
 * once: no transaction spans a mail server, so a process that dies after the server's «accepted» and before it is
 * written down leaves a letter that is sent again when its lease ends. Such a twin bears the same Message-ID.
 * A batch is what is in flight at the same time: no letter spends its lease waiting for another.
 */
export const createSender = (options: SenderOptions): Sender => {
  const { db, transport, clock, log, batch = 4, leaseMs = 300_000, pollMs = 10_000, patienceMs = 10_000 } = options
  const { gatherMs = 100 } = options
  const random = options.random ?? Math.random
  const nap = createNap()
  let running: { loop: Promise<void>; halt: AbortController } | undefined

  const runOnce = async (): Promise<number> => {
    const now = clock()
    const lease = { id: randomUUID(), until: new Date(now.getTime() + leaseMs).toISOString() }
    const letters = await leaseLetters(db, lease, now.toISOString(), batch)
    // All of them are waited for even if one fails: otherwise the next batch would start on top of this one.
    const results = await Promise.allSettled(letters.map(letter => send(letter, lease.id)))
    const failure = results.find(result => result.status === 'rejected')
    if (failure !== undefined) throw failure.reason
    return letters.length
  }

  const send = async (letter: LeasedLetter, leaseId: string): Promise<void> => {
    const { id, kind, attempts } = letter
    const delivery = attempts > MAX_ATTEMPTS ? UNFINISHED : await transport.deliver(letter)
    const settlement = settlementOf(delivery, attempts)
    const note = { letter: id, kind, attempts, ...settlement }
    if (!(await settleLetter(db, id, leaseId, settlement)))
      log.warn(note, 'letter: the lease was lost, it may go out twice')
    else if (settlement.state === 'failed') log.warn(note, 'letter: given up')
    else log.info(note, settlement.state === 'sent' ? 'letter: sent' : 'letter: postponed')
  }

  const settlementOf = (delivery: Delivery, attempts: number): Settlement => {
    const now = clock()
    if (delivery.outcome === 'accepted') return { state: 'sent', sentAt: now.toISOString() }
    if (delivery.outcome === 'refused' || attempts >= MAX_ATTEMPTS) return { state: 'failed', error: delivery.error }
    const dueAt = new Date(now.getTime() + retryDelay(attempts, random)).toISOString()
    return { state: 'waiting', error: delivery.error, dueAt }
  }

  const run = async (halt: AbortSignal): Promise<void> => {
    while (!halt.aborted) {
      const taken = await runOnce().catch((error: unknown) => {
        // The database is away for a moment: the loop outlives it.
        log.error({ err: error }, 'outbox')
        return 0
      })
      // Fewer than were asked for: nothing else is due. Letters that are queued at the same time go out together.
      if (taken < batch && !halt.aborted) {
        await nap.sleep(pollMs)
        await pause(gatherMs)
      }
    }
  }

  return {
    runOnce,
    start: () => {
      if (running !== undefined) return
      const halt = new AbortController()
      running = { halt, loop: run(halt.signal) }
    },
    wake: () => nap.wake(),
    stop: async () => {
      if (running === undefined) return
      const { loop, halt } = running
      running = undefined
      halt.abort()
      nap.wake()
      const patience = createNap()
      await Promise.race([loop, patience.sleep(patienceMs)])
      patience.wake()
    },
  }
}
