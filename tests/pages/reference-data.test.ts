import { createTestApp, type TestApp } from '../support/app'
import type { Browser } from '../support/browser'
import { buildAccount, buildContact, buildPerson, buildSecondFactor, buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* What the office and the administrator keep: the register, forms, classifiers, trusted certificates. */

let test: TestApp
let specialist: Browser
let administrator: Browser

beforeAll(async () => {
  test = await createTestApp()
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')
})
afterAll(() => test.destroy())

const anOrganisation = async (): Promise<number> => (await buildAccount(test.db)).organisationId

/** An import of the register as the page shows it; there is one at a time. */
const anImport = async (state: 'checking' | 'checked'): Promise<number> => {
  await test.db('register_imports').delete()
  const counts = {
    rows: 3000,
    new: 100,
    changed: 20,
    keptOwn: 2,
    restored: 1,
    unchanged: 1500,
    archived: 400,
    inUse: 1600,
  }
  const report = { encoding: 'utf-8', delimiter: ';', ...counts, refused: { 'okpo.format': 980 } }
  const [row] = await test
    .db('register_imports')
    .insert({
      state,
      open_slot: 1,
      file_name: 'Выгрузка.csv',
      path: '/nowhere',
      own_file: false,
      bytes: 5_000_000,
      full_extract: true,
      dry_run: false,
      at_once: false,
      progress: JSON.stringify({
        phase: 'reading',
        rows: 1200,
        refused: 3,
        share: 0.4,
        perSecond: 21_000,
        leftMs: 95_000,
      }),
      report: state === 'checked' ? JSON.stringify(report) : null,
      created_at: '2026-11-23T05:00:00.000Z',
    })
    .returning('id')
  return row.id
}

checkPages([
  ['office: reset of a second factor', () => administrator.open('/office/second-factors/1')],
  ['office: enterprise types', () => administrator.open('/office/enterprise-types')],
  ['office: calendar', () => administrator.open('/office/calendar')],
  ['office: calendar of a year', () => administrator.open('/office/calendar/2026')],
  ['office: register', () => specialist.open('/office/register')],
  [
    'office: register, all offices',
    () => administrator.open('/office/register?q=%D0%9E%D0%B1%D1%80%D0%B0%D0%B7%D0%B5%D1%86'),
  ],
  ['office: organisation', async () => specialist.open(`/office/register/${await anOrganisation()}`)],
  [
    'office: archive an organisation, with an error',
    async () => {
      await specialist.open(`/office/register/${await anOrganisation()}/archive`)
      return specialist.submit({})
    },
  ],
  [
    'office: reset of a second factor',
    async () => {
      const { id, organisationId } = await buildAccount(test.db)
      await buildSecondFactor(test.db, `account:${id}`)
      return administrator.open(`/office/register/${organisationId}/second-factor`)
    },
  ],
  ['office: ending sessions', async () => administrator.open(`/office/register/${await anOrganisation()}/sessions`)],
  [
    'office: organisation, a person with a second factor',
    async () => {
      const { organisationId } = await buildAccount(test.db)
      const { id } = await buildPerson(test.db)
      await buildContact(test.db, organisationId, id)
      await buildSecondFactor(test.db, `person:${id}`)
      return administrator.open(`/office/register/${organisationId}`)
    },
  ],
  [
    'office: reset of the second factor of a person',
    () => administrator.open(administrator.$('main a[href$="/second-factor"]').attr('href') ?? ''),
  ],
  ['office: recovery link', async () => specialist.open(`/office/register/${await anOrganisation()}/recovery-link`)],
  ['office: import of the register', () => administrator.open('/office/register/import')],
  [
    'office: import of the register, with an error',
    async () => {
      await administrator.open('/office/register/import')
      return administrator.submit({}, { press: 'Загрузить и проверить' })
    },
  ],
  ['office: import under way', async () => administrator.open(`/office/register/import/${await anImport('checking')}`)],
  ['office: import, checked', async () => administrator.open(`/office/register/import/${await anImport('checked')}`)],
  [
    'office: cancel an import',
    async () => administrator.open(`/office/register/import/${await anImport('checked')}/cancel`),
  ],
  ['office: classifiers', () => administrator.open('/office/classifiers')],
  ['office: codes of a classifier', () => administrator.open('/office/classifiers/okved2')],
  [
    'office: import of a classifier, with errors',
    async () => {
      await administrator.open('/office/classifiers/import')
      return administrator.submit({ date: 'x' }, { press: 'Загрузить и сравнить' })
    },
  ],
  [
    'office: classifier, compared with a file, with an error',
    async () => {
      await administrator.open('/office/classifiers/import')
      const bytes = 'code,name\n10,Собственность <b>российская</b>\n99,Новая\nплохая,строка\n'
      await administrator.submit(
        { classifier: 'okfs' },
        { press: 'Загрузить и сравнить', files: { file: { name: 'файл-20260101.csv', bytes } } },
      )
      return administrator.submit({}, { press: 'Применить' })
    },
  ],
  ['office: trust', () => administrator.open('/office/trust')],
  [
    'office: trust with an error',
    async () => {
      await administrator.open('/office/trust')
      return administrator.submit({}, { press: administrator.$('main form button').first().text() })
    },
  ],
])
