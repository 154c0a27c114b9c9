import { readReport, writeReport } from '../../../src/flk'
import { NOW } from '../../support/app'
import { buildContact, buildPerson } from '../../support/builders'
import { NAUGHTY } from '../../support/naughty-strings'
import { signIn } from '../../support/sign-in'
import { begin, documentOf, openReporting, type Reporter, type Reporting, signAndSend } from './reporting'

/* A report from «Отчитаться» to the receipt, and everything that may go wrong on the way. */

let site: Reporting
let own: Reporter
beforeEach(async () => {
  site = await openReporting()
  own = await site.respondent()
})
afterEach(() => site.destroy())

/** Fills «продукция» so that the control finds nothing that stops it; one warning, when more is shipped than made. */
const fillProducts = async ({ browser }: Reporter, shipped = '5'): Promise<number> => {
  const id = await begin(browser, 'demo_products', '2026-0201')
  await browser.submit({ s1r1c1: '10', s1r1c2: shipped, s1r2c1: '10', s1r2c2: shipped })
  await browser.submit({ s2r10cВ: '10.1', s2r10cГ: '168', s2r10c1: '10', s2r10c2: shipped, s2r10c3: '1,5' })
  return id
}

const report = (id: number) => site.db('reports').where({ id }).first()

describe('A report', () => {
  it('is filled in, checked, signed and sent; the receipt has a number', async () => {
    const { browser } = own
    const id = await fillProducts(own)
    expect([browser.url, browser.text]).toEqual([
      `/cabinet/reports/${id}/control`,
      expect.stringContaining('Контроль пройден'),
    ])
    await browser.submit({}, { press: 'Перейти к отправке' })
    const document = await documentOf(browser, id)
    await signAndSend(own, id)
    expect([browser.status, browser.url]).toEqual([200, `/cabinet/reports/${id}`])
    const sent = await report(id)
    expect(browser.heading).toBe(`Квитанция № ${sent.number}`)
    expect(sent).toMatchObject({ status: 'sent', xml: Buffer.from(document).toString('utf8') })
    expect(sent.file_name).toMatch(/^0999003_001_002_\d+_2026_0201_\d{12}_/)
    expect(await site.db('signatures').where({ subject_kind: 'report', subject_id: id })).toMatchObject([
      { sequence: 1, verdict: 'valid' },
    ])
    expect(await site.db('outbox_letters').where({ kind: 'report_sent' }).pluck('recipient')).toEqual([
      'org@primer.example',
    ])
    expect((await browser.open('/cabinet/reports/notices')).text).toContain(sent.number)
    expect((await browser.open('/cabinet/reports/list?status=sent')).text).toContain(sent.number)
    expect((await browser.open('/cabinet/reports?q=0999003')).text).toContain('Отправлен')
  })

  it('may carry an attached signature', async () => {
    const id = await fillProducts(own)
    await signAndSend(own, id, true)
    expect(await report(id)).toMatchObject({ status: 'sent' })
  })

  it('is sent once, however often it is pressed', async () => {
    const id = await fillProducts(own)
    const { browser } = own
    await browser.open(`/cabinet/reports/${id}/send`)
    const second = browser.tab()
    await second.open(`/cabinet/reports/${id}/send`)
    await Promise.all([signAndSend(own, id), signAndSend({ ...own, browser: second }, id)])
    expect([browser.url, second.url]).toEqual([`/cabinet/reports/${id}`, `/cabinet/reports/${id}`])
    expect(await site.db('signatures')).toHaveLength(1)
    expect(await site.db('report_notices')).toHaveLength(1)
  })

  it('tells where to add the public key when there is no certificate to sign with', async () => {
    const id = await fillProducts(own)
    await site.db('organisation_certificates').update({ retired_at: NOW })
    await own.browser.open(`/cabinet/reports/${id}/send`)
    expect(own.browser.text).toContain('нужно добавить открытый ключ (сертификат) в разделе «Сертификаты»')
    await own.browser.follow('Перейти в раздел «Сертификаты»')
    expect(own.browser.url).toBe('/cabinet/certificates')
  })

  it('is not sent by a foreign certificate, a broken file, or without a signature', async () => {
    const id = await fillProducts(own)
    const stranger = await site.respondent({ inn: '4299000026' })
    await signAndSend({ ...own, signer: { ...stranger.signer } }, id)
    expect(own.browser.errors).toEqual([{ field: 'signature', text: expect.stringContaining('Сертификаты') }])
    const { browser } = own
    await browser.submit(
      {},
      { press: 'Подписать и отправить', files: { signature: { name: 'a.sig', bytes: '<html>' } } },
    )
    expect([browser.status, browser.errors.length]).toEqual([422, 1])
    await browser.submit({}, { press: 'Подписать и отправить' })
    expect(browser.errors).toEqual([{ field: 'signature', text: expect.stringContaining('Выберите файл подписи') }])
    expect(await report(id)).toMatchObject({ status: 'draft' })
  })

  it('that changed since the page was opened has to be signed anew', async () => {
    const id = await fillProducts(own)
    const { browser } = own
    await browser.open(`/cabinet/reports/${id}/send`)
    const other = browser.tab()
    await other.open(`/cabinet/reports/${id}/sections/2`)
    await other.submit({ s2r10c4: 'Другое' })
    await browser.submit({}, { press: 'Подписать и отправить' })
    expect([browser.status, browser.errors]).toEqual([
      409,
      [{ field: 'signature', text: expect.stringContaining('изменился') }],
    ])
  })
})

