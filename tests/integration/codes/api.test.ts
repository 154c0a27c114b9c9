import { readFileSync } from 'node:fs'
import request from 'supertest'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildOrganisation } from '../../support/builders'
import { assignForm, buildForm } from '../../support/forms'

/* The public JSON of the real system: its shapes, its refusals, and nothing of a person in it. */

let site: TestApp
beforeAll(async () => {
  site = await createTestApp({ TRUST_PROXY: '1' })
})
afterAll(() => site.destroy())

const PRIVATE = {
  email: 'tajna@primer.example',
  phone: '+7 384 200-00-00',
  head_name: 'Тайнов Тайн Тайнович',
  postal_address: 'Тайная улица, 1',
}

/** Each test asks from an address of its own, so that no test uses up the questions of another. */
let client = 0
const from = () => `10.1.0.${(client += 1)}`
const ask = (body: unknown, address = from()) =>
  request(site.app)
    .post('/webstat/api/gs/organizations')
    .set('X-Forwarded-For', address)
    .send(body as object)

describe('POST organizations', () => {
  it('answers with the codes of the organisation, in the shape of the real system', async () => {
    const made = await buildOrganisation(site.db, {
      inn: '4299000019',
      ogrn: '1024200000001',
      okopf: '12300',
      oktmo: '32701000',
      ...PRIVATE,
    })
    const { status, body, headers } = await ask({ okpo: made.okpo, inn: '', ogrn: '' })
    expect(status).toBe(200)
    const okopf = await site.db('classifier_codes').where({ classifier: 'okopf', code: '12300' }).first()
    expect(body).toEqual([
      {
        id: made.id,
        name: made.full_name,
        okpo: made.okpo,
        date_reg: '',
        inn: '4299000019',
        ogrn: '1024200000001',
        okato_fact: null,
        okato_reg: null,
        oktmo_fact: { id: '32701000', code: '32701000', name: '', parent_id: null },
        oktmo_reg: null,
        okogu: null,
        okfs: null,
        okopf: { id: '12300', code: '12300', name: okopf.name, parent_id: okopf.parent },
      },
    ])
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('finds every organisation of an ИНН, by ОКПО, and leaves out the archived', async () => {
    const inn = '4299000026'
    const first = await buildOrganisation(site.db, { inn })
    const second = await buildOrganisation(site.db, { inn })
    await buildOrganisation(site.db, { inn, archived_at: NOW })
    const { body } = await ask({ inn })
    expect(body.map((found: { okpo: string }) => found.okpo)).toEqual([first.okpo, second.okpo])
  })

  it('wants everything that is given to apply', async () => {
    const { okpo } = await buildOrganisation(site.db, { inn: '4299000033' })
    expect((await ask({ okpo, inn: '4299000019' })).body).toEqual([])
  })

  it('tells no address, telephone, e-mail or name of a person', async () => {
    const { id, okpo } = await buildOrganisation(site.db, PRIVATE)
    const forms = await request(site.app).get(`/webstat/api/gs/organizations/${id}/forms`)
    const told = (await ask({ okpo })).text + forms.text
    for (const secret of Object.values(PRIVATE)) expect(told).not.toContain(secret)
  })

  it.each([
    ['nothing to look for', {}, 'Введите ОКПО, ИНН или ОГРН / ОГРНИП организации'],
    ['a wrong number', { okpo: '1' }, 'Длина ОКПО / Идентификационного номера должна быть 8, 10, 12 или 14 символов'],
    ['a list', [], 'Пришлите запрос в формате JSON'],
    ['fields that are no text', { okpo: { $ne: '' } }, 'Введите ОКПО, ИНН или ОГРН / ОГРНИП организации'],
  ])('refuses %s with 400 and a sentence', async (_name, body, message) => {
    const answer = await ask(body)
    expect(answer.status).toBe(400)
    expect(answer.body).toEqual({ message: expect.stringContaining(message) })
  })

  it('refuses what is no JSON, and what is longer than a question', async () => {
    const post = () => request(site.app).post('/webstat/api/gs/organizations').set('X-Forwarded-For', from())
    expect((await post().set('Content-Type', 'application/json').send('{"okpo":')).status).toBe(400)
    expect((await post().type('form').send({ okpo: '00000011' })).status).toBe(400)
    expect((await post().send({ okpo: '0'.repeat(5000) })).status).toBe(413)
  })

  it('answers 429 with the time to wait when it is asked too often, also on the pages', async () => {
    const address = from()
    const asked = []
    for (let tries = 0; tries < 61; tries += 1) asked.push((await ask({ okpo: '11111111' }, address)).status)
    expect(asked.slice(0, 60).every(status => status === 200)).toBe(true)
    const refused = await ask({ okpo: '11111111' }, address)
    expect(refused.status).toBe(429)
    expect(refused.body.message).toContain('слишком часто')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    const page = await request(site.app).get('/codes?okpo=11111111').set('X-Forwarded-For', address)
    expect(page.status).toBe(429)
  })
})

describe('forms', () => {
  it('lists the forms of an organisation with the period that is due and its last day', async () => {
    const { id } = await buildOrganisation(site.db)
    const form = await buildForm(site.db)
    await assignForm(site.db, id, form)
    const { body } = await request(site.app).get(`/webstat/api/gs/organizations/${id}/forms`)
    expect(body).toEqual([
      {
        id: form.id,
        name: 'ДЕМО-1 (торговля). Сведения о продаже товаров',
        okud: '0999001',
        form_period: 'месячная',
        formatted_period: 'октябрь 2026',
        reported_period: 'октябрь 2026',
        period: expect.any(String),
        period_comment: '',
        dept_nsi_id: null,
        dept_nsi_code: '',
        type_exam: '',
        index: 'demo_trade',
        description: '',
        act_num: '',
        act_date: '',
        // 15 days after October is a Sunday.
        end_time: '16.11.2026',
        comment: '',
        updatingDate: '',
        isValid: true,
        periodicity: 12,
        periodNum: expect.any(String),
        periodYear: 2026,
      },
    ])
  })

  it('has an empty list where nothing is assigned, and 404 in JSON for nobody', async () => {
    const { id } = await buildOrganisation(site.db)
    expect((await request(site.app).get(`/webstat/api/gs/organizations/${id}/forms`)).body).toEqual([])
    for (const address of ['gs/organizations/999999/forms', 'gs/organizations/x/forms', 'nowhere']) {
      const { status, body } = await request(site.app).get(`/webstat/api/${address}`)
      expect([status, body]).toEqual([404, { message: expect.any(String) }])
    }
  })

  it('lists the catalogue and gives out the very bytes of a template', async () => {
    const okud = '0777001'
    const sha256 = 'ab'.repeat(32)
    await buildForm(site.db, { okud, code: '777001001012', version: 'a', archived_at: NOW })
    const { id } = await buildForm(site.db, { okud, code: '777001001012', version: 'b', sha256 })
    await buildForm(site.db, { okud, code: '777001001012', version: 'c', valid_from: '2027-01-01' })
    const list = (filter: object, page = {}) =>
      request(site.app)
        .put('/webstat/api/forms')
        .send({ filter: { okud, ...filter }, isSortAsc: true, pageIndex: 0, rowCount: 200, ...page })
    const { body } = await list({ isActual: true, isArchive: false })
    expect(body).toEqual({
      totalRows: 1,
      rows: [{ id, name: expect.any(String), code: '777001001012', version: 'b', togs: '' }],
    })
    expect((await list({ isArchive: true })).body.rows).toMatchObject([{ version: 'a' }])
    expect((await list({}, { pageIndex: 1, rowCount: 2, isSortAsc: false })).body).toMatchObject({
      totalRows: 3,
      rows: [{ version: 'a' }],
    })
    const { body: guid } = await request(site.app).get(`/webstat/api/templates/${id}/xml`)
    expect(guid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const file = await request(site.app).get(`/webstat/api/files/tmp/${guid}`).buffer(true)
    expect(file.headers['content-type']).toContain('application/xml')
    expect(file.text).toBe(readFileSync('seeds/demo/templates/demo_trade.xml', 'utf8'))
  })

  it.each([[{ pageIndex: -1 }], [{ rowCount: 1e9 }], [{ filter: { okud: 7 } }], ['x']])(
    'refuses the list %j with 400',
    async body => {
      const answer = await request(site.app)
        .put('/webstat/api/forms')
        .send(body as object)
      expect([answer.status, answer.body]).toEqual([400, { message: expect.any(String) }])
    },
  )

  it('knows no file by a wild guess', async () => {
    for (const guid of ['%25', '00000000-0000-0000-0000-000000000000', '%25%25%25%25'])
      expect((await request(site.app).get(`/webstat/api/files/tmp/${guid}`)).status).toBe(404)
  })
})
