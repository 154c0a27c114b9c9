import { join } from 'node:path'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { checkDocumentSignature } from '../../../src/crypto/document-signature'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { RevocationList } from '../../../src/crypto/revocation/list'
import { createSignatureChecker, LARGE, threadFile } from '../../../src/crypto/signature-checker'
import { WorkerThread } from '../../../src/crypto/worker-thread'
import { hierarchy, revocationList, revokedEntry } from './support/authority'
import { signedData } from './support/cms'
import { compileCrypto } from './support/compiled'
import { fixture, fixtureStore, document as small } from './support/files'

const { folder, remove } = compileCrypto()
const module_ = join(folder, 'signature-thread.js')
const checkers: { close(): Promise<void> }[] = []
const checkerWith = (file: string | null) => {
  const checker = createSignatureChecker(file)
  checkers.push(checker)
  return checker
}

afterAll(async () => {
  await Promise.all(checkers.map(checker => checker.close()))
  remove()
})

const { root, authority, signer } = hierarchy()
const store = new TrustStore({
  anchors: [root.der],
  intermediates: [authority.der],
  revocationLists: [root, authority].map(issuer => new RevocationList(revocationList({ issuer }))),
})
const large = new Uint8Array(3 * LARGE).fill(0x42)
const request = (file: Uint8Array, document: Uint8Array) => ({
  file,
  document,
  receivedAt: new Date('2030-01-15T12:00:00Z'),
  organisation: { inn: '1234567894', ogrn: null },
})

describe('the signature checker', () => {
  it.each([
    ['in this thread', null],
    ['in another thread', module_],
  ])('says the same as the direct check, %s', async (_, file) => {
    const checker = checkerWith(file)
    for (const [signature, document] of [
      [signedData({ document: large, signer }), large],
      [signedData({ document: large, signer, attached: large }), large],
      [signedData({ document: large, signer }), large.with(5, 0)],
      [signedData({ document: small, signer }), small],
      [large, large],
    ] as const) {
      const expected = checkDocumentSignature(request(signature, document), store)
      expect(await checker.check(request(signature, document), store)).toEqual(expected)
    }
  })

  it('leaves the event loop free while a large document is checked in another thread', async () => {
    const checker = checkerWith(module_)
    const document = new Uint8Array(30_000_000)
    const file = signedData({ document, signer })
    await checker.check(request(file, large), store)
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const verdict = await checker.check(request(file, document), store)
    clearInterval(timer)
    expect(verdict.value).toBe('valid')
    expect(ticks).toBeGreaterThan(1)
  })

  it('checks many at once, each with its own answer', async () => {
    const checker = checkerWith(module_)
    const right = signedData({ document: large, signer })
    const verdicts = await Promise.all(
      Array.from({ length: 8 }, (_, i) => checker.check(request(right, i % 2 === 0 ? large : large.with(0, i)), store)),
    )
    expect(verdicts.map(({ value }) => value)).toEqual(
      Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 'valid' : 'invalid')),
    )
  })

  it('reads a revocation list with its signature checked beforehand, a long one in another thread', async () => {
    const checker = checkerWith(module_)
    const short = await checker.readList(fixture('authority.crl'), [readStructure(fixture('authority.cer')).key])
    expect(short.count).toBe(1)
    const entries = Buffer.concat(
      Array.from({ length: 40_000 }, (_, i) =>
        revokedEntry({ serial: Uint8Array.of(1, i >> 16, (i >> 8) & 255, i & 255, 7, 7, 7, 7, 7, 7) }),
      ),
    )
    const der = revocationList({ issuer: authority, entries })
    expect(der.length).toBeGreaterThan(LARGE)
    const long = await checker.readList(der, [authority.spki, root.spki])
    expect(long.count).toBe(40_000)
    expect(long.checkSignature(authority.spki)).toBe('right')
    expect(long.checkSignature(root.spki)).toBe('wrong')
    await expect(checker.readList(fixture('legal.cer'), [])).rejects.toThrow()
  })

  it('has no thread where the sources are run without a build', async () => {
    expect(threadFile).toBeNull()
    const checker = createSignatureChecker()
    checkers.push(checker)
    const checked = await checker.check(
      { ...request(fixture('attached.p7m'), small), receivedAt: new Date() },
      fixtureStore(),
    )
    expect(checked.signers).toHaveLength(1)
  })
})

describe('a thread', () => {
  it('that fails on a task says so and goes on', async () => {
    const thread = new WorkerThread<object>(module_)
    checkers.push(thread)
    await expect(thread.run({ kind: 'list', der: new Uint8Array(5), keys: [] })).rejects.toThrow('trailing bytes')
    const again = thread.run({ kind: 'list', der: fixture('root.crl'), keys: [readStructure(fixture('root.cer')).key] })
    expect(await again).toEqual(['right'])
  })

  it('that dies rejects what it was doing and is started anew', async () => {
    const thread = new WorkerThread<object>(join(folder, 'absent.js'))
    checkers.push(thread)
    await expect(thread.run({})).rejects.toThrow('absent.js')
    await expect(thread.run({})).rejects.toThrow('absent.js')
  })

  it('that is closed rejects what it has not done', async () => {
    const thread = new WorkerThread<object>(module_)
    const task = expect(thread.run({ kind: 'list', der: fixture('root.crl'), keys: [] })).rejects.toThrow('closed')
    await thread.close()
    await task
  })
})
