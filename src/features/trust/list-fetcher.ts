import { randomUUID } from 'node:crypto'
import type { Deps } from '../../deps'
import { allowedBy, allowedHosts } from './allowed-hosts'
import { FetchError, type FetchLimits, fetchList } from './fetch-list'
import { findAddresses } from './find-addresses'
import { addAddresses, settleAddress, type TakenAddress, takeAddress } from './list-addresses.repository'
import { loadTrust } from './load-trust'

export type ListFetcher = {
  /** Looks for new addresses and fetches what is due, one after another. Tells how many addresses it went to. */
  runOnce(): Promise<number>
  start(): void
  /** Ends what is on its way; the address is free again when its lease ends. */
  stop(): Promise<void>
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** How often to look whether anything is due. */
const LOOK_EVERY_MS = 10 * MINUTE
const FETCH_EVERY_MS = 6 * HOUR
const AFTER_FAILURE_MS = HOUR
/** Longer than a fetch may take together with checking what came. */
const LEASE_MS = 5 * MINUTE

/**
 * Fetches revocation lists by schedule, beside the requests and never for one. Any number of processes may do it: each
 * address is taken by one of them at a time. An operator switches it on (CRL_FETCH) and names the hosts (CRL_HOSTS).
 * @param random chance in the times between fetches, so that an authority is not called by everybody at once
 */
export const createListFetcher = (
  deps: Pick<Deps, 'config' | 'db' | 'clock' | 'log' | 'trust' | 'signatures'>,
  { random = Math.random, limits }: { random?: () => number; limits?: FetchLimits } = {},
): ListFetcher => {
  const { db, clock, log, config } = deps
  const hosts = allowedHosts(config.revocationLists.hosts)
  const halt = new AbortController()
  // Of respondents' certificates: kept in memory, so a new process looks through all of them once.
  let seen = 0
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()

  const later = (milliseconds: number): string => new Date(clock().getTime() + milliseconds).toISOString()

  const runOnce = async (): Promise<number> => {
    for (let more = true; more && !halt.signal.aborted; ) {
      const found = await findAddresses(deps, hosts, seen)
      await addAddresses(db, found.urls, clock().toISOString())
      seen = found.seenUpTo
      more = found.more
    }
    let count = 0
    while (!halt.signal.aborted) {
      const lease = { id: randomUUID(), until: later(LEASE_MS) }
      const taken = await takeAddress(db, lease, clock().toISOString())
      if (taken === undefined) break
      await settle(taken, await fetchFrom(taken.url))
      count += 1
    }
    return count
  }

  const settle = async (taken: TakenAddress, error: string | null): Promise<void> => {
    // What was cut short by the end of this process is due at once, for the next.
    const wait = error === null ? FETCH_EVERY_MS : halt.signal.aborted ? 0 : AFTER_FAILURE_MS
    const pause = wait * (0.9 + 0.2 * random())
    await settleAddress(db, taken, { error, fetchedAt: clock().toISOString(), dueAt: later(pause) })
    if (error === null) log.info({ url: taken.url }, 'revocation list: fetched')
    else log.warn({ url: taken.url, error }, 'revocation list: not fetched')
  }

  /** What went wrong, or null. The answer of a stranger is a file like any other: whatever it is, it is checked. */
  const fetchFrom = async (url: string): Promise<string | null> => {
    const host = allowedBy(url, hosts)
    if (host === undefined) return 'HOST_NOT_ALLOWED'
    try {
      const file = await deps.signatures.readTrustFile(await fetchList(url, host, halt.signal, limits))
      if (!file.ok || file.lists.length === 0) return 'NOT_A_LIST'
      const { problems } = await loadTrust(
        deps,
        { certificates: [], lists: file.lists },
        { asRoot: false, source: 'fetch', actor: { kind: 'system' }, staffId: null },
      )
      return problems.length === 0 ? null : 'LIST_REFUSED'
    } catch (error) {
      if (error instanceof FetchError) return error.message
      throw error
    }
  }

  const look = (): void => {
    running = runOnce().catch((error: unknown) => log.error({ err: error }, 'revocation lists'))
    void running.then(() => plan(LOOK_EVERY_MS))
  }
  const plan = (milliseconds: number): void => {
    if (!halt.signal.aborted) timer = setTimeout(look, milliseconds * (0.9 + 0.2 * random())).unref()
  }

  return {
    runOnce,
    start: () => plan(MINUTE),
    stop: async () => {
      halt.abort()
      clearTimeout(timer)
      await running
    },
  }
}
