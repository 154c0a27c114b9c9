import request from 'supertest'
import { endSessions, SessionStore } from '../../../src/http/session-store'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount } from '../../support/builders'
import { cookieOf, signIn, signInByHand, tokenOf } from '../../support/sign-in'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const signedIn = async (): Promise<Browser> => signIn(site.app, (await buildAccount(site.db)).okpo)

const isIn = async (browser: Browser): Promise<boolean> => (await browser.open('/cabinet')).url === '/cabinet'

const cookieOfSignedIn = async (): Promise<string> =>
  (await signInByHand(site.app, (await buildAccount(site.db)).okpo)).after

describe('A visitor', () => {
  it.each(['/', '/help/okpo', '/nothing-here', '/cabinet/certificates/1.cer'])(
    'who only reads %s gets no cookie and no row',
    async url => {
      const answer = await request(site.app).get(url)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(await site.db('sessions')).toEqual([])
    },
  )

  it('gets a session with the first form, and only one', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.open('/')
    await browser.open('/sign-in')
    expect(await site.db('sessions')).toHaveLength(1)
  })

  it('who makes up a session id is given another one', async () => {
    const answer = await request(site.app).get('/sign-in').set('Cookie', 'sid=s%3Amade-up.signature')
    expect(cookieOf(answer)).toMatch(/^sid=s%3A/)
    expect(cookieOf(answer)).not.toContain('made-up')
  })
})

describe('Signing in', () => {
  it('gives a new session id, and the one known before is worth nothing', async () => {
    const { okpo } = await buildAccount(site.db)
    const { before, after } = await signInByHand(site.app, okpo)
    expect(before).toMatch(/^sid=s%3A/)
    expect(after).toMatch(/^sid=s%3A/)
    expect(after).not.toBe(before)
    expect(await site.db('sessions')).toHaveLength(1)
    await request(site.app).get('/cabinet').set('Cookie', before).expect(303)
    await request(site.app).get('/cabinet').set('Cookie', after).expect(200)
  })

  it('keeps no session id that opens anything in the table', async () => {
    const cookie = await cookieOfSignedIn()
    const id = decodeURIComponent(cookie).slice('sid=s:'.length).split('.')[0] as string
    expect(JSON.stringify(await site.db('sessions'))).not.toContain(id)
  })

  it('makes pages that no browser and no proxy keeps', async () => {
    const browser = await signedIn()
    expect(browser.headers['cache-control']).toBe('no-store')
    await browser.open('/')
    expect(browser.headers['cache-control']).toBe('no-store')
  })
})

