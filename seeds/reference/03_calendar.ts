import type { Knex } from 'knex'
import { CALENDAR } from './data/calendar'

/**
 * The production calendar. A year goes in whole or not at all: once it is there it belongs to the administrator,
 * who may also have removed days, so that putting «missing» days back would be wrong.
 */
export const seed = async (trx: Knex.Transaction): Promise<void> => {
  const present = new Set(await trx('calendar_years').pluck('year'))
  for (const { year, status, ...exceptions } of CALENDAR.filter(({ year }) => !present.has(year))) {
    await trx('calendar_years').insert({ year, status })
    const days = Object.entries(exceptions).flatMap(([kind, listed]) =>
      daysOf(year, listed).map(day => ({ day, kind })),
    )
    await trx('calendar_days').insert(days)
  }
}

const DAY_MS = 86_400_000

const daysOf = (year: number, listed: string): string[] =>
  listed
    .split(' ')
    .filter(entry => entry !== '')
    .flatMap(entry => {
      const [first, last = first] = entry.split('..').map(day => Date.parse(`${year}-${day}`)) as [number, number?]
      const count = (last - first) / DAY_MS + 1
      return Array.from({ length: count }, (_, index) => new Date(first + index * DAY_MS).toISOString().slice(0, 10))
    })
