import { built } from '../machinery/paths.mjs'
import { Visitor } from '../machinery/visitor.mjs'

const { connect } = built('db/connection.js')
const { cursorText } = built('db/cursor.js')
const { STAFF, PASSWORD } = built('seeds/demo/data/sign-ins.js')

const OFFICE = 42
/** So many different records stand behind a page of one record. */
const SAMPLES = 20

const QUEUE = '/office/applications'
const REGISTER = '/office/register'
const LISTS = [
  'submitted',
  'in_review',
  'mine',
  'today',
  'overdue',
  'returned',
  'approved',
  'rejected',
  'withdrawn',
  'all',
]

/** A search by words of a name has more time. */
export const isSearch = path => /[?&]q=/.test(path) && !/[?&]q=[\d-]+(&|$)/.test(path)

const query = (path, values) => `${path}?${new URLSearchParams(values)}`
const queue = values => query(QUEUE, values)
const register = values => query(REGISTER, values)

/**
 * Every page that staff open, with its lists, filters and searches: a name and the addresses behind it, by who opens it.
 * What stands behind an address is taken from the database that is measured.
 */
export const pagesOf = async url => {
  const db = connect({ url, poolSize: 1 })
  try {
    return { specialist: await ofSpecialists(db), system_admin: await ofAdministrators(db) }
  } finally {
    await db.destroy()
  }
}

const ofSpecialists = async db => {
  const own = status => db('applications').where({ office_id: OFFICE, status }).orderBy('id', 'desc').limit(SAMPLES)
  const waiting = await own('submitted').select('id', 'okpo', 'inn', 'number', 'short_name')
  const mine = await mineOf(db)
  const middle = await db('applications')
    .where({ office_id: OFFICE })
    .whereNot({ status: 'draft' })
    .orderBy('submitted_at')
    .offset(100_000)
    .first('id', 'submitted_at')
  const organisations = await db('organisations')
    .where({ office_id: OFFICE })
    .orderBy('okpo')
    .offset(500)
    .limit(SAMPLES)
    .select('id', 'okpo', 'inn', 'short_name')
  const each = (rows, path) => rows.map(path)
  const words = ({ short_name }) => short_name.replace(/^\S+ /, '')
  return {
    ...Object.fromEntries(LISTS.map(list => [`queue: ${list}`, [queue({ list })]])),
    'queue: submitted, newest first': [queue({ list: 'submitted', sort: '-sent' })],
    'queue: all by deadline': [queue({ list: 'all', sort: 'due' })],
    'queue: all, from the middle': middle
      ? [queue({ list: 'all', cursor: cursorText({ side: 'after', values: [middle.submitted_at, middle.id] }) })]
      : [],
    'queue: filter that many pass': [queue({ list: 'submitted', channel: 'web', signed: 'no', type: 'legal' })],
    'queue: filters that none passes': [
      queue({ list: 'all', channel: 'letter' }),
      queue({ list: 'approved', signed: 'yes', differs: 'yes' }),
      queue({ list: 'submitted', kind: 'change' }),
      queue({ list: 'all', who: 'me', type: 'branch' }),
    ],
    'queue: by ОКПО, ИНН, number': each(waiting, (row, index) =>
      queue({ q: [row.okpo, row.inn, row.number][index % 3] }),
    ),
    'queue: by the beginning of an ОКПО': ['2', '20', '200'].map(q => queue({ q })),
    'queue: by name': each(waiting, row => queue({ q: words(row) })),
    'queue: by frequent words': ['Вектор', 'горизонт', 'синтетическая', 'ООО общество', 'ве', 'ООО Вектор', 'а'].map(
      q => queue({ q }),
    ),
    application: each(waiting, ({ id }) => `${QUEUE}/${id}`),
    'application: decisions': mine
      .slice(0, 5)
      .flatMap(id => ['approve', 'return', 'reject', 'hand-over', 'notes'].map(page => `${QUEUE}/${id}/${page}`)),
    'application: XML': each(waiting, ({ id }) => `${QUEUE}/${id}/application.xml`),
    'by letter': [`${QUEUE}/by-letter`],
    'register: whole list': [REGISTER],
    'register: lists': ['active', 'archived', 'blocked'].map(state => register({ state })),
    'register: filters': [
      register({ account: 'yes', type: 'branch' }),
      register({ account: 'no', state: 'archived' }),
      register({ type: 'authority' }),
      register({ type: 'entrepreneur', account: 'yes' }),
    ],
    'register: by ОКПО, ИНН': each(organisations, (row, index) =>
      register({ q: index % 2 ? (row.inn ?? row.okpo) : row.okpo }),
    ),
    'register: by the beginning of an ОКПО': ['1000', '0000', '12345'].map(q => register({ q })),
    'register: by name': each(organisations, row => register({ q: words(row) })),
    'register: by frequent words': [
      'александр',
      'иван',
      'агро',
      'анатольевич',
      'общество',
      'ооо',
      'ива',
      'а',
      'стро сервис',
    ].map(q => register({ q })),
    'register: card': each(organisations, ({ id }) => `${REGISTER}/${id}`),
    'register: steps': each(organisations.slice(0, 5), ({ id }) => `${REGISTER}/${id}/block`),
    'workload: a month': [14, 15, 16, 17, 18, 19].map(day => query('/office/workload', { until: `${day}.11.2026` })),
    'workload: a year': [14, 15, 16, 17, 18, 19].map(day =>
      query('/office/workload', { from: '20.11.2025', until: `${day}.11.2026` }),
    ),
    reports: ['/office/reports'],
    'help, security': ['/office/help', '/office/help/queue', '/office/security'],
  }
}

