import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fromBuffer } from 'yauzl'
import { exportReports } from '../../../src/features/report-review/export-reports'
import { recheckReport } from '../../../src/features/report-review/recheck-report'
import { recheckUndecided } from '../../../src/features/signatures/recheck-all'
import { registeredCertificates } from '../../../src/features/signatures/registered-certificates'
import { NOW } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { download, signIn } from '../../support/sign-in'
import { begin, openReporting, type Reporter, type Reporting, signAndSend } from './reporting'

/* «Отчёты» of an office: lists, the four answers, who has not reported, export. */

let site: Reporting
let own: Reporter
let specialist: Browser
beforeEach(async () => {
  site = await openReporting()
  own = await site.respondent()
  specialist = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
})
afterEach(() => site.destroy())

const send = async (reporter = own): Promise<number> => {
  const { browser } = reporter
  const id = await begin(browser, 'demo_products', '2026-0201')
  await browser.submit({ s1r1c1: '10', s1r1c2: '5', s1r2c1: '10', s1r2c2: '5' })
  await browser.submit({ s2r10cВ: '10.1', s2r10cГ: '168', s2r10c1: '10', s2r10c2: '5', s2r10c3: '1', s2r10c4: '=1+1' })
  await signAndSend(reporter, id)
  return id
}

const answer = (id: number, value: string, text = ''): Promise<Browser> =>
  specialist.open(`/office/reports/${id}`).then(page => page.submit({ answer: value, text }, { press: 'Ответить' }))

describe('An answer', () => {
  it.each([
    ['accepted', '', 'Принят'],
    ['needs_clarification', 'Сверьте строку 02', 'Требует уточнения'],
    ['refused_format', 'Сверьте строку 02', 'Отклонён: несоответствие формату'],
    ['refused_other_way', 'Сдан на бумаге в срок', 'Отклонён: сдан другим способом'],
  ])('%s comes to the respondent as state, notice and letter', async (value, text, words) => {
    const id = await send()
    await answer(id, value, text)
    expect([specialist.status, specialist.text]).toEqual([200, expect.stringContaining(words)])
    await own.browser.open(`/cabinet/reports/${id}`)
    expect(own.browser.text).toContain(words)
    if (text !== '') expect(own.browser.text).toContain(text)
    expect(await site.db('report_notices').where({ kind: value })).toHaveLength(1)
    expect(await site.db('outbox_letters').where({ kind: `report_${value}` })).toHaveLength(1)
    expect(await site.db('audit_log').where({ subject_kind: 'report', event: `report.${value}` })).toHaveLength(1)
  })

  it('is preceded by the notice of receipt, when the office gives one', async () => {
    const id = await send()
    await specialist.open(`/office/reports/${id}`)
    await specialist.submit({}, { press: 'Подтвердить получение' })
    expect(specialist.text).toContain('Доставлен')
    await answer(id, 'accepted')
    expect(await site.db('report_notices').orderBy('id').pluck('kind')).toEqual(['sent', 'delivered', 'accepted'])
  })

  it('wants an explanation unless it is «Принят»', async () => {
    const id = await send()
    await answer(id, 'needs_clarification')
    expect([specialist.status, specialist.errors.map(({ field }) => field)]).toEqual([422, ['text']])
    await specialist.submit({ text: 'x'.repeat(2001) }, { press: 'Ответить' })
    expect(specialist.status).toBe(422)
    expect(await site.db('reports').pluck('status')).toEqual(['sent'])
  })

  it('is given once: the second specialist is told what the first has done', async () => {
    const id = await send()
    const other = await signIn(site.app, (await buildStaff(site.db)).login, '/office/sign-in')
    await other.open(`/office/reports/${id}`)
    await answer(id, 'accepted')
    await other.submit({ answer: 'refused_format', text: 'Неверный формат' }, { press: 'Ответить' })
    expect([other.status, other.text]).toEqual([409, expect.stringContaining('«Принят»')])
    expect(await site.db('reports').pluck('status')).toEqual(['accepted'])
    expect(await site.db('report_notices')).toHaveLength(2)
  })

  it("is nothing for another office, and drafts are nobody else's", async () => {
    const id = await send()
    const draft = await begin(own.browser, 'demo_products', '2026-0202')
    const stranger = await signIn(site.app, (await buildStaff(site.db, { office_id: 41 })).login, '/office/sign-in')
    for (const page of ['', '/report.xml', '/report.xml.sig'])
      expect([page, (await stranger.open(`/office/reports/${id}${page}`)).status]).toEqual([page, 404])
    expect((await stranger.open('/office/reports')).text).toContain('Отчётов нет')
    expect((await specialist.open(`/office/reports/${draft}`)).status).toBe(404)
  })
})

it('counts accepted reports on the home page', async () => {
  const id = await send()
  expect((await own.browser.open('/')).text).not.toContain('принят')
  await answer(id, 'accepted')
  site.pass(5 * 60_000)
  expect((await own.browser.open('/')).text).toContain('1 отчёт принят в 2026 году')
})

