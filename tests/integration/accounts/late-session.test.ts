import { setPassword } from '../../../src/features/accounts/owners.repository'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import {
  buildAccount,
  buildContact,
  buildPerson,
  buildSecondFactor,
  buildStaff,
  PASSWORD,
  quickHash,
} from '../../support/builders'
import { giveCode, signIn } from '../../support/sign-in'

/*
 * A sign-in takes time: the password is checked, then the session is written. A new password that is set in between must
 * win, though its order to end all sessions found none.
 */

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

const NEW = 'Весенний-Дождь-7'

/** What comes back is how a request that was under way writes its session after everything has been ended. */
const sessionsOf = async (user: string): Promise<() => Promise<void>> => {
  const rows = await site.db('sessions').where({ user_id: user })
  expect(rows).not.toHaveLength(0)
  return async () => {
    await site.db('sessions').where({ user_id: user }).delete()
    await site.db('sessions').insert(rows)
  }
}

const renew = async (kind: 'account' | 'person', id: number, password = NEW): Promise<void> => {
  const passwordHash = await quickHash(password)
  await site.db.transaction(trx => setPassword(trx, { kind, id }, { passwordHash, at: NOW }))
}

describe('A session that is written just after the password was set anew', () => {
  it('opens nothing of an organisation, and is gone', async () => {
    const { id, okpo } = await buildAccount(site.db)
    const thief = await signIn(site.app, okpo)
    const write = await sessionsOf(`account:${id}`)
    await renew('account', id)
    await write()
    expect((await thief.open('/cabinet')).url).toMatch(/^\/sign-in\?/)
    expect(await site.db('sessions').where({ user_id: `account:${id}` })).toEqual([])
    expect((await signIn(site.app, okpo, '/sign-in', NEW)).url).toBe('/cabinet')
  })

  it('opens nothing even when the new password is the old one', async () => {
    const { id, okpo } = await buildAccount(site.db)
    const thief = await signIn(site.app, okpo)
    const write = await sessionsOf(`account:${id}`)
    await renew('account', id, PASSWORD)
    await write()
    expect((await thief.open('/cabinet')).url).toMatch(/^\/sign-in\?/)
  })

  it('opens nothing of an authorised person', async () => {
    const { organisationId } = await buildAccount(site.db)
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, organisationId, id)
    const thief = await signIn(site.app, email)
    const write = await sessionsOf(`person:${id}`)
    await renew('person', id)
    await write()
    expect((await thief.open('/cabinet')).url).toMatch(/^\/sign-in\?/)
  })

  it('opens nothing of a member of staff', async () => {
    const { id, login } = await buildStaff(site.db)
    const thief = await signIn(site.app, login, '/office/sign-in')
    await site
      .db('staff')
      .where({ id })
      .update({ password_hash: await quickHash(NEW) })
    expect((await thief.open('/office/applications')).url).toMatch(/^\/office\/sign-in/)
  })
})

describe('A second step that was begun with the old password', () => {
  const begun = async (): Promise<{ id: number; browser: Browser }> => {
    const { id, okpo } = await buildAccount(site.db)
    await buildSecondFactor(site.db, `account:${id}`)
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login: okpo, password: PASSWORD })
    expect(browser.url).toBe('/sign-in/code')
    return { id, browser }
  }

  it('is over when a new one is set', async () => {
    const { id, browser } = await begun()
    await renew('account', id)
    await giveCode(browser)
    expect(browser.url).toBe('/sign-in')
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
  })

  it('lets nobody in even when its session was written just after', async () => {
    const { id, browser } = await begun()
    const write = await sessionsOf(`account:${id}`)
    await renew('account', id)
    await write()
    await giveCode(browser)
    expect(browser.status).toBe(422)
    expect(await site.db('audit_log').where({ event: 'account.signed_in' })).toEqual([])
  })
})

it('Who changes the own password stays signed in, in this browser only', async () => {
  const { okpo } = await buildAccount(site.db)
  const [here, there] = [await signIn(site.app, okpo), await signIn(site.app, okpo)]
  await here.open('/cabinet/profile/password')
  await here.submit({ currentPassword: PASSWORD, password: NEW, passwordRepeat: NEW })
  expect((await here.open('/cabinet')).url).toBe('/cabinet')
  expect((await there.open('/cabinet')).url).toMatch(/^\/sign-in\?/)
})
