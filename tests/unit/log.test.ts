import { setImmediate as nextTurn } from 'node:timers/promises'
import { createLog, gathered } from '../../src/log'

const outcome = () => {
  const written: string[] = []
  const before = process.listeners('exit')
  const destination = gathered({ write: (text: string) => void written.push(text) })
  const atExit = process.listeners('exit').find(listener => !before.includes(listener)) as () => void
  process.off('exit', atExit)
  return { written, destination, atExit }
}

describe('The log of a process', () => {
  it('writes the lines of one turn together, each once and in order', async () => {
    const { written, destination } = outcome()
    const log = createLog('info', destination)
    log.info('one')
    log.info('two')
    expect(written).toEqual([])
    await nextTurn()
    expect(written).toHaveLength(1)
    expect(written[0]?.split('\n').map(line => line && JSON.parse(line).msg)).toEqual(['one', 'two', ''])
    log.info('three')
    await nextTurn()
    expect(written).toHaveLength(2)
  })

  it('writes what waits when the process ends, and nothing twice', async () => {
    const { written, destination, atExit } = outcome()
    destination.write('last words\n')
    atExit()
    await nextTurn()
    expect(written).toEqual(['last words\n'])
  })
})
