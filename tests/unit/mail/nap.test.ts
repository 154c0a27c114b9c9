import { createNap } from '../../../src/mail/nap'

const LONG = 3_600_000

test('a sleep ends when its time is over', async () => {
  await expect(createNap().sleep(1)).resolves.toBeUndefined()
})

test('a wake ends the sleep at once', async () => {
  const nap = createNap()
  const sleep = nap.sleep(LONG)
  nap.wake()
  await expect(sleep).resolves.toBeUndefined()
})

test('a wake that came before the sleep is not lost', async () => {
  const nap = createNap()
  nap.wake()
  await expect(nap.sleep(LONG)).resolves.toBeUndefined()
})

test('one wake ends one sleep only', async () => {
  const nap = createNap()
  nap.wake()
  nap.wake()
  await nap.sleep(LONG)
  const second = nap.sleep(LONG)
  const first = await Promise.race([
    second.then(() => 'woken'),
    new Promise(resolve => setImmediate(() => resolve('asleep'))),
  ])
  nap.wake()
  await second
  expect(first).toBe('asleep')
})
