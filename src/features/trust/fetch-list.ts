import { lookup as resolve } from 'node:dns/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { MAX_LIST_FILE } from '../../crypto/upload/trust-file'
import { type AllowedHost, isPrivateAddress } from './allowed-hosts'

/** Why nothing was fetched, in a word for the log and the table. */
export class FetchError extends Error {}

export type FetchLimits = { maxBytes: number; timeoutMs: number }

const LIMITS: FetchLimits = { maxBytes: MAX_LIST_FILE, timeoutMs: 30_000 }

/**
 * Fetches one file from a host that `allowedBy` has let pass. Redirects are not followed, size and time are limited,
 * and the very addresses that the connection goes to are looked at, so that a name cannot lead inside one's own network.
 * @throws FetchError
 */
export const fetchList = async (
  url: string,
  { mayBePrivate }: AllowedHost,
  stop: AbortSignal,
  { maxBytes, timeoutMs }: FetchLimits = LIMITS,
): Promise<Uint8Array> => {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const answer = await open(url, mayBePrivate ? undefined : publicOnly, AbortSignal.any([stop, timeout]))
    if (answer.statusCode !== 200) {
      answer.destroy()
      throw new FetchError(`STATUS_${answer.statusCode}`)
    }
    return await collect(answer, maxBytes)
  } catch (error) {
    if (error instanceof FetchError) throw error
    if (timeout.aborted) throw new FetchError('TIMEOUT')
    throw new FetchError((error as { code?: string }).code ?? 'FAILED')
  }
}

const open = (url: string, lookup: LookupFunction | undefined, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest
    const options = { signal, agent: false, headers: { accept: '*/*' }, ...(lookup && { lookup }) }
    request(url, options, resolve).on('error', reject).end()
  })

const collect = async (answer: IncomingMessage, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new FetchError('TOO_LARGE')
    chunks.push(chunk)
  }
  if (!answer.complete) throw new FetchError('CUT_OFF')
  return Buffer.concat(chunks)
}

/** Looks a name up as usual; one private address among its addresses is enough to refuse it. */
const publicOnly: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true })
    .then(addresses => {
      if (addresses.some(({ address }) => isPrivateAddress(address))) throw new FetchError('PRIVATE_ADDRESS')
      const [first] = addresses
      if (first === undefined) throw new FetchError('ENOTFOUND')
      return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
    })
    .catch((error: NodeJS.ErrnoException) => done(error, '', 4))
}