describe('Filling in', () => {
  it('keeps wrong values with their messages, and takes numbers as people write them', async () => {
    const { browser } = own
    await begin(browser, 'demo_products', '2026-0201')
    await browser.submit({ s1r1c1: '1 234,5', s1r1c2: 'много', s1r2c1: '1e9' })
    expect([browser.status, browser.errors.map(({ field }) => field)]).toEqual([422, ['s1r1c2', 's1r2c1']])
    expect([browser.value('s1r1c1'), browser.value('s1r1c2')]).toEqual(['1234.5', 'много'])
    await browser.open(browser.url)
    expect(browser.value('s1r1c2')).toBe('много')
  })

  it('adds and removes free rows with buttons', async () => {
    const { browser } = own
    const id = await begin(browser, 'demo_products', '2026-0201')
    await browser.open(`/cabinet/reports/${id}/sections/2`)
    await browser.submit({ s2r10cВ: '10.1', s2r10c1: '1' }, { press: 'Добавить строку «Вид продукции»' })
    await browser.submit({ 's2r10-1cВ': '10.5', 's2r10-1c1': '2' }, { press: 'Сохранить' })
    expect([browser.value('s2r10c1'), browser.value('s2r10-1c1')]).toEqual(['1', '2'])
    await browser.submit({}, { press: 'Удалить' })
    expect([browser.value('s2r10cВ'), browser.$('[name^=s2r10-1]').length]).toEqual(['10.5', 0])
  })

  it('keeps every naughty text, but for characters that nobody sees', async () => {
    const { browser } = own
    const id = await begin(browser, 'demo_products', '2026-0201')
    await browser.open(`/cabinet/reports/${id}/sections/2`)
    const visible = (value: string): string => value.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, '').trim()
    // What half a pair becomes on its way.
    const notes = NAUGHTY.map(text => [...text.replace(/\p{Surrogate}/gu, '\uFFFD')].slice(0, 200).join(''))
    const cell = (at: number, column: string): string => `s2r10${at === 0 ? '' : `-${at}`}c${column}`
    const rows = notes.flatMap((note, at) => [
      [cell(at, 'В'), `к${at}`],
      [cell(at, '4'), note],
    ])
    await browser.submit(
      {},
      { press: 'Сохранить', forge: { n2r10: String(notes.length), ...Object.fromEntries(rows) } },
    )
    const { content } = await report(id)
    const read = readReport(writeReport(JSON.parse(content)))
    const kept = read.sections[1]?.rows.map(({ cells }) => cells.find(({ column }) => column === '4')?.value ?? '')
    expect(kept?.map(visible)).toEqual(notes.map(visible))
    const shown = notes.slice(0, browser.$('tr[id^=s2r10]').length)
    expect(shown.length).toBeGreaterThan(50)
    expect(shown.map((_, at) => visible(browser.value(cell(at, '4'))))).toEqual(shown.map(visible))
  })

  it('does not overwrite a section that another tab has saved', async () => {
    const { browser } = own
    await begin(browser, 'demo_products', '2026-0201')
    const other = await browser.tab().open(browser.url)
    await other.submit({ s1r1c1: '1' }, { press: 'Сохранить' })
    await browser.submit({ s1r1c1: '2' }, { press: 'Сохранить' })
    expect([browser.status, browser.value('s1r1c1'), browser.text]).toEqual([
      409,
      '2',
      expect.stringContaining('в другой вкладке'),
    ])
    expect((await other.open(other.url)).value('s1r1c1')).toBe('1')
    await browser.submit({}, { press: 'Сохранить' })
    expect((await other.open(other.url)).value('s1r1c1')).toBe('2')
  })

  it('is saved once when a button is pressed twice', async () => {
    const { browser } = own
    const id = await begin(browser, 'demo_products', '2026-0201')
    const second = await browser.tab().open(browser.url)
    const press = { press: 'Сохранить' }
    await Promise.all([browser.submit({ s1r1c1: '1' }, press), second.submit({ s1r1c1: '1' }, press)])
    expect([browser.status, second.status, second.value('s1r1c1')]).toEqual([200, 200, '1'])
    expect(await report(id)).toMatchObject({ version: 3 })
  })

  it('lets two tabs work on different sections', async () => {
    const { browser } = own
    const id = await begin(browser, 'demo_products', '2026-0201')
    const other = await browser.tab().open(`/cabinet/reports/${id}/sections/2`)
    await browser.submit({ s1r1c1: '1' }, { press: 'Сохранить' })
    await other.submit({ s2r10cВ: '10.1', s2r10c1: '1' }, { press: 'Сохранить' })
    expect([browser.status, other.status]).toEqual([200, 200])
  })

  it('starts one draft a period, in whatever tab', async () => {
    const { browser } = own
    const first = await begin(browser, 'demo_products', '2026-0201')
    const second = await begin(browser.tab(), 'demo_products', '2026-0201')
    expect(second).toBe(first)
    expect(await site.db('reports')).toHaveLength(1)
  })

  it('asks for a period that the form has', async () => {
    const { browser } = own
    await browser.open('/cabinet/reports')
    await browser.follow('Отчитаться по форме 0999003')
    await browser.submit({ period: '1999-0402' })
    expect([browser.status, browser.errors]).toEqual([
      422,
      [{ field: 'period', text: expect.stringContaining('период') }],
    ])
  })

  it('comes back as it was typed when the token is out of date', async () => {
    const { browser } = own
    await begin(browser, 'demo_products', '2026-0201')
    await browser.submit({ s1r1c1: '7' }, { forge: { _csrf: 'x' } })
    expect([browser.status, browser.value('s1r1c1')]).toEqual([403, '7'])
    expect(await site.db('reports').pluck('content')).toEqual([expect.not.stringContaining('"7"')])
  })
})

