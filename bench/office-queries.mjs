// `node bench/office-queries.mjs sqlite:FILE`: processor time of what the lists, searches and reports of the staff ask of a
// database that is there already, one after the other, without a server. For a machine that others use: the clock tells nothing there.
import { built } from './machinery/paths.mjs'

const { connect } = built('db/connection.js')
const { keysetPage } = built('db/keyset.js')
const { createSlowReads } = built('db/slow-reads.js')
const { queueList, LISTS, SORTS } = built('features/review/queue.lists.js')
const { filtered } = built('features/review/queue.filters.js')
const { foundList, readSearch } = built('features/review/queue.search.js')
const { registerList, readFilter } = built('features/register/register.list.js')
const { loadByDay, totalsByOffice, durationsByOffice } = built('features/workload/workload.repository.js')

const OFFICE = 42
const [url] = process.argv.slice(2)
const db = connect({ url, poolSize: 1 })
const slowReads = createSlowReads(db, url, null)
const staff = {
  kind: 'staff',
  staffId: 1,
  name: '',
  role: 'specialist',
  officeId: OFFICE,
  timeZone: 'Asia/Novokuznetsk',
}
const now = new Date('2026-11-20T06:00:00Z')
const page = async list => (await keysetPage(await list, { size: 50 })).rows.length

const measured = []
/** The second run counts: what has to come from the disk depends on the machine. */
const measure = async (name, work) => {
  await work()
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  measured.push({ name, ms: (user + system) / 1000 })
}

const FILTERS = [{}, { channel: 'letter' }, { signed: 'yes', differs: 'yes' }, { kind: 'change' }, { who: 'none' }]
for (const name of Object.keys(LISTS))
  for (const sort of SORTS)
    for (const filters of FILTERS)
      await measure(`queue ${name} ${sort} ${JSON.stringify(filters)}`, () =>
        page(filtered(queueList(db, staff, name, now, sort), filters, staff)),
      )
for (const q of [
  'Вектор',
  'синтетическая',
  'ООО общество',
  'ве',
  'си',
  'об',
  'а',
  '2',
  '200',
  '20000005',
  'Вектор 120',
])
  await measure(`queue search ${q}`, () => page(foundList(db, OFFICE, readSearch(q))))
const STATES = ['all', 'active', 'archived', 'blocked'].map(state => ({ state }))
const WORDS = ['1000', 'александр', 'алекс', 'иванов иван', 'анатольевич', 'вектор', 'общество'].map(q => ({ q }))
for (const own of [OFFICE, null])
  for (const query of [...STATES, { account: 'yes', type: 'branch' }, { type: 'authority' }, ...WORDS])
    await measure(`register ${own ?? 'of all'} ${JSON.stringify(query)}`, () =>
      page(registerList({ db, slowReads }, readFilter(query, own)).then(({ list }) => list)),
    )
for (const officeId of [OFFICE, undefined])
  for (const from of ['2026-10-20', '2025-11-20']) {
    const span = { from: `${from}T00:00:00.000Z`, before: '2026-11-21T00:00:00.000Z', officeId }
    await measure(`workload ${officeId ?? 'of all'} from ${from}`, async () => {
      await loadByDay(db, span, 420)
      await totalsByOffice(db, span, now.toISOString())
      await durationsByOffice(db, span)
    })
  }
await db.destroy()

measured.sort((one, other) => other.ms - one.ms)
for (const { name, ms } of measured.slice(0, 30)) process.stdout.write(`${ms.toFixed(1).padStart(8)} ${name}\n`)
process.stdout.write(
  `${measured[Math.floor(measured.length / 2)].ms.toFixed(1).padStart(8)} the middle one of ${measured.length}\n`,
)
