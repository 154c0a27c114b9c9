import type { Knex } from 'knex'
import type { Status } from '../../src/features/applications/application.status'
import { searchName } from '../../src/features/applications/search-name'

/** Of a hundred applications so many are in each state, as in an office at work. */
const SHARES: [Status, number][] = [
  ['submitted', 4],
  ['in_review', 3],
  ['returned', 3],
  ['approved', 75],
  ['rejected', 10],
  ['withdrawn', 5],
]

const STATES = SHARES.flatMap(([status, share]) => Array.from({ length: share }, (): Status => status))

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** SQLite takes no more rows than 500 in one statement. */
const CHUNK = 400

export type Crowd = {
  rows: number
  /** Members of staff who have the applications that are in review and made the decisions. */
  staff: number[]
  /** Four of five lie at the first, the others at the second. */
  offices: [number, number]
  /** The newest is sent at this moment, each older one a minute before. */
  until: Date
}

/**
 * Rows of the queue in great number, for plans and timings: without submissions and audit records, so only lists and
 * searches can be tried on them. Keeps the counts right.
 */
export const buildCrowd = async (db: Knex, crowd: Crowd): Promise<void> => {
  for (let first = 0; first < crowd.rows; first += CHUNK) {
    const size = Math.min(CHUNK, crowd.rows - first)
    await db('applications').insert(Array.from({ length: size }, (_, index) => crowdRow(first + index, crowd)))
  }
  await db('application_counts').delete()
  const counted = db('applications').whereNot('status', 'draft').groupBy('office_id', 'status')
  await db('application_counts').insert(counted.select('office_id', 'status', db.raw('count(*) as total')))
}

const crowdRow = (number: number, { rows, staff, offices, until }: Crowd): Record<string, unknown> => {
  // A step that has no divisor in common with 100 spreads the states evenly over time.
  const status = STATES[(number * 37) % STATES.length] as Status
  const member = staff[number % staff.length]
  const sent = new Date(until.getTime() - (rows - number) * MINUTE_MS)
  const due = new Date(Math.floor(sent.getTime() / DAY_MS + 4) * DAY_MS)
  const decided = status === 'approved' || status === 'rejected'
  const name = `ООО «Образец ${number}» ${number % 1000 === 0 ? 'редкое' : 'частое'} имя`
  return {
    status,
    form: JSON.stringify({ general: { shortName: name, note: 'я'.repeat(200) }, contacts: [], saved: [] }),
    okpo: String(10_000_000 + number),
    register_state: 'found',
    number: `2020-${String(number).padStart(8, '0')}`,
    office_id: number % 5 === 4 ? offices[1] : offices[0],
    enterprise_type: 'legal',
    inn: String(7_700_000_000 + number),
    short_name: name,
    search_name: searchName(name, ''),
    email: 'crowd@primer.example',
    submissions: 1,
    submitted_at: sent.toISOString(),
    due_on: due.toISOString().slice(0, 10),
    due_at: due.toISOString(),
    assigned_to: status === 'submitted' || status === 'withdrawn' ? null : member,
    decided_at: decided ? sent.toISOString() : null,
    decided_by: decided ? member : null,
    created_at: sent.toISOString(),
    updated_at: sent.toISOString(),
  }
}
