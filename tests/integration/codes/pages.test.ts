import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildOrganisation } from '../../support/builders'
import { assignForm, buildForm } from '../../support/forms'

/* «Получить данные о кодах и формах» in a browser. */

let site: TestApp
let visitor: Browser
beforeAll(async () => {
  site = await createTestApp()
})
beforeEach(async () => {
  visitor = await new Browser(site.app).open('/codes')
})
afterAll(() => site.destroy())

it('leads from any one number of an organisation to its codes and forms', async () => {
  const { id, okpo, full_name } = await buildOrganisation(site.db, { inn: '4299000019', okopf: '12300' })
  await assignForm(site.db, id, await buildForm(site.db))
  await visitor.submit({ inn: '42 9900 0019' })
  expect(visitor.heading).toBe(full_name)
  expect(visitor.text).toContain(okpo)
  expect(visitor.text).toContain('12300 - ')
  expect(visitor.text).toContain('16.11.2026')
  await visitor.follow('Шаблон 01-01-2025')
  expect(visitor.headers['content-type']).toContain('application/xml')
})

it('lets choose when several organisations have the number', async () => {
  const inn = '4299000026'
  await buildOrganisation(site.db, { inn })
  const { full_name } = await buildOrganisation(site.db, { inn })
  await visitor.submit({ inn })
  expect(visitor.heading).toBe('Получить данные о кодах и формах')
  await visitor.follow(full_name as string)
  expect(visitor.heading).toBe(full_name)
})

it('says so when there is none, and what to do', async () => {
  await visitor.submit({ okpo: '12345678' })
  expect(visitor.text).toContain('Такой организации в регистре нет')
})

it('wants one number at least, and a whole one', async () => {
  await visitor.submit({})
  expect(visitor.status).toBe(422)
  expect(visitor.errors).toEqual([{ field: 'okpo', text: 'Введите ОКПО, ИНН или ОГРН / ОГРНИП организации' }])
  await visitor.submit({ ogrn: '12' })
  expect(visitor.errors).toEqual([
    { field: 'ogrn', text: 'ОГРН состоит из 13 цифр, ОГРНИП из 15: проверьте, все ли цифры введены' },
  ])
  expect(visitor.value('ogrn')).toBe('12')
})

it('keeps what was typed when the view of the site is changed', async () => {
  await visitor.submit({}, { press: 'Версия для слабовидящих' })
  expect(visitor.status).toBe(200)
  await visitor.open('/codes?okpo=123&inn=&ogrn=&_view=size-200')
  expect(visitor.status).toBe(200)
  expect(visitor.value('okpo')).toBe('123')
  expect(visitor.headers['cache-control']).toBe('no-store')
})

it('gives the same as a table and as a document', async () => {
  const { okpo, full_name } = await buildOrganisation(site.db, { short_name: '=СУММА', full_name: '=СУММА(1)' })
  await visitor.open(`/codes/${okpo}.csv`)
  expect(visitor.headers['content-type']).toContain('text/csv')
  expect(visitor.html).toContain(okpo)
  expect(visitor.html).toContain(`'${full_name}`)
  await visitor.open(`/codes/${okpo}.pdf`)
  expect(visitor.headers['content-type']).toBe('application/pdf')
})

it('shows nothing of an organisation in the archive, nor of a template that is out of use', async () => {
  const { okpo } = await buildOrganisation(site.db, { archived_at: NOW })
  for (const end of ['', '.csv', '.pdf']) expect((await visitor.open(`/codes/${okpo}${end}`)).status).toBe(404)
  const { id } = await buildForm(site.db, { version: 'x', archived_at: NOW })
  expect((await visitor.open(`/codes/templates/${id}.xml`)).status).toBe(404)
})

it('lists every form in force with its periodicity and the day it is due, and finds one by its words', async () => {
  await buildForm(site.db, {
    code: '999001001013',
    okud: '0999011',
    name: 'Сведения о лесе',
    shifr: 'forest',
    periodicity: 4,
  })
  await buildForm(site.db, { code: '999001001014', okud: '0999012', name: 'Прежняя', valid_until: '2026-01-31' })
  await visitor.open('/codes')
  await visitor.follow('каталоге форм')
  expect(visitor.text).toContain('Сведения о лесе')
  expect(visitor.text).toContain('15-й день после периода')
  expect(visitor.text).not.toContain('Прежняя')
  await visitor.submit({ q: 'ЛЕСЕ' })
  expect(visitor.$('main tbody tr')).toHaveLength(1)
  await visitor.submit({ q: '<b>' })
  expect(visitor.text).toContain('Таких форм нет')
})
