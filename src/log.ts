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
  return destination === undefined ? pino(options) : pino(options, destination)
}