describe('Control', () => {
  it('links each error to its cell, and lets nothing out', async () => {
    const { browser } = own
    const id = await begin(browser, 'demo_products', '2026-0201')
    await browser.submit({ s1r1c1: '10', s1r1c2: '5' })
    await browser.submit({ s2r10cВ: '10.1', s2r10cГ: '168', s2r10c1: '9', s2r10c2: '5', s2r10c3: '1' })
    const link = browser.$('.app-findings--error a').first().attr('href')
    expect(link).toBe(`/cabinet/reports/${id}/sections/1#s1r1c1`)
    await browser.submit({}, { press: 'Проверить ещё раз' })
    expect(browser.status).toBe(422)
    await browser.open(`/cabinet/reports/${id}/send`)
    expect(browser.text).toContain('Отправить отчёт пока нельзя')
  })

  it('asks for an explanation of what only warns, and shows it to whoever reads the report', async () => {
    const { browser } = own
    const id = await fillProducts(own, '20')
    await browser.submit({}, { press: 'Перейти к отправке' })
    expect([browser.status, browser.errors.map(({ field }) => field)]).toEqual([422, ['e4-4']])
    await browser.submit({ 'e4-4': 'Отгружены остатки' }, { press: 'Перейти к отправке' })
    expect(browser.url).toBe(`/cabinet/reports/${id}/send`)
    await signAndSend(own, id)
    expect((await report(id)).xml).toContain('<explanation control="4">Отгружены остатки</explanation>')
    expect((await browser.open(`/cabinet/reports/${id}/print`)).text).toContain('Отгружены остатки')
  })
})

