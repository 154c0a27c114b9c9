import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createListFetcher } from '../../../src/features/trust/list-fetcher'
import { addTrustCertificate } from '../../../src/features/trust/trust.repository'
import { createTestApp, type TestApp } from '../../support/app'
import {
  basicConstraints,
  extension,
  issue,
  keyUsage,
  nameOf,
  type Party,
  revocationList,
} from '../../unit/crypto/support/authority'
import { explicit, primitive, sequence } from '../../unit/crypto/support/der'

const HOUR = 3_600_000
let site: TestApp
let server: Server
let host: string
let asked: string[]
let answer: (path: string) => { status?: number; headers?: Record<string, string>; body?: Uint8Array; hang?: boolean }

const start = async (hosts = host, mode: Record<string, string> = {}): Promise<void> => {
  site = await createTestApp({ CRL_FETCH: 'on', CRL_HOSTS: hosts, ...mode })
}

beforeEach(async () => {
  asked = []
  answer = () => ({ status: 404 })
  server = createServer((req, res) => {
    asked.push(req.url ?? '')
    const { status = 200, headers = {}, body, hang } = answer(req.url ?? '')
    res.writeHead(status, headers)
    if (hang === true) res.write('x')
    else res.end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(async () => {
  await site.destroy()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
})

const pointTo = (...urls: string[]): Uint8Array =>
  extension(
    '2.5.29.31',
    sequence(...urls.map(url => sequence(explicit(0, explicit(0, primitive(6, Buffer.from(url))))))),
  )

const rootOf = (name: string): Party =>
  issue({ name: nameOf(name), extensions: [basicConstraints(true), keyUsage(0x06)] })

const trust = (der: Uint8Array, role: 'root' | 'intermediate'): Promise<boolean> =>
  site.db.transaction(trx =>
    addTrustCertificate(trx, { der, role, addedBy: null, actor: { kind: 'system' }, at: '2026-11-23T06:00:00.000Z' }),
  )

/** A root, and an authority below it whose list lies at this address. */
const trusted = async (url: string): Promise<{ root: Party; list: Uint8Array }> => {
  const root = rootOf('Корень (демо)')
  const authority = issue({
    name: nameOf('УЦ (демо)'),
    issuer: root,
    extensions: [basicConstraints(true), keyUsage(0x06), pointTo(url)],
  })
  await trust(root.der, 'root')
  await trust(authority.der, 'intermediate')
  return { root, list: revocationList({ issuer: root, number: 7 }) }
}

const fetcher = (limits?: { maxBytes: number; timeoutMs: number }) =>
  createListFetcher(site.deps, { random: () => 0.5, ...(limits && { limits }) })
const lists = (): Promise<Record<string, unknown>[]> => site.db('revocation_lists').orderBy('id')
const address = (): Promise<Record<string, unknown>> => site.db('revocation_addresses').first()

describe('the scheduled fetch of revocation lists', () => {
  it('gets the list from the distribution point of a loaded certificate, and again after six hours', async () => {
    await start()
    const { list, root } = await trusted(`http://${host}/root.crl`)
    answer = () => ({ body: list })
    const fetching = fetcher()
    expect([await fetching.runOnce(), await fetching.runOnce()]).toEqual([1, 0])
    expect(asked).toEqual(['/root.crl'])
    expect((await lists())[0]).toMatchObject({ source: 'fetch', number: '7', issuer: 'Корень (демо)' })
    expect((await site.deps.trust.get()).listsOf(root.name)).toHaveLength(1)
    expect(await site.db('audit_log').where({ event: 'trust.list_added', actor_kind: 'system' })).toHaveLength(1)
    site.pass(6 * HOUR)
    expect(await fetching.runOnce()).toBe(1)
    expect(await lists()).toHaveLength(1)
  })

  it('also from the certificates of respondents, if their path leads to a loaded root, and from no others', async () => {
    await start()
    const { root, list } = await trusted('http://elsewhere.example/a.crl')
    answer = () => ({ body: list })
    const own = issue({ name: nameOf('Ромашка (демо)'), issuer: root, extensions: [pointTo(`http://${host}/own.crl`)] })
    const stranger = issue({ name: nameOf('Чужой (демо)'), extensions: [pointTo(`http://${host}/stranger.crl`)] })
    for (const [index, { der }] of [own, stranger].entries())
      await site.db('certificates').insert({
        thumbprint: String(index).repeat(64),
        der: Buffer.from(der),
        valid_from: '2026-01-01T00:00:00.000Z',
        valid_to: '2030-01-01T00:00:00.000Z',
        created_at: '2026-01-01T00:00:00.000Z',
      })
    await fetcher().runOnce()
    expect(asked).toEqual(['/own.crl'])
  })

  it('goes to no host, port or scheme that is not listed', async () => {
    await start('crl.example.ru')
    for (const url of [
      `http://${host}/a.crl`,
      `http://crl.example.ru:8080/a.crl`,
      'ldap://crl.example.ru/a',
      'http://crl.example.ru@127.0.0.1/',
    ])
      await trusted(url)
    expect(await fetcher().runOnce()).toBe(0)
    expect(await address()).toBeUndefined()
  })

  it('refuses a name that leads inside the own network, unless it is listed as private', async () => {
    const local = host.replace('127.0.0.1', 'localhost')
    await start(local)
    const { list } = await trusted(`http://${local}/a.crl`)
    answer = () => ({ body: list })
    expect(await fetcher().runOnce()).toBe(1)
    expect([asked, (await address()).last_error]).toEqual([[], 'PRIVATE_ADDRESS'])
    await site.destroy()
    await start(`private:${local}`)
    await trusted(`http://${local}/a.crl`)
    await fetcher().runOnce()
    expect(asked).toEqual(['/a.crl'])
  })

  it.each([
    ['a redirect', 'STATUS_302', { status: 302, headers: { location: '/other' } }],
    ['an error', 'STATUS_503', { status: 503 }],
    ['a page', 'NOT_A_LIST', { body: Buffer.from('<html>') }],
    ['too many octets', 'TOO_LARGE', { body: Buffer.alloc(5000) }],
    ['an answer that does not end', 'TIMEOUT', { hang: true }],
    ['a list of somebody else', 'LIST_REFUSED', { body: revocationList({ issuer: rootOf('Чужой (демо)') }) }],
  ])('takes nothing from %s and tries again after an hour', async (_, error, reply) => {
    await start()
    await trusted(`http://${host}/a.crl`)
    answer = () => reply
    const fetching = fetcher({ maxBytes: 4000, timeoutMs: 300 })
    expect(await fetching.runOnce()).toBe(1)
    expect(await address()).toMatchObject({ last_error: error, locked_by: null, fetched_at: null })
    expect([await lists(), asked.length, await fetching.runOnce()]).toEqual([[], 1, 0])
    site.pass(HOUR)
    expect(await fetching.runOnce()).toBe(1)
  })

  it('is done by one of two processes at a time', async () => {
    await start()
    const { list } = await trusted(`http://${host}/a.crl`)
    answer = () => ({ body: list })
    const counts = await Promise.all([fetcher().runOnce(), fetcher().runOnce()])
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 1])
    expect(asked).toHaveLength(1)
  })

  it('takes over an address whose process has died', async () => {
    await start()
    const { list } = await trusted(`http://${host}/a.crl`)
    answer = () => ({ body: list })
    await site.db('revocation_addresses').insert({
      url: `http://${host}/a.crl`,
      due_at: '2026-11-23T05:00:00.000Z',
      locked_by: 'dead',
      locked_until: '2026-11-23T06:04:00.000Z',
    })
    expect(await fetcher().runOnce()).toBe(0)
    site.pass(5 * 60_000)
    expect(await fetcher().runOnce()).toBe(1)
  })

  it('stops in the middle of a fetch, and the address is due at once', async () => {
    await start()
    await trusted(`http://${host}/a.crl`)
    answer = () => ({ hang: true })
    const fetching = fetcher()
    const running = fetching.runOnce()
    while (asked.length === 0) await new Promise(resolve => setTimeout(resolve, 10))
    await fetching.stop()
    await running
    expect(await address()).toMatchObject({ due_at: '2026-11-23T06:00:00.000Z', locked_by: null })
  })
})
