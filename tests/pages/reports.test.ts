import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import { addForm, begin as beginReport, codeOfForm } from '../integration/reports/reporting'
import { createTestApp, NOW, type TestApp } from '../support/app'
import { Browser } from '../support/browser'
import { buildAccount, buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* Forms to hand in, reports from the draft to the receipt, and the office that looks at them. */

let test: TestApp
let visitor: Browser
let respondent: Browser
let specialist: Browser

beforeAll(async () => {
  test = await createTestApp()
  visitor = new Browser(test.app)
  respondent = await signIn(test.app, (await buildAccount(test.db)).okpo)
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
})
afterAll(() => test.destroy())

/** Makes a form due from the respondent. */
const giveForm = async (): Promise<void> => {
  await addForm(test, readFileSync('seeds/demo/templates/demo_products.xml'))
  const { okpo } = await test.db('organisations').join('accounts', 'organisation_id', 'organisations.id').first('okpo')
  const { id } = await test.db('organisations').where({ okpo }).first('id')
  const row = { organisation_id: id, form_code: codeOfForm('demo_products'), source: 'list', created_at: NOW }
  await test.db('form_assignments').insert(row)
}

checkPages([
  ['reports: forms, none', () => respondent.open('/cabinet/reports')],
  [
    'reports: forms',
    async () => {
      await giveForm()
      return respondent.open('/cabinet/reports')
    },
  ],
  [
    'reports: upload, with an error',
    async () => {
      await respondent.open('/cabinet/reports/upload')
      return respondent.submit({})
    },
  ],
  ['offline forms', () => visitor.open('/offline')],
  [
    'reports: uploaded archive',
    async () => {
      const zip = new ZipFile()
      zip.addBuffer(Buffer.from('текст'), 'отчёт.txt')
      zip.end()
      await respondent.open('/cabinet/reports/upload')
      const file = { name: 'отчёты.zip', bytes: await buffer(zip.outputStream) }
      return respondent.submit({}, { files: { report: file } })
    },
  ],
  ['reports: start', () => respondent.open('/cabinet/reports/start/999003001002')],
  ['reports: general information', () => respondent.submit({ period: '2026-0201' })],
  ['reports: general information with errors', () => respondent.submit({ t2: '' })],
  [
    'reports: section with errors',
    async () => {
      await beginReport(respondent, 'demo_products', '2026-0201')
      return respondent.submit({ s1r1c1: 'много', s1r1c2: '5' })
    },
  ],
  [
    'reports: section with free rows',
    async () => {
      await respondent.submit({ s1r1c1: '10' })
      await respondent.submit({ s2r10cВ: '10.1', s2r10c1: '1' }, { press: 'Добавить строку «Вид продукции»' })
      return respondent.open(respondent.url)
    },
  ],
  ['reports: paste', () => respondent.open('/cabinet/reports/1/sections/2/paste')],
  [
    'reports: paste, shown before it is stored',
    () => respondent.submit({ block: 'Мебель\t796\tмного\t\t\t\tещё', column: 'В' }),
  ],
  [
    'reports: dictionary of a cell',
    () => respondent.open(`/cabinet/reports/1/sections/2/terms?row=10&occurrence=0&column=${encodeURIComponent('В')}`),
  ],
  ['reports: control', () => respondent.open('/cabinet/reports/1/control')],
  ['reports: sending', () => respondent.open('/cabinet/reports/1/send')],
  ['reports: print', () => respondent.open('/cabinet/reports/1/print')],
  ['reports: draft', () => respondent.open('/cabinet/reports/1')],
  [
    'reports: carry over to a new version',
    async () => {
      const xml = readFileSync('seeds/demo/templates/demo_products.xml', 'utf8')
      const changed = xml.replace('version="01-01-2026"', 'version="01-06-2026"').replace(/<row code="01".*\n/, '')
      await addForm(test, Buffer.from(changed))
      return respondent.open('/cabinet/reports/1/carry-over')
    },
  ],
  ['reports: carried over, values without a place', () => respondent.submit({}, { press: 'Перенести' })],
  ['reports: list', () => respondent.open('/cabinet/reports/list')],
  ['reports: notices', () => respondent.open('/cabinet/reports/notices')],
  [
    'office: report',
    async () => {
      const { id } = await test.db('offices').where({ id: 42 }).first('id')
      const sent = { status: 'sent', number: '42-2026-00000001', file_name: 'report.xml', xml: '<report/>' }
      await test.db('reports').update({ ...sent, office_id: id, submitted_at: NOW })
      return specialist.open('/office/reports/1')
    },
  ],
  [
    'office: report, with an error',
    async () => {
      await specialist.open('/office/reports/1')
      return specialist.submit({}, { press: 'Ответить' })
    },
  ],
  ['office: reports', () => specialist.open('/office/reports')],
  ['office: export of reports', () => specialist.open('/office/reports/export?form=999003001002')],
  [
    'office: reports, who has not reported',
    () => specialist.open('/office/reports?form=999003001002&period=2026-0202&status=missing'),
  ],
  ['reports: receipt', () => respondent.open('/cabinet/reports/1')],
  [
    'reports: correction, with an error',
    async () => {
      await test.db('reports').update({ status: 'needs_clarification' })
      await respondent.open('/cabinet/reports/1/correct')
      return respondent.submit({})
    },
  ],
])
