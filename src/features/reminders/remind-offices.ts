import { DateTime } from 'luxon'
import type { Day, Db } from '../../db/db'
import type { Deps } from '../../deps'
import { formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { Letter } from '../../mail/letter'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { CalendarMissingError, type WorkingCalendar } from '../calendar/working-days'
import type { Office } from '../offices/office'
import { claimDay, type DueApplication, dueWithin, listReachable, wasReminded } from './reminders.repository'

/** Reminders lie in the mailbox when the working day begins. */
const FROM_HOUR = 8

/**
 * Reminds every office once on each of its working days, by its own clock, of what is due today and what is overdue:
 * each specialist of what they have, the administrators and the mailbox of the office of everything. Who has nothing
 * gets no letter. Any number of processes may call it as often as they like. Returns the number of letters.
 */
export const remindOffices = async (deps: Deps): Promise<number> => {
  const { offices, calendar } = await deps.reference.get()
  let letters = 0
  for (const office of offices) if (office.closedAt === null) letters += await remindOffice(deps, office, calendar)
  return letters
}

const remindOffice = async (deps: Deps, office: Office, calendar: WorkingCalendar): Promise<number> => {
  const now = DateTime.fromJSDate(deps.clock(), { zone: office.timeZone })
  const day = now.toISODate()
  if (day === null || now.hour < FROM_HOUR || !isWorkingDay(deps, calendar, day)) return 0
  if (await wasReminded(deps.db, office.id, day)) return 0
  const at = deps.clock().toISOString()
  const endOfDay = now.plus({ days: 1 }).startOf('day').toUTC().toISO() as string
  const letters = await lettersOf(deps, office, { day, at, endOfDay })
  return deps.db.transaction(async trx => {
    if (!(await claimDay(trx, office.id, day))) return 0
    for (const letter of letters) await queueLetter(trx, letter, at)
    return letters.length
  })
}

/** A year without a calendar is told to staff by the pages; here it is a line in the log, and no letter. */
const isWorkingDay = ({ log }: Deps, calendar: WorkingCalendar, day: Day): boolean => {
  try {
    return calendar.isWorkingDay(day)
  } catch (error) {
    if (!(error instanceof CalendarMissingError)) throw error
    log.warn({ year: error.year }, 'no reminders: the production calendar is missing')
    return false
  }
}

type Moment = { day: Day; at: string; endOfDay: string }

const lettersOf = async (deps: Deps, office: Office, moment: Moment): Promise<Letter[]> => {
  const { day } = moment
  const ofOffice = await dueFor(deps.db, office.id, moment)
  if (ofOffice.overdue.total + ofOffice.today.total === 0) return []
  const reachable = await listReachable(deps.db, office.id)
  const letters: Letter[] = []
  for (const { id, role, email } of reachable) {
    const due = role === 'specialist' ? await dueFor(deps.db, office.id, moment, id) : ofOffice
    if (due.overdue.total + due.today.total === 0) continue
    letters.push(letterOf(deps, { key: `staff:${id}`, recipient: email, day, office, due, own: role === 'specialist' }))
  }
  if (office.mailbox !== null)
    letters.push(
      letterOf(deps, { key: `office:${office.id}`, recipient: office.mailbox, day, office, due: ofOffice, own: false }),
    )
  return letters
}

type Due = Record<'overdue' | 'today', { total: number; first: DueApplication[] }>

const dueFor = async (db: Db, officeId: number, { at, endOfDay }: Moment, staffId?: number): Promise<Due> => {
  const whose = staffId === undefined ? { officeId } : { officeId, staffId }
  return {
    overdue: await dueWithin(db, { ...whose, until: at }),
    today: await dueWithin(db, { ...whose, after: at, until: endOfDay }),
  }
}

type To = { key: string; recipient: string; day: Day; office: Office; due: Due; own: boolean }

const letterOf = ({ letters, config }: Deps, { key, recipient, day, office, due, own }: To): Letter => {
  const list = ({ total, first }: Due['today']) => ({
    total,
    more: total - first.length,
    lines: first.map(({ number, shortName, dueOn, assignedTo }) => ({
      number,
      name: shortName.replace(/[\p{Cc}\s]+/gu, ' '),
      due: formatDate(dueOn),
      free: assignedTo === null,
    })),
  })
  const { subject, text } = renderLetter(letters, 'office-reminder', {
    office: office.shortName,
    day: formatDate(day),
    own,
    overdue: list(due.overdue),
    today: list(due.today),
    link: `${config.baseUrl}${paths.office.applications}?list=${due.overdue.total > 0 ? 'overdue' : 'today'}`,
  })
  return { dedupeKey: `office_reminder:${day}:${key}`, kind: 'office_reminder', recipient, subject, body: text }
}
