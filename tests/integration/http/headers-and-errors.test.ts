import request from 'supertest'
import { createApp } from '../../../src/app'
import { createTestApp, type TestApp } from '../../support/app'
import { begin } from '../../support/applicant'
import { Browser } from '../../support/browser'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.destroy())

it('lets a page load nothing from elsewhere, run no script and be framed by nobody', async () => {
  const { headers } = await request(test.app).get('/')
  const policy = headers['content-security-policy'] ?? ''

  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("object-src 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("form-action 'self'")
  expect(policy).not.toMatch(/script-src|unsafe-inline|\*/)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['referrer-policy']).toBe('same-origin')
  expect(headers['x-powered-by']).toBeUndefined()
  expect(headers['strict-transport-security']).toBeUndefined()
})

it('asks browsers to stay with TLS where TLS is', async () => {
  const secure = await createTestApp({ BASE_URL: 'https://websbor.example', TRUST_PROXY: '1' })
  const { headers } = await request(secure.app).get('/').set('X-Forwarded-Proto', 'https')
  await secure.destroy()

  expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
})

it('takes no method that no page asks for, and lets no other site read', async () => {
  for (const method of ['trace', 'put', 'patch', 'delete', 'options'] as const) {
    const answer = await request(test.app)[method]('/sign-in').set('Origin', 'http://localhost:3000')
    expect([method, answer.status]).toEqual([method, method === 'options' ? 200 : 404])
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  }
})

it('keeps the stylesheet for a year and answers an unchanged page with 304', async () => {
  const page = await request(test.app).get('/help/okpo')
  const css = /href="(\/assets\/css\/[^"]+)"/.exec(page.text)?.[1] ?? ''
  const stylesheet = await request(test.app).get(css)
  const again = await request(test.app)
    .get('/help/okpo')
    .set('If-None-Match', page.headers.etag ?? '')

  expect(stylesheet.headers['cache-control']).toContain('immutable')
  expect(stylesheet.headers['content-encoding']).toBe('gzip')
  expect(again.status).toBe(304)
})

it('never lets a page with a token be kept', async () => {
  const { headers } = await request(test.app).get('/registration')

  expect(headers['cache-control']).toBe('no-store')
})

it('answers an unknown address with a page', async () => {
  const browser = await new Browser(test.app).open('/нет-такой')

  expect(browser.status).toBe(404)
  expect(browser.heading).toBe('Страница не найдена')
})

it('answers a form that is too large with a page', async () => {
  const browser = await new Browser(test.app).open('/registration')
  await browser.submit({ okpo: '1'.repeat(400_000) })

  expect(browser.status).toBe(413)
  expect(browser.heading).toBe('Слишком большой файл или слишком много данных')
})

it('answers a broken body with a page that says what to do', async () => {
  const answer = await request(test.app)
    .post('/registration')
    .set('Content-Type', 'application/x-www-form-urlencoded; charset=x-unknown')
    .send('okpo=1')

  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Данные не удалось прочитать')
})

it('shows a number and no details when something of ours breaks, and logs the stack', async () => {
  const broken = await createTestApp()
  await broken.db.schema.dropTable('outbox_attachments')
  await broken.db.schema.dropTable('application_submissions')
  await broken.db.schema.dropTable('application_remarks')
  await broken.db.schema.alterTable('applications', table => table.renameColumn('okpo', 'gone'))
  const browser = new Browser(broken.app)
  await browser.open('/registration')
  await browser.submit({ okpo: '48724475' })
  await broken.destroy()

  expect(browser.status).toBe(500)
  expect(browser.heading).toBe('Ошибка на сервере')
  const number = /[0-9a-f-]{36}/.exec(browser.text)?.[0] ?? ''
  expect(browser.text).not.toMatch(/SQL|column|okpo/i)
  const logged = broken.logged.find(line => line.includes(number) && line.includes('"stack"')) ?? ''
  expect(logged).not.toBe('')
  expect(broken.logged.join('')).not.toContain('48724475')
})

describe('health', () => {
  it('says that the process lives and is ready', async () => {
    expect((await request(test.app).get('/health/live')).status).toBe(200)
    expect((await request(test.app).get('/health/ready')).text).toBe('ok')
  })

  it('is not ready while the process stops', async () => {
    const { status, text } = await request(createApp(test.deps, { draining: true })).get('/health/ready')
    expect({ status, text }).toEqual({ status: 503, text: 'stopping' })
  })

  it('is not ready while a migration is missing or the database is away', async () => {
    const other = await createTestApp()
    await other.db.raw('delete from knex_migrations where id = (select max(id) from knex_migrations)')
    expect((await request(other.app).get('/health/ready')).text).toBe('migrations')
    await other.db.destroy()
    expect((await request(other.app).get('/health/ready')).text).toBe('database')
    await other.destroy()
  })

  it('starts no session', async () => {
    await request(test.app).get('/health/ready')
    await request(test.app).get('/')
    await request(test.app).get('/help/okpo')
    const sessions = await test.db('sessions')
    await begin(new Browser(test.app))
    expect((await test.db('sessions')).length).toBe(sessions.length + 1)
  })
})
