import type { Deps } from './deps'

export type Jobs = { stop(): Promise<void> }

/** What runs beside the requests: letters, and sweeping out what ran out. */
export const startJobs = (_deps: Deps): Jobs => ({ stop: async () => {} })
