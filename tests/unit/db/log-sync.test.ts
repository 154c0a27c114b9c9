import { LogSync } from '../../../src/db/log-sync'

/* Many transactions wait for one sync: for one that began after they had ended. */

const syncs = () => {
  const started: { end: () => void; fail: (error: Error) => void }[] = []
  const log = new LogSync(() => new Promise<void>((end, fail) => started.push({ end, fail })))
  return { log, started }
}
const soon = () => new Promise(resolve => setImmediate(resolve))

it('syncs once for all that came before it began, and again for who came after', async () => {
  const { log, started } = syncs()
  const ended: string[] = []
  const wait = (name: string) => log.wait().then(() => ended.push(name))
  const first = wait('first')
  await soon()
  expect(started).toHaveLength(1)
  const late = [wait('second'), wait('third')]
  await soon()
  expect(started).toHaveLength(1)
  started[0]?.end()
  await first
  await soon()
  expect([ended, started.length]).toEqual([['first'], 2])
  started[1]?.end()
  await Promise.all(late)
  expect(ended).toEqual(['first', 'second', 'third'])
})

it('tells everybody who waited that the disk failed, and tries again for the next', async () => {
  const { log, started } = syncs()
  const failed = log.wait()
  await soon()
  const next = log.wait()
  started[0]?.fail(new Error('EIO'))
  await expect(failed).rejects.toMatchObject({ message: 'EIO' })
  await soon()
  started[1]?.end()
  await expect(next).resolves.toBeUndefined()
})
