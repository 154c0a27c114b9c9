import { createApp } from '../../../src/app'
import { connect } from '../../../src/db/connection'
import { createDeps } from '../../../src/deps'
import { createTestApp, type TestApp } from '../../support/app'
import { Browser } from '../../support/browser'
import { buildAccount, PASSWORD } from '../../support/builders'

const MINUTE = 60_000
const TOO_MANY = 'Слишком много неудачных попыток входа. Попробуйте ещё раз'

let site: TestApp

/** Behind a proxy, so that a test can come from any address. */
beforeEach(async () => {
  site = await createTestApp({ TRUST_PROXY: '1' })
})
afterEach(async () => {
  jest.restoreAllMocks()
  await site.destroy()
})

/** The library that counts reads the machine's clock; it is the only one who does here. */
const moveClock = (milliseconds: number): void => {
  const real = Date.now()
  jest.spyOn(Date, 'now').mockReturnValue(real + milliseconds)
}

const comeFrom = async (address: string, login: string, password: string, app = site.app): Promise<Browser> => {
  const browser = await new Browser(app).open('/sign-in')
  return browser.submit({ login, password }, { headers: { 'X-Forwarded-For': address } })
}

const guess = async (times: number, login: string, address: string, app = site.app): Promise<Browser> => {
  let browser = new Browser(app)
  for (let time = 1; time <= times; time++) browser = await comeFrom(address, login, `Неверный-${time}`, app)
  return browser
}

describe('Guessing one password', () => {
  it('is stopped after five wrong ones, with the form filled, the time to wait and Retry-After', async () => {
    const { okpo } = await buildAccount(site.db)
    expect((await guess(5, okpo, '192.0.2.1')).status).toBe(422)
    const browser = await comeFrom('192.0.2.1', okpo, PASSWORD)
    expect(browser.status).toBe(429)
    expect(browser.headers['retry-after']).toBe('900')
    expect(browser.errors).toEqual([{ field: 'login', text: `${TOO_MANY} через 15 минут.` }])
    expect(browser.value('login')).toBe(okpo)
    expect(browser.value('password')).toBe('')
  })

  it('is stopped just the same when nobody has this number', async () => {
    await guess(5, '00000011', '192.0.2.1')
    expect((await comeFrom('192.0.2.1', '00000011', PASSWORD)).status).toBe(429)
  })

  it('may go on after a quarter of an hour', async () => {
    const { okpo } = await buildAccount(site.db)
    await guess(6, okpo, '192.0.2.1')
    moveClock(15 * MINUTE + 1000)
    expect((await comeFrom('192.0.2.1', okpo, PASSWORD)).url).toBe('/cabinet')
  })

  it('waits twice as long each time, up to an hour', async () => {
    const { okpo } = await buildAccount(site.db)
    const waits: string[] = []
    for (let round = 0; round < 4; round++) {
      waits.push((await guess(6, okpo, `192.0.2.${round}`)).headers['retry-after'] as string)
      jest.restoreAllMocks()
      moveClock((round + 1) * 61 * MINUTE)
    }
    expect(waits).toEqual(['900', '1800', '3600', '3600'])
  })

  it('begins anew after the right password', async () => {
    const { okpo } = await buildAccount(site.db)
    await guess(4, okpo, '192.0.2.1')
    await comeFrom('192.0.2.1', okpo, PASSWORD)
    expect((await guess(5, okpo, '192.0.2.1')).status).toBe(422)
  })

  it('gets no more than the limit when all guesses come at once', async () => {
    const { okpo } = await buildAccount(site.db)
    const browsers = await Promise.all(Array.from({ length: 12 }, () => new Browser(site.app).open('/sign-in')))
    await Promise.all(browsers.map((browser, index) => browser.submit({ login: okpo, password: `Неверный-${index}` })))
    expect(browsers.filter(({ status }) => status === 422)).toHaveLength(5)
    expect(browsers.filter(({ status }) => status === 429)).toHaveLength(7)
  })

  it('does not lock the owner out of the address where they signed in before', async () => {
    const { okpo } = await buildAccount(site.db)
    await comeFrom('192.0.2.1', okpo, PASSWORD)
    await guess(6, okpo, '198.51.100.7')
    expect((await comeFrom('198.51.100.8', okpo, PASSWORD)).status).toBe(429)
    expect((await comeFrom('192.0.2.1', okpo, PASSWORD)).url).toBe('/cabinet')
  })

  it('is also stopped at an address where the owner signed in before', async () => {
    const { okpo } = await buildAccount(site.db)
    await comeFrom('192.0.2.1', okpo, PASSWORD)
    await guess(5, okpo, '192.0.2.1')
    expect((await comeFrom('192.0.2.1', okpo, PASSWORD)).status).toBe(429)
  })

  it('is not helped by changing the last half of an IPv6 address', async () => {
    const { okpo } = await buildAccount(site.db)
    await comeFrom('2001:db8::1', okpo, PASSWORD)
    for (let host = 2; host <= 6; host++) await guess(1, okpo, `2001:db8::${host}`)
    expect((await comeFrom('2001:db8::7', okpo, PASSWORD)).status).toBe(429)
  })
})

describe('Guessing from one address', () => {
  it('is stopped after thirty wrong pairs, whoever is meant; others go on', async () => {
    const { okpo } = await buildAccount(site.db)
    for (let other = 10; other < 40; other++) await guess(1, `000000${other}`, '192.0.2.1')
    const browser = await comeFrom('192.0.2.1', okpo, PASSWORD)
    expect(browser.status).toBe(429)
    expect(browser.errors[0]?.text).toMatch(
      /^Слишком много неудачных попыток входа\. Попробуйте ещё раз через 1[45] минут\.$/,
    )
    expect((await comeFrom('192.0.2.2', okpo, PASSWORD)).url).toBe('/cabinet')
  })

  it('does not count those who knew their password', async () => {
    const { okpo } = await buildAccount(site.db)
    for (let time = 0; time < 32; time++) expect((await comeFrom('192.0.2.1', okpo, PASSWORD)).url).toBe('/cabinet')
  })
})

describe('The counts', () => {
  it('hold across processes on one database', async () => {
    const { okpo } = await buildAccount(site.db)
    const db = connect({ url: site.url })
    try {
      const other = createApp(createDeps(site.deps.config, { db, clock: site.deps.clock, log: site.deps.log }))
      await guess(3, okpo, '192.0.2.1')
      await guess(2, okpo, '192.0.2.1', other)
      expect((await comeFrom('192.0.2.1', okpo, PASSWORD)).status).toBe(429)
      expect((await comeFrom('192.0.2.1', okpo, PASSWORD, other)).status).toBe(429)
    } finally {
      await db.destroy()
    }
  })

  it('name neither numbers nor addresses in their table', async () => {
    const { okpo } = await buildAccount(site.db)
    await comeFrom('192.0.2.1', okpo, PASSWORD)
    const keys = await site.db('rate_limits').pluck('key')
    expect(keys.length).toBeGreaterThan(0)
    expect(keys.join(' ')).not.toMatch(new RegExp(`${okpo}|192\\.0\\.2\\.1`))
  })
})
