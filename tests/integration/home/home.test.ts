import request from 'supertest'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildOrganisation } from '../../support/builders'
import { buildForm } from '../../support/forms'

/* The home page: links that lead somewhere, figures that were counted. */

let site: TestApp
let visitor: Browser
beforeEach(async () => {
  site = await createTestApp()
  visitor = await new Browser(site.app).open('/')
})
afterEach(() => site.destroy())

let made = 0
const buildReport = async (organisation_id: number, template_id: number, decidedAt: string | null, at = NOW) => {
  made += 1
  await site.db('reports').insert({
    organisation_id,
    template_id,
    office_id: 42,
    form_code: '999001001012',
    year: 2026,
    period: String(made),
    status: decidedAt === null ? 'sent' : 'accepted',
    content: '{}',
    explanations: '{}',
    uuid: `00000000-0000-0000-0000-${String(made).padStart(12, '0')}`,
    number: String(made),
    xml: '<report/>',
    file_name: 'report.xml',
    submitted_at: at,
    decided_at: decidedAt,
    created_at: at,
    updated_at: at,
  })
}

it('has no link that leads nowhere, in its blocks and in the footer', async () => {
  const links = [...visitor.$('main a, footer a, head link').toArray()].map(link => link.attribs.href as string)
  for (const link of new Set(links)) {
    if (link.startsWith('/assets/css')) continue
    expect([link, (await visitor.tab().open(link)).status]).toEqual([link, 200])
  }
  // Operators have no sign-in yet, so their block does not offer one.
  expect(visitor.$('section:contains("Спецоператоры")').text()).not.toContain('Войти')
})

it('invents no statistics', () => {
  expect(visitor.text).not.toContain('Статистика')
})

it('counts the reports and respondents of this year in Moscow, anew after five minutes', async () => {
  const form = await buildForm(site.db)
  const [one, other] = [(await buildOrganisation(site.db)).id, (await buildOrganisation(site.db)).id]
  await buildReport(one, form.id, NOW)
  await buildReport(one, form.id, '2025-12-31T21:00:00.000Z', '2025-12-31T20:59:59.999Z')
  await buildReport(other, form.id, '2025-12-31T20:59:59.999Z', '2025-12-31T20:59:59.999Z')
  await buildReport(other, form.id, null)
  await visitor.open('/')
  expect(visitor.text).not.toContain('Статистика')
  site.pass(5 * 60_000)
  await visitor.open('/')
  expect(visitor.text).toContain('2 отчёта принято в 2026 году')
  expect(visitor.text).toContain('2 респондента отчиталось в 2026 году')
})

it('can be put on the home screen of a telephone', async () => {
  const { status, headers, body } = await request(site.app)
    .get(visitor.$('link[rel=manifest]').attr('href') ?? '')
    .parse((res, done) => {
      let text = ''
      res.on('data', chunk => (text += chunk))
      res.on('end', () => done(null, JSON.parse(text)))
    })
  expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('application/manifest+json')])
  expect(body).toMatchObject({ lang: 'ru', start_url: '/' })
  for (const { src } of body.icons) expect((await request(site.app).get(src)).status).toBe(200)
})
