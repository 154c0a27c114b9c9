import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff, PASSWORD } from '../../support/builders'
import { giveCode } from '../../support/sign-in'

const ADDRESS = '203.0.113.77'
const WRONG = 'Неверный-Пароль-9'

let site: TestApp

beforeEach(async () => {
  site = await createTestApp({ TRUST_PROXY: '1' })
})
afterEach(() => site.destroy())

describe('The log of a sign-in', () => {
  it.each(['/sign-in', '/office/sign-in'])(
    'at %s holds no login, password, address, name, token or cookie, whatever happens',
    async path => {
      const { okpo } = await buildAccount(site.db)
      const staff = await buildStaff(site.db)
      const login = path === '/sign-in' ? okpo : staff.login
      const headers = { 'X-Forwarded-For': ADDRESS }
      const browser = await new Browser(site.app).open(`${path}?okpo=${okpo}&login=${staff.login}`)
      const secrets = new Set([okpo, staff.login, staff.full_name, 'ООО', PASSWORD, WRONG, ADDRESS])
      const remember = (): void => {
        secrets.add(String(browser.$('[name=_csrf]').val()))
        for (const cookie of [browser.headers['set-cookie'] ?? []].flat())
          secrets.add(cookie.split(/[=;]/)[1] as string)
      }
      remember()
      await browser.submit({ login, password: WRONG }, { headers })
      await browser.submit({ login, password: '' }, { headers })
      await browser.submit({ login: 'nobody@example.test', password: WRONG }, { headers })
      secrets.add('nobody@example.test')
      await browser.submit({ login, password: PASSWORD }, { headers, forge: { _csrf: 'stale' } })
      remember()
      await browser.submit({ login, password: PASSWORD }, { headers })
      remember()
      if (browser.url === '/office/sign-in/code') {
        await browser.submit({ code: '000000' }, { headers })
        await giveCode(browser)
        remember()
      }
      await browser.open('/')
      await site.db.schema.renameTable('audit_log', 'audit_log_gone')
      await browser.submit({}, { press: 'Выйти', headers })
      expect(browser.status).toBe(500)
      const logged = site.logged.join('')
      expect(logged).toContain('unexpected error')
      for (const secret of secrets) {
        expect(logged).not.toContain(secret)
        expect(logged).not.toContain(encodeURIComponent(secret))
      }
    },
  )
})
