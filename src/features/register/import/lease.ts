import { randomUUID } from 'node:crypto'
import type { Knex } from 'knex'
import type { Clock } from '../../../clock'
import type { Progress } from './imports.repository'

/** A process that says nothing for so long is taken for dead, and another one goes on from where it was. */
export const LEASE_MS = 60_000
/** The switch is one transaction, during which nothing can be said. */
const SWITCH_LEASE_MS = 15 * 60_000
const TELL_EVERY_MS = 1000

/** The import was cancelled, or another process has taken it: stop, and leave everything as it is. */
export class LeaseLost extends Error {}

export type Tell = (progress: Progress) => void

/** The right of one process to work on an import, and its word to the people who wait. */
export class Lease {
  private readonly worker = randomUUID()
  private toldAt = 0

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
    private readonly id: number,
    private readonly tell: Tell = () => {},
  ) {}

  private until(milliseconds: number): string {
    return new Date(this.clock().getTime() + milliseconds).toISOString()
  }

  /** Takes the import if nobody works on it. */
  async take(): Promise<boolean> {
    const now = this.clock().toISOString()
    const taken = await this.db('register_imports')
      .where({ id: this.id })
      .whereIn('state', ['checking', 'applying'])
      .where(free => void free.whereNull('locked_until').orWhere('locked_until', '<', now))
      .update({ locked_by: this.worker, locked_until: this.until(LEASE_MS) })
    return taken === 1
  }

  /** Says how far the work is, at most once a second. Throws LeaseLost when it must not go on. */
  async report(progress: Progress): Promise<void> {
    const now = performance.now()
    if (now - this.toldAt < TELL_EVERY_MS && progress.share < 1) return
    this.toldAt = now
    this.tell(progress)
    const kept = await this.mine().update({
      progress: JSON.stringify(progress),
      locked_until: this.until(progress.phase === 'switching' ? SWITCH_LEASE_MS : LEASE_MS),
    })
    if (kept !== 1) throw new LeaseLost()
  }

  /** Inside a transaction that applies: nobody has taken over or cancelled, and nobody can until its end. */
  async hold(trx: Knex.Transaction): Promise<void> {
    const held = await trx('register_imports')
      .where({ id: this.id, locked_by: this.worker, state: 'applying' })
      .update({ locked_by: this.worker })
    if (held !== 1) throw new LeaseLost()
  }

  /** Gives the import back, for whoever goes on. */
  async release(): Promise<void> {
    await this.mine().update({ locked_by: null, locked_until: null })
  }

  private mine(): Knex.QueryBuilder {
    return this.db('register_imports')
      .where({ id: this.id, locked_by: this.worker })
      .whereIn('state', ['checking', 'applying'])
  }
}
