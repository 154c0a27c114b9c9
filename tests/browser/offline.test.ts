import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type Page } from 'playwright-core'
import { directories } from '../../src/directories'
import { offlineForm } from '../../src/features/offline/offline-form'
import { checkReport, compileTemplate, readReport, readReportName, readTemplate } from '../../src/flk'
import { codeOfForm, openReporting, type Reporting } from '../integration/reports/reporting'
import { metaForm } from '../support/flk/meta-form'
import { download } from '../support/sign-in'
import { launchChromium } from './site'

/* The form as one file, opened from the disk in a real browser: filled in, checked, saved, opened again. */

let browser: Browser
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'websbor-offline-'))
  browser = await launchChromium()
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

const demo = (name: string) =>
  readTemplate(readFileSync(join(directories.root, 'seeds/demo/templates', `${name}.xml`))).template

interface Opened {
  readonly page: Page
  /** Console errors and addresses asked for besides the file itself. */
  readonly broken: string[]
}

const open = async (name: string, html: string, width = 1280): Promise<Opened> => {
  const path = join(folder, `${name}.html`)
  writeFileSync(path, html)
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  const broken: string[] = []
  page.on('console', message => message.type() === 'error' && broken.push(message.text()))
  page.on('pageerror', error => broken.push(error.message))
  page.on('request', request => !/^(file|blob|data):/.test(request.url()) && broken.push(request.url()))
  await page.goto(pathToFileURL(path).href)
  return { page, broken }
}

const fillTitle = async (page: Page): Promise<void> => {
  await page.getByLabel('Год', { exact: true }).fill('2026')
  for (const [field, value] of [
    ['Код ОКПО', '99900016'],
    ['Наименование отчитывающейся организации', 'ООО «Ромашка & К°»'],
    ['Руководитель (ФИО)', 'Иванов Иван Иванович'],
    ['Ответственный за составление формы (должность)', 'Бухгалтер'],
    ['Ответственный за составление формы (ФИО)', 'Петрова Анна'],
    ['Контактный телефон', '+7 384 200-00-00'],
    ['Адрес электронной почты', 'a@example.org'],
  ] as const)
    await page.getByLabel(field, { exact: true }).fill(value)
}

const cell = (page: Page, row: string, column: string) =>
  page.locator(`[aria-label^="Строка ${row}, графа ${column}:"]`)

const save = async (page: Page): Promise<{ name: string; content: Buffer }> => {
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Сохранить файл отчёта' }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), content: readFileSync(await download.path()) }
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  return page.evaluate(
    `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(node => node.html).join(' ').slice(0, 300)))`,
  )
}

test('a form of fixed rows is filled in, checked, corrected, saved, and the engine accepts the file', async () => {
  const template = demo('demo_trade')
  const { page, broken } = await open('trade', offlineForm(template))
  await fillTitle(page)
  await page.getByLabel('Период', { exact: true }).selectOption({ label: 'январь' })
  await cell(page, '01', '1').fill('1 100,5')
  await cell(page, '01', '2').fill('1100.5')
  await cell(page, '02', '1').fill('100.5')
  await cell(page, '02', '2').fill('100.5')
  await page.getByRole('button', { name: 'Проверить' }).click()
  await page.getByText('Ошибок: 2, предупреждений: 1.').waitFor()
  await page
    .getByRole('link', { name: /^4\.1\. Строка 01 равна сумме/ })
    .first()
    .click()
  expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toMatch(/^Строка 01, графа 1:/)
  expect(await cell(page, '01', '1').getAttribute('aria-invalid')).toBe('true')
  expect(await violations(page)).toEqual([])

  for (const column of ['1', '2']) await cell(page, '03', column).fill('1000')
  await cell(page, '05', '1').fill('3')
  await page.getByRole('button', { name: 'Проверить' }).click()
  await page.getByText('Ошибок нет. Отчёт можно сохранить и отправить.').waitFor()

  const { name, content } = await save(page)
  expect(readReportName(name)).toMatchObject({ okud: '0999001', okpo: '99900016', year: '2026', period: '1201' })
  const report = readReport(content)
  expect(report.title[1]?.value).toBe('ООО «Ромашка & К°»')
  expect(checkReport(compileTemplate(template), report)).toMatchObject({ findings: [], held: 4 })
  expect(broken).toEqual([])
})

