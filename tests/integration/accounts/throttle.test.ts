import { createMemory, createThrottle, sweepThrottles } from '../../../src/features/accounts/throttle'
import { createDatabase, type TestDatabase } from '../../support/database'

let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.destroy())
afterEach(async () => {
  jest.restoreAllMocks()
  await database.db('rate_limits').delete()
})

const later = (seconds: number): void => {
  const real = Date.now()
  jest.spyOn(Date, 'now').mockReturnValue(real + seconds * 1000)
}

describe('A throttle', () => {
  it('lets the allowed number of tries through and then tells how long to wait', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 2, seconds: 60 })
    expect([await throttle.take('a'), await throttle.take('a')]).toEqual([0, 0])
    const wait = await throttle.take('a')
    expect(wait).toBeGreaterThan(50)
    expect(wait).toBeLessThanOrEqual(60)
  })

  it('counts every key for itself, and knows where one part ends', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60 })
    expect([await throttle.take('ab', 'c'), await throttle.take('a', 'bc'), await throttle.take('abc')]).toEqual([
      0, 0, 0,
    ])
  })

  it('counts every limit for itself', async () => {
    const one = createThrottle(database.db, { name: 'one', points: 1, seconds: 60 })
    const other = createThrottle(database.db, { name: 'other', points: 1, seconds: 60 })
    expect([await one.take('a'), await other.take('a')]).toEqual([0, 0])
  })

  it('begins anew when the window is over', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60 })
    await throttle.take('a')
    expect(await throttle.take('a')).toBeGreaterThan(0)
    later(61)
    expect(await throttle.take('a')).toBe(0)
  })

  it('does not prolong the wait of whoever keeps trying', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60, longestWait: 240 })
    await throttle.take('a')
    expect(await throttle.take('a')).toBe(60)
    later(40)
    expect(await throttle.take('a')).toBeLessThanOrEqual(20)
  })

  it('forgets how long the waits were after a day', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60, longestWait: 240 })
    const waitOnce = async (): Promise<number> => {
      await throttle.take('a')
      return throttle.take('a')
    }
    const first = await waitOnce()
    later(300)
    const second = await waitOnce()
    jest.restoreAllMocks()
    later(90_000)
    expect([first, second, await waitOnce()]).toEqual([60, 120, 60])
  })

  it('gives a try back, and forgets a key', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60 })
    await throttle.take('a')
    await throttle.giveBack(database.db, 'a')
    expect(await throttle.take('a')).toBe(0)
    expect(await throttle.take('a')).toBeGreaterThan(0)
    await throttle.forget(database.db, 'a')
    expect(await throttle.take('a')).toBe(0)
  })

  it('takes keys of any length and content', async () => {
    const throttle = createThrottle(database.db, { name: 'test', points: 1, seconds: 60 })
    const long = `\u0000${'Ж'.repeat(100_000)}`
    expect([await throttle.take(long), (await throttle.take(long)) > 0]).toEqual([0, true])
  })
})

describe('A memory', () => {
  it('keeps a key for its time', async () => {
    const memory = createMemory({ name: 'memory', seconds: 60 })
    expect(await memory.has(database.db, 'a')).toBe(false)
    await memory.keep(database.db, 'a')
    expect(await memory.has(database.db, 'a')).toBe(true)
    later(61)
    expect(await memory.has(database.db, 'a')).toBe(false)
  })
})

describe('Sweeping', () => {
  it('removes what ran out, a bounded number at a time, and nothing else', async () => {
    const short = createThrottle(database.db, { name: 'short', points: 1, seconds: 60 })
    const long = createThrottle(database.db, { name: 'long', points: 1, seconds: 3600 })
    await short.take('a')
    await short.take('b')
    await long.take('a')
    const soon = new Date(Date.now() + 120_000)
    expect(await sweepThrottles(database.db, soon, 1)).toBe(1)
    expect(await sweepThrottles(database.db, soon)).toBe(1)
    expect(await sweepThrottles(database.db, soon)).toBe(0)
    expect(await long.take('a')).toBeGreaterThan(0)
  })
})