describe('The cookie', () => {
  it('is out of reach of scripts and of forms of other sites', async () => {
    const answer = await request(site.app).get('/sign-in')
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^sid=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  it('behind TLS is bound to the very host and goes over TLS only', async () => {
    const secure = await createTestApp({ BASE_URL: 'https://websbor.example', TRUST_PROXY: '1' })
    try {
      const answer = await request(secure.app).get('/sign-in').set('X-Forwarded-Proto', 'https')
      expect(answer.headers['set-cookie']?.[0]).toMatch(/^__Host-sid=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
      const plain = await request(secure.app).get('/sign-in').set('X-Forwarded-Proto', 'http')
      expect(plain.headers['set-cookie']).toBeUndefined()
    } finally {
      await secure.destroy()
    }
  })
})

describe('Signing out', () => {
  it('ends the session, says so and leads to the main page', async () => {
    const cookie = await cookieOfSignedIn()
    const browser = await signedIn()
    await browser.submit({}, { press: 'Выйти' })
    expect(browser.url).toBe('/')
    expect(browser.text).toContain('Вы вышли из системы.')
    expect(await isIn(browser)).toBe(false)
    await request(site.app).get('/cabinet').set('Cookie', cookie).expect(200)
  })

  it('leaves nothing that the old cookie opens', async () => {
    const cookie = await cookieOfSignedIn()
    const page = await request(site.app).get('/cabinet').set('Cookie', cookie)
    await request(site.app)
      .post('/sign-out')
      .set('Cookie', cookie)
      .type('form')
      .send({ _csrf: tokenOf(page) })
      .expect(303)
    await request(site.app).get('/cabinet').set('Cookie', cookie).expect(303)
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
  })

  it('is not undone by a request that was under way', async () => {
    const cookie = await cookieOfSignedIn()
    await site.db('sessions').update({ data: site.db.raw(`replace(data, '"user":', '"flash":"Готово.","user":')`) })
    const { reference } = site.deps
    const read = reference.get.bind(reference)
    let goOn: () => void = () => {}
    const held = new Promise<void>(resolve => {
      goOn = resolve
    })
    const reached = new Promise<void>(resolve => {
      jest.spyOn(reference, 'get').mockImplementation(async () => {
        resolve()
        await held
        return read()
      })
    })
    site.pass(2 * MINUTE)
    const underWay = request(site.app)
      .get('/cabinet')
      .set('Cookie', cookie)
      .then(answer => answer)
    await reached
    await site.db('sessions').whereNotNull('user_id').delete()
    goOn()
    const answer = await underWay
    expect(answer.text).toContain('Готово.')
    expect(await site.db('sessions')).toEqual([])
    await request(site.app).get('/cabinet').set('Cookie', cookie).expect(303)
  })

  it('has nothing to do when it is pressed in a second tab', async () => {
    const browser = await signedIn()
    const page = await browser.open('/cabinet')
    const token = page.value('_csrf')
    await browser.submit({}, { press: 'Выйти' })
    const again = await request(site.app).post('/sign-out').type('form').send({ _csrf: token })
    expect(again.status).toBe(303)
    expect(again.headers.location).toBe('/')
  })
})

describe('A session', () => {
  it('ends after an hour without a request', async () => {
    const browser = await signedIn()
    site.pass(59 * MINUTE)
    expect(await isIn(browser)).toBe(true)
    site.pass(61 * MINUTE)
    expect(await isIn(browser)).toBe(false)
  })

  it('ends twelve hours after signing in, however busy', async () => {
    const browser = await signedIn()
    for (let passed = 0; passed < 12 * HOUR; passed += 30 * MINUTE) {
      expect(await isIn(browser)).toBe(true)
      site.pass(30 * MINUTE)
    }
    site.pass(1)
    expect(await isIn(browser)).toBe(false)
  })

  it('is written when it is used, at most once a minute', async () => {
    const browser = await signedIn()
    const touchedAt = async (): Promise<string> =>
      (await site.db('sessions').whereNotNull('user_id').first()).touched_at
    site.pass(30_000)
    await browser.open('/cabinet')
    expect(await touchedAt()).toBe(NOW)
    site.pass(31_000)
    await browser.open('/cabinet')
    expect(await touchedAt()).toBe(site.deps.clock().toISOString())
  })

  it('ends at once with all others of the person, and of nobody else', async () => {
    const { okpo, id } = await buildAccount(site.db)
    const browsers = [await signIn(site.app, okpo), await signIn(site.app, okpo)]
    const other = await signedIn()
    await endSessions(site.db, `account:${id}`)
    for (const browser of browsers) expect(await isIn(browser)).toBe(false)
    expect(await isIn(other)).toBe(true)
  })

  it.each([
    ['blocked', { blocked_at: NOW }],
    ['archived', { archived_at: NOW }],
  ])('ends with the next request when the organisation is %s', async (_state, change) => {
    const browser = await signedIn()
    await site.db('organisations').update(change)
    expect(await isIn(browser)).toBe(false)
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
  })

  it('is swept out when it ran out, a bounded number at a time', async () => {
    for (let visit = 0; visit < 3; visit++) await request(site.app).get('/sign-in')
    site.pass(61 * MINUTE)
    await request(site.app).get('/sign-in')
    const store = new SessionStore(site.db, site.deps.clock, site.deps.config.session)
    expect(await store.sweep(2)).toBe(2)
    expect(await store.sweep()).toBe(1)
    expect(await site.db('sessions')).toHaveLength(1)
  })
})
