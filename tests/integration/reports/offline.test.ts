import request from 'supertest'
import { Browser } from '../../support/browser'
import { codeOfForm, openReporting, type Reporting } from './reporting'

/* «Офлайн-модуль»: the list of forms, and each of them as one file. What the file does is tests/browser/offline. */

let site: Reporting
beforeAll(async () => {
  site = await openReporting()
})
afterAll(() => site.destroy())

const idOf = async (form: string): Promise<number> =>
  (
    await site
      .db('form_templates')
      .where({ code: codeOfForm(form) })
      .first('id')
  ).id

it('lists the forms in force for everybody, and finds one by its name or ОКУД', async () => {
  const visitor = await new Browser(site.app).open('/')
  await visitor.follow('Скачать offline-модуль')
  expect(visitor.$('tbody tr')).toHaveLength(4)
  await visitor.open('/offline?q=%D0%9F%D0%A0%D0%9E%D0%94%D0%A3%D0%9A')
  expect(visitor.$('tbody tr').text()).toContain('ДЕМО-3')
  expect((await visitor.open('/offline?q=0999003')).$('tbody tr')).toHaveLength(1)
  expect((await visitor.open('/offline?q=<b>')).text).toContain('По этому отбору форм нет')
})

it('hands a form out as one file that asks for nothing else, once for a state of it', async () => {
  const path = `/offline/${await idOf('demo_products')}.html`
  const first = await request(site.app).get(path).expect(200)
  expect(first.headers['content-disposition']).toBe('attachment; filename="forma-0999003-01-01-2026.html"')
  expect(first.headers['content-encoding']).toBe('gzip')
  expect(first.text).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)=/)
  expect(first.text).toContain('Content-Security-Policy')
  await request(site.app).get(path).set('If-None-Match', String(first.headers.etag)).expect(304)
  const plain = await request(site.app).get(path).set('Accept-Encoding', 'identity').expect(200)
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.text).toBe(first.text)
})

it('has none of a form that is archived, or not in force yet, or not there', async () => {
  const id = await idOf('demo_prices')
  await site.db('form_templates').where({ id }).update({ archived_at: '2026-11-01T00:00:00.000Z' })
  await request(site.app).get(`/offline/${id}.html`).expect(404)
  await site.db('form_templates').where({ id }).update({ archived_at: null, valid_from: '2099-01-01' })
  await request(site.app).get(`/offline/${id}.html`).expect(404)
  for (const wrong of ['0', '999', 'x', '1e3']) await request(site.app).get(`/offline/${wrong}.html`).expect(404)
})
