import type { Knex } from 'knex'
import type { Clock } from '../../clock'

const KEPT_MS = 5 * 60_000

/** How many reports were accepted in a year, counted once in five minutes: the home page is asked for all the time. */
export class ReportStatistics {
  private counted: { year: number; at: number; count: Promise<number> } | undefined

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
  ) {}

  async accepted(): Promise<{ year: number; count: number }> {
    const now = this.clock()
    const year = now.getUTCFullYear()
    const { counted } = this
    if (counted !== undefined && counted.year === year && now.getTime() - counted.at < KEPT_MS)
      return { year, count: await counted.count }
    const count = this.count(year)
    this.counted = { year, at: now.getTime(), count }
    try {
      return { year, count: await count }
    } catch (error) {
      this.counted = undefined
      throw error
    }
  }

  private async count(year: number): Promise<number> {
    const row = await this.db('reports')
      .where({ status: 'accepted' })
      .where('decided_at', '>=', `${year}-01-01T00:00:00.000Z`)
      .where('decided_at', '<', `${year + 1}-01-01T00:00:00.000Z`)
      .count({ count: '*' })
      .first()
    return Number(row?.count ?? 0)
  }
}
