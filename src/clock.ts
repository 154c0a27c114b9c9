/** Tells the present moment. It is an argument wherever time matters, so that a test owns the time. */
export type Clock = () => Date

/** The machine's own clock. */
export const systemClock: Clock = () => new Date()
