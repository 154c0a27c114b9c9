import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { types } from 'node:util'
import * as element from '../../../src/crypto/asn1/element'
import { checkCertificate } from '../../../src/crypto/certificate-check'
import { checkDocumentSignature } from '../../../src/crypto/document-signature'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { RevocationEntries } from '../../../src/crypto/revocation/entries'
import { RevocationList } from '../../../src/crypto/revocation/list'
import * as signature from '../../../src/crypto/signature'
import { createSignatureChecker, threadFile } from '../../../src/crypto/signature-checker'
import { readTrustFile } from '../../../src/crypto/upload/trust-file'
import { WorkerThread } from '../../../src/worker-thread'
import { hierarchy, issue, nameOf, revocationList, revokedEntry } from './support/authority'
import { signedData } from './support/cms'
import { compileCrypto } from './support/compiled'
import { fixture, fixtureStore, document as small } from './support/files'

/*
 * The thread runs modules of its own, so whatever is counted here was done in the thread that asked.
 */
jest.mock('../../../src/crypto/asn1/element', () => {
  const actual = jest.requireActual<typeof element>('../../../src/crypto/asn1/element')
  return { ...actual, parse: jest.fn(actual.parse), readElement: jest.fn(actual.readElement) }
})
jest.mock('../../../src/crypto/signature', () => {
  const actual = jest.requireActual<typeof signature>('../../../src/crypto/signature')
  return { checkSignature: jest.fn(actual.checkSignature) }
})
const counted = [element.parse, element.readElement, signature.checkSignature].map(work => jest.mocked(work))
const doneHere = (): number => counted.reduce((sum, { mock }) => sum + mock.calls.length, 0)

const { folder, remove } = compileCrypto()
const module_ = join(folder, 'signature-thread.js')
const open: { close(): Promise<void> }[] = []
const checkerWith = (file: string | null) => {
  const checker = createSignatureChecker(file)
  open.push(checker)
  return checker
}
const threadOf = (file: string, limitMs?: number) => {
  const thread = new WorkerThread<object>(file, limitMs)
  open.push(thread)
  return thread
}

afterAll(async () => {
  await Promise.all(open.map(one => one.close()))
  remove()
})

const { root, authority, signer } = hierarchy()
const lists = [root, authority].map(issuer => new RevocationList(revocationList({ issuer })))
const store = new TrustStore({ anchors: [root.der], intermediates: [authority.der], revocationLists: lists })
const at = new Date('2030-01-15T12:00:00Z')
const large = new Uint8Array(3_000_000).fill(0x42)
const request = (file: Uint8Array, document: Uint8Array) => ({
  file,
  document,
  receivedAt: at,
  organisation: { inn: '1234567894', ogrn: null },
})
const longList = (): Uint8Array => {
  const serial = (i: number) => Uint8Array.of(1, i >> 16, (i >> 8) & 255, i & 255, 7, 7, 7, 7, 7, 7)
  const entries = Array.from({ length: 40_000 }, (_, i) => revokedEntry({ serial: serial(i) }))
  return revocationList({ issuer: authority, entries: Buffer.concat(entries) })
}

describe.each([
  ['in this thread', null],
  ['in another thread', module_],
])('the signature checker, %s,', (_, file) => {
  it('says of signatures what the direct check says', async () => {
    const checker = checkerWith(file)
    for (const [cms, document] of [
      [signedData({ document: large, signer }), large],
      [signedData({ document: large, signer, attached: large }), large],
      [signedData({ document: large, signer }), large.with(5, 0)],
      [signedData({ document: small, signer }), small],
      [large, large],
    ] as const) {
      const expected = checkDocumentSignature(request(cms, document), store)
      expect(await checker.check(request(cms, document), store)).toEqual(expected)
    }
  })

  it('asks the lists that come with the request', async () => {
    const bare = new TrustStore({ anchors: [root.der], intermediates: [authority.der] })
    const asked = request(signedData({ document: small, signer }), small)
    const checker = checkerWith(file)
    expect(await checker.check(asked, bare)).toMatchObject({ value: 'unknown' })
    expect(await checker.check({ ...asked, knownLists: lists }, bare)).toMatchObject({ value: 'valid' })
  })

  it('says of certificates what the direct check says', async () => {
    const ders = [signer.der, authority.der, issue({ name: nameOf('Никто') }).der]
    const expected = ders.map(der => checkCertificate(der, store, at))
    expect(expected.map(({ value }) => value)).toEqual(['valid', 'invalid', 'unknown'])
    const checker = checkerWith(file)
    expect(await checker.checkCertificates(ders, store, at)).toEqual(expected)
    expect(await checker.checkCertificates([], store, at)).toEqual([])
  })

  it('goes by the store that is given, also when stores take turns', async () => {
    const checker = checkerWith(file)
    const nobody = new TrustStore({ anchors: [] })
    const asked = request(signedData({ document: small, signer }), small)
    for (const [trusted, value] of [
      [store, 'valid'],
      [nobody, 'unknown'],
      [store, 'valid'],
    ] as const) {
      expect(await checker.check(asked, trusted)).toMatchObject({ value })
    }
  })

  it('reads a list with its signature checked beforehand', async () => {
    const checker = checkerWith(file)
    const read = await checker.readList(longList(), [root.der, authority.der])
    expect(read).toMatchObject({ issuer: 'УЦ (демо)', isSigned: true })
    expect(read?.list.count).toBe(40_000)
    expect(read?.list.find(Uint8Array.of(1, 0, 1, 2, 7, 7, 7, 7, 7, 7))).not.toBeNull()
    expect(read?.list.find(Uint8Array.of(1, 0, 1, 2, 7, 7, 7, 7, 7, 8))).toBeNull()
    expect(read?.list.checkSignature(root.spki)).toBe('wrong')
    expect(await checker.readList(longList(), [root.der])).toMatchObject({ issuer: null, isSigned: false })
    expect(await checker.readList(fixture('legal.cer'), [])).toBeNull()
    const broken = await checker.readList(revocationList({ issuer: root, entries: Uint8Array.of(4, 0) }), [])
    expect(broken?.list.isReadable).toBe(false)
  })

  it('reads a file for the trust store', async () => {
    const checker = checkerWith(file)
    for (const name of ['root.cer', 'certificates.p7b', 'root.crl', 'document.xml'])
      expect(await checker.readTrustFile(fixture(name))).toEqual(readTrustFile(fixture(name)))
  })
})

