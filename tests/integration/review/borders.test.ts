import request from 'supertest'
import { insertDraft } from '../../../src/features/applications/applications.repository'
import { NOW } from '../../support/app'
import { aCertificate } from '../../support/certificates'
import { signInByHand, tokenOf } from '../../support/sign-in'
import { type Office, openOffice } from './office'

const GETS = [
  '',
  '/return',
  '/reject',
  '/approve',
  '/hand-over',
  '/notes',
  '/application.xml',
  '/certificates/CERTIFICATE.cer',
]
const POSTS = ['/take', '/release', '/return', '/reject', '/approve', '/hand-over', '/notes']

let office: Office
let cookie: string
let token: string
let certificate: number

beforeAll(async () => {
  office = await openOffice()
  const { member } = await office.specialist({ role: 'office_admin' })
  cookie = (await signInByHand(office.app, member.login, '/office/sign-in')).after
  token = tokenOf(await request(office.app).get('/office/applications').set('Cookie', cookie))
})
afterAll(() => office.destroy())

const address = (id: string | number, rest: string) =>
  `/office/applications/${id}${rest.replace('CERTIFICATE', String(certificate))}`
const get = (url: string) => request(office.app).get(url).set('Cookie', cookie)
const post = (url: string) =>
  request(office.app).post(url).set('Cookie', cookie).type('form').send({ _csrf: token, seen: '1' })

/** Every address of an application, as this specialist sees it. */
const statuses = async (id: string | number): Promise<Record<string, number>> => {
  const answers: Record<string, number> = {}
  for (const rest of GETS) answers[`GET ${rest}`] = (await get(address(id, rest))).status
  for (const rest of POSTS) answers[`POST ${rest}`] = (await post(address(id, rest))).status
  return answers
}

const EVERYWHERE_404 = Object.fromEntries(
  [...GETS.map(rest => `GET ${rest}`), ...POSTS.map(rest => `POST ${rest}`)].map(key => [key, 404]),
)

describe('An application that is none of this office’s business answers 404 on every address', () => {
  it('of another office', async () => {
    const { id } = await office.application({ officeId: 41, certificates: [await aCertificate()] })
    certificate = (await office.db('application_certificates').where({ application_id: id }).first()).certificate_id
    expect(await statuses(id)).toEqual(EVERYWHERE_404)
    expect(await office.row(id)).toMatchObject({ status: 'submitted', assigned_to: null })
  })

  it('handed over to another office while it was being decided', async () => {
    const { id } = await office.application()
    await office.db('applications').where({ id }).update({ office_id: 41 })
    expect(await statuses(id)).toEqual(EVERYWHERE_404)
  })

  it('a draft', async () => {
    const id = await insertDraft(office.db, {
      okpo: '70000018',
      form: { general: {}, contacts: [], saved: [] },
      organisationId: null,
      registerState: 'absent',
      createdAt: NOW,
      expiresAt: NOW,
    })
    expect(await statuses(id)).toEqual(EVERYWHERE_404)
  })

  it.each(['999999999', '0', '-1', '1.5', 'abc', '99999999999999999999', '1%00', '%E2%80%8B'])(
    'with the number %s',
    async id => {
      expect(await statuses(id)).toEqual(EVERYWHERE_404)
    },
  )
})

it('a certificate of another application answers 404', async () => {
  const mine = await office.application({ certificates: [await aCertificate()] })
  const other = await office.application({ certificates: [await aCertificate()] })
  const { certificate_id } = await office.db('application_certificates').where({ application_id: other.id }).first()
  expect((await get(`/office/applications/${other.id}/certificates/${certificate_id}.cer`)).status).toBe(200)
  expect((await get(`/office/applications/${mine.id}/certificates/${certificate_id}.cer`)).status).toBe(404)
})

describe('Who is not a member of an office', () => {
  it('is sent to the sign-in and comes back', async () => {
    const { id } = await office.application()
    for (const rest of GETS) {
      const answer = await request(office.app).get(address(id, rest))
      expect([answer.status, answer.headers.location]).toEqual([
        303,
        `/office/sign-in?next=${encodeURIComponent(address(id, rest))}`,
      ])
    }
  })

  it('decides nothing', async () => {
    const { id } = await office.application()
    for (const rest of POSTS) {
      const answer = await request(office.app).post(address(id, rest)).type('form').send({ _csrf: token, seen: '1' })
      expect([303, 403]).toContain(answer.status)
    }
    expect((await office.row(id)).status).toBe('submitted')
  })

  it('is told, as an administrator of the system, that applications belong to offices', async () => {
    const { browser } = await office.specialist({ role: 'system_admin', office_id: null })
    expect(browser.url).toBe('/office/applications')
    expect(browser.status).toBe(200)
    expect(browser.text).toContain('Ваша учётная запись не относится ни к одному из них')
    const { id } = await office.application()
    expect((await browser.open(`/office/applications/${id}`)).status).toBe(403)
  })
})

it('a press without a token decides nothing and offers to press again', async () => {
  const { id } = await office.application()
  const answer = await request(office.app).post(address(id, '/take')).set('Cookie', cookie).type('form').send({})
  expect(answer.status).toBe(403)
  expect(answer.text).toContain('Подтвердите действие')
  expect((await office.row(id)).status).toBe('submitted')
})