/** Applications that the first demo specialist reviews: the pages of decisions open for nobody else. */
const mineOf = async db => {
  const { id } = await db('staff').where({ login: STAFF[0].login }).first('id')
  return db('applications')
    .where({ office_id: OFFICE, status: 'in_review', assigned_to: id })
    .orderBy('id')
    .limit(5)
    .pluck('id')
}

const ofAdministrators = async db => {
  const audit = values => query('/office/audit', values)
  const letters = values => query('/office/letters', values)
  const some = await db('applications')
    .where({ office_id: OFFICE, status: 'approved' })
    .orderBy('id')
    .limit(SAMPLES)
    .select('id', 'email')
  return {
    administration: [
      '/office/administration',
      '/office/offices',
      '/office/offices/42',
      '/office/enterprise-types',
      '/office/reasons',
    ],
    'staff and announcements': ['/office/staff', '/office/staff/1', '/office/announcements', '/office/second-factors'],
    calendar: ['/office/calendar', '/office/calendar/2026'],
    classifiers: [
      '/office/classifiers',
      '/office/classifiers/oktmo',
      query('/office/classifiers/oktmo', { q: 'сельское' }),
      query('/office/classifiers/okved2', { q: 'торговля' }),
    ],
    'trust, forms, import': ['/office/trust', '/office/forms', '/office/register/import'],
    'audit log': ['/office/audit'],
    'audit log: one filter': [
      audit({ event: 'application.approved' }),
      audit({ event: 'account.created' }),
      audit({ staff: 'kemerovo1' }),
      audit({ subject: 'letter' }),
      audit({ from: '01.03.2026', until: '31.03.2026' }),
    ],
    'audit log: of one thing': some.flatMap(({ id }) => [
      audit({ subject: 'application', number: id }),
      audit({ request: `bench-${id}` }),
    ]),
    'audit log: several filters': [
      audit({ event: 'application.taken', staff: 'admin' }),
      audit({ staff: 'kemerovo1', event: 'application.rejected', until: '01.06.2026' }),
      audit({ subject: 'application', event: 'staff.signed_in' }),
    ],
    letters: ['failed', 'waiting', 'sent'].map(state => letters({ state })),
    'letters: to somebody': some.map(({ email }) => letters({ recipient: email })),
    'register of all offices': [
      REGISTER,
      register({ state: 'archived' }),
      register({ office: '41', account: 'yes' }),
      register({ type: 'authority' }),
    ],
    'register of all offices: by name': ['вектор', 'александр', 'анатольевич', 'ооо', 'стро сервис', 'иванов иван'].map(
      q => register({ q }),
    ),
    'workload of all offices: a month': [14, 15, 16, 17, 18, 19].map(day =>
      query('/office/workload', { until: `${day}.11.2026` }),
    ),
    'workload of all offices: a year': [14, 15, 16, 17, 18, 19].map(day =>
      query('/office/workload', { from: '20.11.2025', until: `${day}.11.2026` }),
    ),
  }
}

/** The cookies of a member of staff who has signed in. */
export const signedIn = async (address, role) => {
  const { login } = STAFF.find(one => one.role === role)
  const visitor = new Visitor(address)
  await visitor.open('/office/sign-in')
  await visitor.submit({ login, password: PASSWORD })
  await visitor.submit({ code: visitor.$('#demo-code').text() })
  await visitor.open('/office')
  if (visitor.status !== 200) throw new Error(`${visitor.url} answered ${visitor.status}`)
  return visitor.cookieHeader
}