describe('After sending', () => {
  it('a correction has a number and an explanation, and the sent report stays as it was', async () => {
    const { browser } = own
    const id = await fillProducts(own)
    await signAndSend(own, id)
    await browser.open(`/cabinet/reports/${id}/correct`)
    expect(browser.url).toBe(`/cabinet/reports/${id}`)
    await site.db('reports').where({ id }).update({ status: 'needs_clarification' })
    await browser.open(`/cabinet/reports/${id}/correct`)
    await browser.submit({ reason: '' })
    expect([browser.status, browser.errors.map(({ field }) => field)]).toEqual([422, ['reason']])
    await browser.submit({ reason: 'Опечатка в строке 01' })
    const [, correction] = await site.db('reports').orderBy('id')
    expect(correction).toMatchObject({ correction: 1, status: 'draft', correction_reason: 'Опечатка в строке 01' })
    await browser.submit({ s1r1c1: '11' }, { press: 'Сохранить' })
    expect((await report(id)).content).not.toContain('"11"')
  })

  it('the next period can begin with its values, and a draft can be removed', async () => {
    const { browser } = own
    await signAndSend(own, await fillProducts(own))
    const id = await begin(browser, 'demo_products', '2026-0202')
    await browser.open(`/cabinet/reports/${id}/title`)
    await browser.submit({}, { press: 'Заполнить по прошлому отчёту' })
    expect(browser.value('s1r1c1')).toBe('10')
    await browser.open(`/cabinet/reports/${id}`)
    await browser.submit({}, { press: 'Удалить черновик' })
    expect([browser.url, await report(id)]).toEqual(['/cabinet/reports', undefined])
  })

  it('nothing of it can be changed or removed', async () => {
    const { browser } = own
    const id = await fillProducts(own)
    const page = await browser.tab().open(`/cabinet/reports/${id}/sections/1`)
    const cabinet = await browser.tab().open(`/cabinet/reports/${id}`)
    await signAndSend(own, id)
    await page.submit({ s1r1c1: '99' }, { press: 'Сохранить' })
    expect(page.url).toBe(`/cabinet/reports/${id}`)
    await cabinet.submit({}, { press: 'Удалить черновик' })
    expect(cabinet.status).toBe(404)
    expect(await report(id)).toMatchObject({ status: 'sent', content: expect.not.stringContaining('"99"') })
  })
})

describe('Rights', () => {
  const PAGES = ['', '/title', '/sections/1', '/control', '/send', '/report.xml', '/print', '/correct']

  it('show a report to its organisation alone', async () => {
    const id = await fillProducts(own)
    const { browser } = await site.respondent({ inn: '4299000026' })
    for (const page of PAGES)
      expect([page, (await browser.open(`/cabinet/reports/${id}${page}`)).status]).toEqual([page, 404])
    expect((await browser.open('/cabinet/reports/start/611016005012')).status).toBe(404)
  })

  it('let an authorised person do what the organisation allows', async () => {
    const id = await fillProducts(own)
    const viewer = await buildPerson(site.db)
    await buildContact(site.db, own.organisationId, viewer.id, { may_fill: false, may_send: false })
    const browser = await signIn(site.app, viewer.email)
    for (const page of ['/title', '/sections/1', '/control', '/send'])
      expect([page, (await browser.open(`/cabinet/reports/${id}${page}`)).status]).toEqual([page, 403])
    expect((await browser.open(`/cabinet/reports/${id}`)).status).toBe(200)
  })
})