describe('with another thread, the thread that asks', () => {
  beforeEach(() => {
    for (const work of counted) work.mockClear()
  })

  it.each([
    ['a small signature', () => [signedData({ document: small, signer }), small]],
    ['a document of megabytes', () => [signedData({ document: large, signer }), large]],
    ['a hostile file', () => [Uint8Array.from(Buffer.from(`30803080${'30003000'.repeat(100_000)}`, 'hex')), small]],
  ])('decodes and verifies nothing itself: %s', async (_, make) => {
    const [cms, document] = make() as [Uint8Array, Uint8Array]
    const checker = checkerWith(module_)
    counted.forEach(work => work.mockClear())
    await checker.check(request(cms, document), new TrustStore(store.contents))
    await checker.checkCertificates([signer.der], store, at)
    expect(doneHere()).toBe(0)
  })

  it('reads, digests and files no list itself, and answers from shared memory', async () => {
    const der = longList()
    const checker = checkerWith(module_)
    const file = jest.spyOn(RevocationEntries.prototype as unknown as { file(): void }, 'file')
    counted.forEach(work => work.mockClear())
    const read = await checker.readList(der, [authority.der])
    expect(read?.list.count).toBe(40_000)
    expect(read?.list.checkSignature(authority.spki)).toBe('right')
    expect([doneHere(), file.mock.calls.length]).toEqual([0, 0])
    const { der: octets, index } = read?.list.share() ?? {}
    expect([octets?.buffer, index?.places.buffer].map(memory => types.isSharedArrayBuffer(memory))).toEqual([
      true,
      true,
    ])
    file.mockRestore()
  })

  it('does not read the certificates of a whole bundle itself', async () => {
    const checker = checkerWith(module_)
    expect(await checker.readTrustFile(fixture('certificates.p7b'))).toMatchObject({ ok: true })
    expect(doneHere()).toBe(0)
  })
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

it('has no thread where the sources are run without a build', async () => {
  expect(threadFile).toBeNull()
  const checked = await checkerWith(threadFile).check(
    { ...request(fixture('attached.p7m'), small), receivedAt: new Date() },
    fixtureStore(),
  )
  expect(checked.signers).toHaveLength(1)
})

describe('a thread', () => {
  it('that fails on a task says so and goes on', async () => {
    const thread = threadOf(module_)
    const ask = (ders: unknown[]) => thread.run({ kind: 'certificates', storeId: 0, trust: store.share(), ders, at })
    await expect(ask([new Uint8Array(5)])).rejects.toThrow('trailing bytes')
    expect(await ask([signer.der])).toMatchObject([{ value: 'valid' }])
  })

  it('that dies rejects what it was doing and is started anew', async () => {
    const thread = threadOf(join(folder, 'absent.js'))
    await expect(thread.run({})).rejects.toThrow('absent.js')
    await expect(thread.run({})).rejects.toThrow('absent.js')
  })

  it('that never answers is ended, with all that waits for it', async () => {
    const endless = join(folder, 'endless.js')
    writeFileSync(endless, "require('node:worker_threads').parentPort.on('message', () => { for (;;); })")
    const thread = threadOf(endless, 1)
    const tasks = [thread.run({}), thread.run({})]
    for (const task of tasks) await expect(task).rejects.toThrow('no answer')
  })

  it('that is closed rejects what it has not done', async () => {
    const thread = threadOf(module_)
    const task = expect(thread.run({ kind: 'trust_file', file: fixture('root.crl') })).rejects.toThrow('closed')
    await thread.close()
    await task
  })
})
