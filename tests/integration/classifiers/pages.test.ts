import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { inWindows1251 } from '../../support/cyrillic'
import { signIn } from '../../support/sign-in'

let site: TestApp
let folder: string
let administrator: Browser
const IMPORT = '/office/classifiers/import'

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'websbor-classifier-pages-'))
  site = await createTestApp({ IMPORT_DIRECTORY: folder })
  administrator = await enter({ role: 'system_admin', office_id: null })
})
afterEach(async () => {
  await site.destroy()
  rmSync(folder, { recursive: true, force: true })
})

const enter = async (row: Parameters<typeof buildStaff>[1] = {}): Promise<Browser> =>
  signIn(site.app, (await buildStaff(site.db, row)).login, '/office/sign-in')

/** All codes of ОКФС that the project ships, but for some. */
const okfs = async ({ without = [], names = {} }: { without?: string[]; names?: Record<string, string> } = {}) => {
  const rows = await site.db('classifier_codes').where({ classifier: 'okfs' }).orderBy('code')
  const lines = rows
    .filter(({ code }) => !without.includes(code))
    .map(({ code, name }) => `"${code}";"${names[code] ?? name}"`)
  return inWindows1251(`${lines.join('\r\n')}\r\n`)
}

const upload = async (
  content: string | Uint8Array,
  values: Record<string, string> = { classifier: 'okfs' },
  name = 'data-20260115-okfs.csv',
  browser = administrator,
  forge: Record<string, string> = {},
): Promise<Browser> => {
  await browser.open(IMPORT)
  return browser.submit(values, { press: 'Загрузить и сравнить', files: { file: { name, bytes: content } }, forge })
}

it('shows what a file would change, changes it when told, and keeps the history', async () => {
  await upload(await okfs({ without: ['54'], names: { '10': 'Собственность <b>российская</b>' } }))
  const page = administrator.url
  expect(page).toBe(`${IMPORT}/1`)
  expect(administrator.text).toContain('Обновление ОКФС на 15.01.2026')
  expect(administrator.text).toContain('Изменилось наименование 1')
  expect(administrator.text).toContain('Собственность <b>российская</b>')
  expect(administrator.text).toContain('Закрываются: 1')
  expect(await site.db('classifier_codes').whereNotNull('valid_to')).toEqual([])
  expect(readdirSync(folder)).toEqual([])

  await administrator.submit({}, { press: 'Применить' })
  expect(administrator.url).toBe(page)
  expect(administrator.text).toContain('ОКФС обновлён по файлу «data-20260115-okfs.csv».')
  expect(administrator.text).toContain('Закрываются: 1')
  expect(administrator.$('form[id=form]')).toHaveLength(0)
  const reference = await site.deps.reference.get()
  expect(reference.codeLabel('okfs', '10')).toBe('10 – Собственность <b>российская</b>')
  expect(reference.codesOf('okfs').map(({ code }) => code)).not.toContain('54')
  expect(reference.codeState('okfs', '54', site.deps.clock())).toBe('superseded')

  await administrator.open('/office/classifiers')
  expect(administrator.text).toContain('15.01.2026')
  await administrator.follow('ОКФС')
  expect(administrator.text).toContain('закрыт 15.01.2026')
  await administrator.open(IMPORT)
  expect(administrator.text).toContain('применён')
  const [record] = await site.db('audit_log').where({ event: 'classifier.imported' })
  expect(JSON.parse(record.details)).toMatchObject({ classifier: 'okfs', import: 1, renamed: 1, closed: 1, new: 0 })
})

it('closes more than a tenth only when told so once more', async () => {
  await upload('10;Российская собственность\r\n')
  await administrator.submit({}, { press: 'Применить' })
  expect(administrator.status).toBe(422)
  expect(administrator.errors.map(({ field }) => field)).toEqual(['closing'])
  expect(await site.db('classifier_codes').whereNotNull('valid_to')).toEqual([])
  await administrator.submit({ closing: 'yes' }, { press: 'Применить' })
  expect(await site.db('classifier_codes').where({ classifier: 'okfs' }).whereNotNull('valid_to')).toHaveLength(32)
})

it('can be left alone: then nothing of it stays in the list', async () => {
  await upload(await okfs({ without: ['54'] }))
  await administrator.submit({}, { press: 'Не применять' })
  expect(administrator.text).toContain('классификатор не изменился')
  expect(administrator.text).toContain('Обновлений ещё не было')
  await administrator.open(`${IMPORT}/1`)
  expect(administrator.text).toContain('не применён')
  expect(await site.db('classifier_import_rows')).toEqual([])
})

it('tells in the second of two tabs that the first has decided', async () => {
  await upload(await okfs({ without: ['54'] }))
  const tab = await administrator.tab().open(`${IMPORT}/1`)
  await administrator.submit({}, { press: 'Применить' })
  await tab.submit({}, { press: 'Применить' })
  expect(tab.text).toContain('уже принято решение')
  expect(await site.db('audit_log').where({ event: 'classifier.imported' })).toHaveLength(1)
})

