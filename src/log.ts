import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * What a log keeps of an error: kind, code, stack. Database drivers hang the refused row and its values on their
 * errors, and those tell of people.
 */
export const describeError = (error: Error & { code?: string }): Record<string, unknown> => ({
  type: error.name,
  code: error.code,
  stack: error.stack,
})

export const createLog = (level: string, destination?: DestinationStream): Logger => {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describeError } }
  return pino(options, destination ?? gathered(pino.destination({ dest: 1, sync: true })))
}

/**
 * Writes the lines of one turn of the event loop together: a line a write costs as much as the line. What waits is
 * written when the process ends, also by an error that nobody caught; only a process that is killed loses it.
 */
export const gathered = (destination: DestinationStream): DestinationStream => {
  let waiting = ''
  const flush = () => {
    if (waiting === '') return
    const text = waiting
    waiting = ''
    destination.write(text)
  }
  process.on('exit', flush)
  return {
    write: line => {
      if (waiting === '') setImmediate(flush)
      waiting += line
    },
  }
}
