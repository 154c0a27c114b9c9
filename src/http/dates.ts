import type { Day, Instant } from '../db/db'

const MOSCOW = 'Europe/Moscow'
const formats = new Map<string, Intl.DateTimeFormat>()

/** Formats are dear to make and few in number: one a time zone. */
const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('ru-RU', {
    timeZone,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** «22.11.2026, 14:05 (московское время)»; for staff in the time of their office, with its difference to Moscow. */
export const formatDateTime = (moment: Instant | null | undefined, timeZone = MOSCOW): string => {
  if (moment === null || moment === undefined) return ''
  const at = new Date(moment)
  return `${formatFor(timeZone).format(at)} (${zoneName(at, timeZone)})`
}

/** «22.11.2026, 14:05» in a table whose head names the zone (`zoneWords`). */
export const formatTime = (moment: Instant | null | undefined, timeZone: string): string =>
  moment === null || moment === undefined ? '' : formatFor(timeZone).format(new Date(moment))

/** What the head of such a table says: «московское время», «МСК+4». */
export const zoneWords = (timeZone: string, at: Date): string => zoneName(at, timeZone)

/** «22.11.2026»: a calendar day as it is. */
export const formatDate = (day: Day | null | undefined): string =>
  day ? day.slice(0, 10).split('-').toReversed().join('.') : ''

/** Russian offices count their time from Moscow: «московское время», «МСК+4». */
const zoneName = (at: Date, timeZone: string): string => {
  const hours = Math.round((offsetMinutes(at, timeZone) - offsetMinutes(at, MOSCOW)) / 60)
  if (hours === 0) return 'московское время'
  return `МСК${hours > 0 ? '+' : '−'}${Math.abs(hours)}`
}

const offsetMinutes = (at: Date, timeZone: string): number => {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - at.getTime()) / 60_000)
}

/** The calendar day of a moment in a time zone. */
export const dayIn = (moment: Date, timeZone: string): Day => {
  const { year, month, day } = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, value]),
  )
  return `${year}-${month}-${day}`
}
