import type * as argon2 from '@node-rs/argon2'
import { verify } from '@node-rs/argon2'
import { hashPassword } from '../../../src/features/accounts/passwords'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, PASSWORD } from '../../support/builders'

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual<typeof argon2>('@node-rs/argon2')
  return { ...real, verify: jest.fn(real.verify) }
})

let site: TestApp

beforeEach(async () => {
  site = await createTestApp()
  jest.mocked(verify).mockClear()
})
afterEach(() => site.destroy())

/** The parameters decide how long verifying takes. */
const verifiedWith = (): string[] =>
  jest.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4).join('$'))

describe('However a sign-in is refused', () => {
  const account = async (given: Parameters<typeof buildAccount>[1] = {}): Promise<string> => {
    const { id, okpo } = await buildAccount(site.db, given)
    await site
      .db('accounts')
      .where({ id })
      .update({ password_hash: await hashPassword(PASSWORD) })
    return okpo
  }

  it.each([
    ['the password is wrong', () => account(), 'Неверный-1'],
    ['nobody has the number', async () => '00000011', PASSWORD],
    ['it is no number at all', async () => 'nobody', PASSWORD],
    ['the organisation is blocked', () => account({ organisation: { blocked_at: NOW } }), PASSWORD],
    ['the organisation is archived', () => account({ organisation: { archived_at: NOW } }), PASSWORD],
  ])('one password is verified, with the same effort, when %s', async (_cause, prepare, password) => {
    const login = await prepare()
    const browser = await new Browser(site.app).open('/sign-in')
    await browser.submit({ login, password })
    expect(browser.status).toBe(422)
    expect(verifiedWith()).toEqual(['$argon2id$v=19$m=19456,t=2,p=1'])
  })

  it('no password is verified for whoever has to wait', async () => {
    const login = await account()
    const browser = await new Browser(site.app).open('/sign-in')
    for (let guess = 1; guess <= 6; guess++) await browser.submit({ login, password: `Неверный-${guess}` })
    expect(browser.status).toBe(429)
    expect(verifiedWith()).toHaveLength(5)
  })
})
