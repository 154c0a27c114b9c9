import type { Deps } from '../../deps'
import {
  type DayTotal,
  type Durations,
  durationsByOffice,
  loadByDay,
  type ReasonTotal,
  reasonsOf,
  type Span,
  type Totals,
  totalsByOffice,
} from './workload.repository'

export type OfficeLoad = Totals & { median: number | undefined; ninetieth: number | undefined }
export type Workload = {
  days: DayTotal[]
  offices: OfficeLoad[]
  reasons: ReasonTotal[]
}

const LIFE_MS = 5 * 60_000
const KEPT = 100

/**
 * Everything that the page shows, kept for five minutes: a month of the whole country is a hundred thousand rows, and
 * many look at the same month.
 */
export class WorkloadCache {
  private readonly kept = new Map<string, { at: number; workload: Promise<Workload> }>()

  constructor(private readonly deps: Pick<Deps, 'db' | 'slowReads' | 'clock'>) {}

  get(span: Span, offset: number): Promise<Workload> {
    const now = this.deps.clock()
    const key = JSON.stringify([span, offset])
    const held = this.kept.get(key)
    if (held !== undefined && Math.abs(now.getTime() - held.at) < LIFE_MS) return held.workload
    const workload = loadWorkload(this.deps, span, offset, now)
    this.kept.set(key, { at: now.getTime(), workload })
    workload.catch(() => this.kept.delete(key))
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value as string)
    return workload
  }
}

const loadWorkload = async (
  { db, slowReads }: Pick<Deps, 'db' | 'slowReads'>,
  span: Span,
  offset: number,
  now: Date,
): Promise<Workload> => {
  const days = await slowReads.rows<DayTotal>(loadByDay(db, span, offset))
  const totals = await slowReads.rows<Totals>(totalsByOffice(db, span, now.toISOString()))
  const found = await slowReads.rows<Durations>(durationsByOffice(db, span))
  const durations = new Map(found.map(row => [row.officeId, row]))
  return {
    days,
    offices: totals.map(row => ({
      ...row,
      median: durations.get(row.officeId)?.median,
      ninetieth: durations.get(row.officeId)?.ninetieth,
    })),
    reasons: await slowReads.rows<ReasonTotal>(reasonsOf(db, span)),
  }
}
