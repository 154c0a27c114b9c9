import request from 'supertest'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, PASSWORD } from '../../support/builders'
import { engine } from '../../support/database'
import { signIn } from '../../support/sign-in'

let site: TestApp
let okpo: string
const escaped: unknown[] = []
const note = (error: unknown): void => void escaped.push(error)

beforeAll(() => {
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
})
afterAll(() => {
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})
beforeEach(async () => {
  escaped.length = 0
  site = await createTestApp()
  okpo = (await buildAccount(site.db)).okpo
})
afterEach(() => site.destroy())

/** Lets nothing be written to the table of sessions any more. */
const refuseWrites = async (): Promise<void> => {
  if (engine === 'postgres') await site.db.raw('alter table sessions add constraint full_disk check (false) not valid')
  else {
    for (const event of ['insert', 'update'])
      await site.db.raw(
        `create trigger full_disk_${event} before ${event} on sessions begin select raise(abort, 'full'); end`,
      )
  }
}

describe('When the sessions cannot be read', () => {
  it('whoever has one gets the error page, and their page again once it works', async () => {
    const browser = await signIn(site.app, okpo)
    await site.db.schema.renameTable('sessions', 'sessions_gone')
    await browser.open('/cabinet')
    expect(browser.status).toBe(500)
    expect(browser.heading).toBe('Ошибка на сервере')
    expect(browser.text).toMatch(/Номер запроса: [0-9a-f-]{36}/)
    await site.db.schema.renameTable('sessions_gone', 'sessions')
    expect((await browser.open('/cabinet')).status).toBe(200)
    expect(escaped).toEqual([])
  })

  it('whoever only reads notices nothing', async () => {
    await site.db.schema.renameTable('sessions', 'sessions_gone')
    await request(site.app).get('/').expect(200)
    expect(escaped).toEqual([])
  })
})

describe('When the sessions cannot be written', () => {
  it('signing in ends with the error page and nobody is signed in', async () => {
    const browser = await new Browser(site.app).open('/sign-in')
    await refuseWrites()
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.status).toBe(500)
    expect(browser.heading).toBe('Ошибка на сервере')
    expect(await site.db('sessions').whereNotNull('user_id')).toEqual([])
    expect(escaped).toEqual([])
  })

  it('a page whose session is only touched is still shown', async () => {
    const browser = await signIn(site.app, okpo)
    await refuseWrites()
    site.pass(120_000)
    expect((await browser.open('/cabinet')).status).toBe(200)
    expect(escaped).toEqual([])
  })

  it('a form is still shown to a visitor', async () => {
    await refuseWrites()
    expect((await new Browser(site.app).open('/sign-in')).status).toBe(200)
    expect(escaped).toEqual([])
  })
})
