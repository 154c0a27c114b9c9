import { createLane } from '../../../src/features/accounts/lane'

/** Work that ends when the test says so. */
const held = () => {
  let end: () => void = () => {}
  const done = new Promise<void>(resolve => {
    end = resolve
  })
  return { done, end }
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

describe('A lane', () => {
  it('runs no more than its width at a time and starts the others in the order they came', async () => {
    const lane = createLane(2)
    const started: number[] = []
    const works = Array.from({ length: 4 }, held)
    const all = works.map((work, index) =>
      lane(async () => {
        started.push(index)
        await work.done
        return index
      }),
    )
    await settled()
    expect(started).toEqual([0, 1])
    works[1]?.end()
    await settled()
    expect(started).toEqual([0, 1, 2])
    works[0]?.end()
    works[2]?.end()
    await settled()
    expect(started).toEqual([0, 1, 2, 3])
    works[3]?.end()
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3])
  })

  it('goes on after work that failed', async () => {
    const lane = createLane(1)
    const failing = lane(async () => {
      throw new Error('broken')
    })
    const next = lane(async () => 'done')
    await expect(failing).rejects.toThrow('broken')
    await expect(next).resolves.toBe('done')
  })

  it('turns away whoever finds too many waiting, and takes the next when there is room again', async () => {
    const lane = createLane(1, 1, () => new Error('come back later'))
    const work = held()
    const running = lane(() => work.done)
    const waiting = lane(async () => 'waited')
    await expect(lane(async () => 'never')).rejects.toThrow('come back later')
    work.end()
    await running
    await expect(waiting).resolves.toBe('waited')
    await expect(lane(async () => 'new')).resolves.toBe('new')
  })

  it('does not let anybody overtake the next in the queue', async () => {
    const lane = createLane(1)
    const work = held()
    const order: string[] = []
    const first = lane(() => work.done)
    const second = lane(async () => void order.push('second'))
    const third = first.then(() => lane(async () => void order.push('third')))
    work.end()
    await Promise.all([first, second, third])
    expect(order).toEqual(['second', 'third'])
  })
})
