import type { Day, Db } from '../../db/db'
import { durationsByOffice, loadByDay, reasonsOf, type Span, type Totals, totalsByOffice } from './workload.repository'

export type OfficeLoad = Totals & { median: number | undefined; ninetieth: number | undefined }
export type Workload = {
  days: { day: Day; total: number }[]
  offices: OfficeLoad[]
  reasons: { code: string; total: number }[]
}

const LIFE_MS = 5 * 60_000
const KEPT = 100

/**
 * Everything that the page shows, kept for five minutes: a month of the whole country is a hundred thousand rows, and
 * many look at the same month.
 */
export class WorkloadCache {
  private readonly kept = new Map<string, { at: number; workload: Promise<Workload> }>()

  constructor(
    private readonly db: Db,
    private readonly clock: () => Date,
  ) {}

  get(span: Span, offset: number): Promise<Workload> {
    const now = this.clock()
    const key = JSON.stringify([span, offset])
    const held = this.kept.get(key)
    if (held !== undefined && Math.abs(now.getTime() - held.at) < LIFE_MS) return held.workload
    const workload = loadWorkload(this.db, span, offset, now)
    this.kept.set(key, { at: now.getTime(), workload })
    workload.catch(() => this.kept.delete(key))
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value as string)
    return workload
  }
}

const loadWorkload = async (db: Db, span: Span, offset: number, now: Date): Promise<Workload> => {
  const days = await loadByDay(db, span, offset)
  const totals = await totalsByOffice(db, span, now.toISOString())
  const durations = new Map((await durationsByOffice(db, span)).map(row => [row.officeId, row]))
  return {
    days,
    offices: totals.map(row => ({
      ...row,
      median: durations.get(row.officeId)?.median,
      ninetieth: durations.get(row.officeId)?.ninetieth,
    })),
    reasons: await reasonsOf(db, span),
  }
}
