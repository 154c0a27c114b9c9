import type { Knex } from 'knex'
import { DateTime } from 'luxon'
import type { Clock } from '../../clock'
import type { Instant } from '../../db/db'

/** What was counted in the database for a year of Moscow time. */
export type Statistics = { year: number; accepted: number; respondents: number }

const LIFE_MS = 5 * 60_000
const MOSCOW = 'Europe/Moscow'

/** Reports that were accepted in a year and respondents who handed in one; counted anew every five minutes at most. */
export class StatisticsCache {
  private held: { at: number; counted: Promise<Statistics> } | undefined

  constructor(
    private readonly db: Knex,
    private readonly clock: Clock,
  ) {}

  get(): Promise<Statistics> {
    const now = this.clock().getTime()
    if (this.held === undefined || Math.abs(now - this.held.at) >= LIFE_MS) {
      const counted = count(this.db, DateTime.fromMillis(now, { zone: MOSCOW }))
      this.held = { at: now, counted }
      counted.catch(() => {
        this.held = undefined
      })
    }
    return this.held.counted
  }
}

const count = async (db: Knex, now: DateTime): Promise<Statistics> => {
  const year: [Instant, Instant] = [instant(now.startOf('year')), instant(now.startOf('year').plus({ years: 1 }))]
  const [accepted] = await db('reports')
    .where('status', 'accepted')
    .where('decided_at', '>=', year[0])
    .where('decided_at', '<', year[1])
    .count({ total: '*' })
  const [respondents] = await db('reports')
    .where('submitted_at', '>=', year[0])
    .where('submitted_at', '<', year[1])
    .countDistinct({ total: 'organisation_id' })
  return { year: now.year, accepted: Number(accepted?.total ?? 0), respondents: Number(respondents?.total ?? 0) }
}

const instant = (moment: DateTime): Instant => moment.toUTC().toISO() ?? ''

const plural = new Intl.PluralRules('ru')
const number = new Intl.NumberFormat('ru')
type Forms = { one: string; few: string; many: string }

const counted = (amount: number, forms: Forms): string =>
  `${number.format(amount)} ${forms[plural.select(amount) as keyof Forms] ?? forms.many}`

/** «3 отчёта принято в 2026 году»; nothing about what there is none of yet. */
export const statisticsWords = ({ year, accepted, respondents }: Statistics): string[] =>
  [
    accepted === 0 ? '' : `${counted(accepted, ACCEPTED)} в ${year} году`,
    respondents === 0 ? '' : `${counted(respondents, RESPONDENTS)} в ${year} году`,
  ].filter(Boolean)

const ACCEPTED: Forms = { one: 'отчёт принят', few: 'отчёта принято', many: 'отчётов принято' }
const RESPONDENTS: Forms = {
  one: 'респондент отчитался',
  few: 'респондента отчиталось',
  many: 'респондентов отчиталось',
}