test('a form of the «Офлайн-модуль» is filled in without a network, and the cabinet takes the file that it saves', async () => {
  const site: Reporting = await openReporting()
  try {
    const own = await site.respondent()
    const { id } = await site
      .db('form_templates')
      .where({ code: codeOfForm('demo_trade') })
      .first('id')
    const { body } = await download(site.app, `/offline/${id}.html`)
    const { page, broken } = await open('module', (body as Buffer).toString('utf8'))
    await page.context().setOffline(true)
    await fillTitle(page)
    await page.getByLabel('Код ОКПО', { exact: true }).fill(own.okpo)
    await page.getByLabel('Период', { exact: true }).selectOption({ label: 'январь' })
    for (const column of ['1', '2']) {
      await cell(page, '01', column).fill('1100,5')
      await cell(page, '02', column).fill('100.5')
      await cell(page, '03', column).fill('1000')
    }
    await cell(page, '05', '1').fill('3')
    await page.getByRole('button', { name: 'Проверить' }).click()
    await page.getByText('Ошибок нет. Отчёт можно сохранить и отправить.').waitFor()
    const { name, content } = await save(page)
    await own.browser.open('/cabinet/reports/upload')
    await own.browser.submit({}, { files: { report: { name, bytes: content } } })
    expect([own.browser.url, own.browser.text]).toEqual([
      '/cabinet/reports/1/control',
      expect.stringContaining('Контроль пройден'),
    ])
    expect(broken).toEqual([])
  } finally {
    await site.destroy()
  }
})

test('free rows are added and removed, a saved file is opened again and loses nothing', async () => {
  const template = demo('demo_products')
  const { page, broken } = await open('products', offlineForm(template), 320)
  await fillTitle(page)
  await cell(page, '01', '1').fill('30')
  await cell(page, '02', '1').fill('20')
  for (const [index, product, unit, value] of [
    [0, '10.1', '168', '20'],
    [1, '31.0', '796', '10'],
    [2, '16.1', '113', '5'],
  ] as const) {
    await page.getByRole('button', { name: 'Добавить строку «Вид продукции»' }).click()
    await cell(page, '10', 'В').nth(index).selectOption(product)
    await cell(page, '10', 'Г').nth(index).selectOption(unit)
    await cell(page, '10', '1').nth(index).fill(value)
    await cell(page, '10', '3').nth(index).fill('1')
  }
  await page.getByRole('button', { name: 'Удалить' }).nth(2).click()
  await page.getByRole('button', { name: 'Проверить' }).click()
  await page.getByText('Ошибок нет').waitFor()
  const saved = await save(page)
  expect(checkReport(compileTemplate(template), readReport(saved.content)).findings).toEqual([])

  const foreign = join(folder, 'foreign.xml')
  writeFileSync(
    foreign,
    saved.content
      .toString('utf8')
      .replace('<section code="2">', '<section code="2" note="своё">\n<row code="77"><col code="1">5</col></row>'),
  )
  const again = await open('again', offlineForm(template))
  await again.page.getByLabel('Продолжить заполнение').setInputFiles(foreign)
  await again.page.getByText('Отчёт открыт.').waitFor()
  expect(await cell(again.page, '10', '1').count()).toBe(2)
  const { content } = await save(again.page)
  expect(content.toString('utf8')).toContain('note="своё"')
  const strangers = readReport(content).sections[1]?.rows.map(({ code }) => code)
  expect(strangers).toEqual(['10', '10', '77'])
  expect([...broken, ...again.broken]).toEqual([])
  if (process.env.SCREENS !== undefined) {
    await page.screenshot({ path: join(process.env.SCREENS, 'offline-320.png'), fullPage: true })
    await again.page.screenshot({ path: join(process.env.SCREENS, 'offline-1280.png'), fullPage: true })
  }
})

test('a file of another kind or form is refused with a sentence and changes nothing', async () => {
  const { page, broken } = await open('refusal', offlineForm(demo('demo_energy')))
  await page.getByLabel('Код ОКПО').fill('99900016')
  const file = join(folder, 'other.xml')
  for (const [content, sentence] of [
    ['<html/>', 'Файл не открыт. Файл не является отчётом'],
    ['<!DOCTYPE a [<!ENTITY b "c">]><report/>', 'DOCTYPE'],
    ['<report code="610016007004"/>', 'это отчёт по другой форме'],
  ] as const) {
    writeFileSync(file, content)
    await page.getByLabel('Продолжить заполнение').setInputFiles(file)
    await page.getByRole('status').getByText(sentence).waitFor()
  }
  expect(await page.getByLabel('Код ОКПО').inputValue()).toBe('99900016')
  expect(broken).toEqual([])
})

test('texts of a template are texts, whatever they contain', async () => {
  const hostile =
    '&lt;/script&gt;&lt;script&gt;document.title=1&lt;/script&gt;&lt;img src=x onerror=document.title=2&gt;&lt;!-- \u2028'
  const { template } = readTemplate(
    metaForm({ rows: `<row code="1" type="F" name="${hostile}"/>` }).replace('name="Пример"', `name="${hostile}"`),
  )
  const { page, broken } = await open('hostile', offlineForm(template))
  await page.getByRole('button', { name: 'Проверить' }).click()
  await page.getByRole('heading', { name: 'Протокол контроля' }).waitFor()
  expect(await page.title()).toMatch(/^<\/script><script>/)
  expect(await page.locator('h1').textContent()).toMatch(/<!--/)
  expect(broken).toEqual([])
})