it('tells of another file that was applied meanwhile, before and when it is decided', async () => {
  await upload(await okfs({ without: ['54'] }))
  const tab = await administrator.tab().open(`${IMPORT}/1`)
  await upload(await okfs({ without: ['53'] }))
  await administrator.submit({}, { press: 'Применить' })
  await tab.submit({}, { press: 'Применить' })
  expect(tab.status).toBe(409)
  expect(tab.text).toContain('классификатор обновили из другого файла')
  expect(await site.db('classifier_codes').whereNotNull('valid_to').pluck('code')).toEqual(['53'])
  await tab.submit({}, { press: 'Не применять' })
  expect(tab.text).toContain('классификатор не изменился')
})

it('asks for what is missing, all at once, and keeps what was typed', async () => {
  await administrator.open(IMPORT)
  await administrator.submit({ date: '31.02.2026' }, { press: 'Загрузить и сравнить' })
  expect(administrator.status).toBe(422)
  expect(administrator.errors.map(({ field }) => field)).toEqual(['classifier', 'date', 'file'])
  expect(administrator.value('date')).toBe('31.02.2026')
  await upload(await okfs(), { classifier: 'okfs' }, 'okfs.csv')
  expect(administrator.errors.map(({ text }) => text)).toEqual([
    'Введите дату, на которую составлен файл: в имени файла её нет',
  ])
  await upload(await okfs(), { classifier: 'okfs', date: '01.01.2099' })
  expect(administrator.errors.map(({ text }) => text)).toEqual([
    'Дата файла ещё не наступила: введите дату, на которую он составлен',
  ])
  expect(await site.db('classifier_imports')).toEqual([])
  expect(readdirSync(folder)).toEqual([])
})

it('says what is wrong with a file beside the field', async () => {
  await upload('<!DOCTYPE html>\n<p>')
  expect(administrator.status).toBe(422)
  expect(administrator.errors).toMatchObject([{ field: 'file', text: expect.stringContaining('Это веб-страница') }])
  expect(readdirSync(folder)).toEqual([])
})

it('takes no file with a forged token, and none of ОКОГУ', async () => {
  await upload(await okfs(), { classifier: 'okfs' }, 'data-20260115.csv', administrator, { _csrf: 'forged' })
  expect(administrator.status).toBe(403)
  await upload(await okfs(), {}, 'data-20260115.csv', administrator, { classifier: 'okogu' })
  expect(administrator.status).toBe(422)
  expect(await site.db('classifier_imports')).toEqual([])
})

it('is nobody else’s: neither the pages nor the deed', async () => {
  await upload(await okfs({ without: ['54'] }))
  const colleague = await enter({ role: 'office_admin' })
  for (const page of ['/office/classifiers', '/office/classifiers/okfs', IMPORT, `${IMPORT}/1`])
    expect((await colleague.open(page)).status).toBe(404)
  for (const page of ['/office/classifiers/nothing', `${IMPORT}/99`, `${IMPORT}/x`])
    expect((await administrator.open(page)).status).toBe(404)
})

describe('the search in a classifier', () => {
  const shown = async (search: string): Promise<string[]> => {
    await administrator.open(`/office/classifiers/okved2?${new URLSearchParams({ q: search }).toString()}`)
    return administrator
      .$('tbody th')
      .toArray()
      .map(cell => administrator.$(cell).text().trim())
  }

  it('finds by the beginning of a code, and by words in any case and order', async () => {
    expect(await shown('62')).toEqual(['62'])
    expect(await shown('6')).toEqual(['60', '61', '62', '63', '64', '65', '66', '68', '69'])
    expect(await shown('J')).toEqual(['J'])
    expect(await shown('ОБЕСПЕЧЕНИЯ разработка')).toEqual(['62'])
    expect(await shown('лёсного хозяйства')).toEqual([])
    expect(await shown('сельское')).toEqual(['A'])
    expect(await shown('%')).toHaveLength(50)
  })

  it('goes through pages there and back', async () => {
    const first = await shown('')
    expect(first).toHaveLength(50)
    await administrator.follow('Следующая страница')
    const second = administrator.$('tbody th').first().text().trim()
    expect(first).not.toContain(second)
    await administrator.follow('Предыдущая страница')
    expect(administrator.$('tbody th').first().text().trim()).toBe(first[0])
  })

  it('shows an empty classifier, and survives an odd address', async () => {
    await administrator.open('/office/classifiers/oktmo')
    expect(administrator.text).toContain('Таких кодов нет')
    await administrator.open("/office/classifiers/okfs?q=a'%22%00&q=2&cursor=x")
    expect(administrator.status).toBe(200)
  })
})