describe('The signature of a report', () => {
  it('is shown with the certificate of the cabinet, and checked again by the button and by the command', async () => {
    const id = await send()
    const { number } = await site.db('reports').where({ id }).first()
    const undecided = () => site.db('signatures').where({ subject_kind: 'report' }).update({ verdict: 'unknown' })
    await undecided()
    await specialist.open(`/office/reports/${id}`)
    expect(specialist.text).toContain('добавлен в личном кабинете')
    await specialist.submit({}, { press: 'Проверить ещё раз' })
    expect(specialist.text).toContain('Подпись проверена ещё раз. Подпись действительна')
    await undecided()
    const signature = await site.db('signatures').first('id')
    expect(await recheckUndecided(site.deps)).toEqual([`signature ${signature.id}: unknown -> valid`])
    expect(await recheckReport(site.deps, number)).toEqual([`signature ${signature.id}: valid -> valid`])
    expect(await recheckReport(site.deps, '42-2026-99999999')).toBeUndefined()
    expect(await site.db('audit_log').where({ subject_kind: 'report', event: 'signature.rechecked' })).toHaveLength(3)
  })

  it('is checked again with the certificate of the cabinet, though it is out of use by now', async () => {
    const id = await send()
    await site.db('organisation_certificates').update({ retired_at: NOW })
    expect(await registeredCertificates(site.db, { kind: 'report', id })).toHaveLength(1)
    expect(await registeredCertificates(site.db, { kind: 'report', id: id + 1 })).toEqual([])
  })
})

describe('The list', () => {
  it('shows who has not reported, until they have', async () => {
    const code = '999003001002'
    const late = await site.respondent({ inn: '4299000026', short_name: 'ООО «Должник»' })
    await send()
    const page = `/office/reports?form=${code}&period=2026-0201&status=missing`
    expect((await specialist.open(page)).text).toContain('ООО «Должник»')
    expect(specialist.text).toContain('Не предоставлен')
    expect(specialist.text).not.toContain(own.okpo)
    await begin(late.browser, 'demo_products', '2026-0201')
    expect((await specialist.open(page)).text).toContain('ООО «Должник»')
    expect((await specialist.open(`/office/reports?form=${code}&status=sent`)).text).toContain(own.okpo)
    expect((await specialist.open('/office/reports?status=missing')).text).toContain('выберите форму и период')
  })
})

describe('Values of the period before', () => {
  it('stand beside the cells once the report was accepted', async () => {
    const id = await send()
    await begin(own.browser, 'demo_products', '2026-0202')
    expect(own.browser.text).not.toContain('было 10')
    await answer(id, 'accepted')
    await own.browser.open(own.browser.url)
    expect(own.browser.$('#s1r1c1-previous').text()).toBe('было 10')
  })
})

describe('Export', () => {
  it('gives the accepted reports as XML in a zip and as lines of CSV, of the own office', async () => {
    const first = await send()
    await answer(first, 'accepted')
    const { xml, file_name } = await site.db('reports').where({ id: first }).first()
    const zip = await download(site.app, '/office/reports/reports.zip', specialist.cookies)
    expect(await namesIn(zip.body)).toEqual([file_name])
    expect(xml).toContain('<report')
    const csv = await download(site.app, '/office/reports/reports.csv', specialist.cookies)
    const lines = Buffer.from(csv.body).toString('utf8').trim().split('\r\n')
    expect(lines).toHaveLength(1 + 4 + 4)
    expect(lines.at(-1)).toContain("'=1+1")
    const stranger = await signIn(site.app, (await buildStaff(site.db, { office_id: 41 })).login, '/office/sign-in')
    expect(await namesIn((await download(site.app, '/office/reports/reports.zip', stranger.cookies)).body)).toEqual([])
  })
})

describe('The export of accepted reports into a folder', () => {
  it('goes on from the report that it wrote last, in the order of the answers', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'websbor-export-'))
    const run = (format: 'xml' | 'csv' = 'xml', officeId = 42) =>
      exportReports({ db: site.db, clock: site.deps.clock }, { officeId, format, directory })
    const [first, second] = [await send(), await send(await site.respondent())]
    await answer(second, 'accepted')
    expect(await run()).toBe(0)
    site.pass(61_000)
    expect(await run()).toBe(1)
    await answer(first, 'accepted')
    site.pass(61_000)
    expect([await run(), await run(), await run('xml', 41)]).toEqual([1, 0, 0])
    const sent = await site.db('reports').orderBy('id').select('file_name', 'xml')
    for (const { file_name, xml } of sent) expect(readFileSync(join(directory, file_name), 'utf8')).toBe(xml)
    expect(await run('csv')).toBe(2)
    const [values = ''] = readdirSync(directory).filter(name => name.endsWith('.csv'))
    expect(readFileSync(join(directory, values), 'utf8').trim().split('\r\n')).toHaveLength(1 + 16)
    expect(readdirSync(directory).filter(name => name.endsWith('.part'))).toEqual([])
    const marker = readdirSync(directory).find(name => name.startsWith('.exported-42-xml')) ?? ''
    writeFileSync(join(directory, marker), 'spoilt')
    await expect(run()).rejects.toMatchObject({ message: expect.stringContaining('no marker') })
    rmSync(directory, { recursive: true })
  })
})

const namesIn = (zip: Buffer): Promise<string[]> =>
  new Promise((done, fail) => {
    fromBuffer(zip, { lazyEntries: false }, (error, file) => {
      if (error) return fail(error)
      const names: string[] = []
      file.on('entry', (entry: { fileName: string }) => names.push(entry.fileName))
      file.on('end', () => done(names))
    })
  })
