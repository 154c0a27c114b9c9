import { readStructure } from '../../../src/crypto/certificate/structure'
import { buildPaths } from '../../../src/crypto/path/build'
import { checkRevocation, type RevocationFinding } from '../../../src/crypto/path/revocation'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import { newestFirst, RevocationList } from '../../../src/crypto/revocation/list'
import { extension, hierarchy, issue, keyUsage, nameOf, revocationList, revokedEntry } from './support/authority'
import { explicit, integer, joined, nothing, primitive, sequence } from './support/der'
import { fixture } from './support/files'

const { root, authority, signer } = hierarchy()
const at = new Date('2030-01-15T12:00:00Z')
const rootList = revocationList({ issuer: root })
const readList = (options: Parameters<typeof revocationList>[0]): RevocationList =>
  new RevocationList(revocationList(options))

const check = (lists: RevocationList[], extra: RevocationList[] = [], when = at): RevocationFinding[] => {
  const store = new TrustStore({
    anchors: [root.der],
    intermediates: [authority.der],
    revocationLists: [new RevocationList(rootList), ...lists],
  })
  const [path] = buildPaths(readStructure(signer.der), store, [])
  if (path === undefined) throw new Error('no path')
  return checkRevocation(path, store, extra, when)
}

/** The finding about the signer; the one about the authority is always in order here. */
const signerLine = (lists: RevocationList[], extra: RevocationList[] = [], when = at) => {
  const [first, second] = check(lists, extra, when)
  expect(second?.line.code).toBe('not_revoked')
  return first?.line
}

describe('revocation', () => {
  it('is looked up for every certificate but the trusted root', () => {
    const findings = check([readList({ issuer: authority, number: 77 })])
    expect(findings.map(({ line }) => line)).toEqual([
      {
        part: 'revocation',
        value: 'valid',
        code: 'not_revoked',
        details: {
          certificate: 'Подписант (демо)',
          issuer: 'УЦ (демо)',
          number: '77',
          date: '2030-01-01T00:00:00.000Z',
        },
      },
      expect.objectContaining({ code: 'not_revoked' }),
    ])
    expect(findings.map(({ list }) => list?.sha256)).toEqual([expect.any(String), new RevocationList(rootList).sha256])
  })

  it.each([
    [1, 'компрометация ключа'],
    [6, 'действие приостановлено'],
    [undefined, 'причина не указана'],
    [99, 'код 99'],
  ])('with reason %s says «%s»', (reason, words) => {
    const revoked = [{ serial: signer.serial, ...(reason === undefined ? {} : { reason }) }]
    expect(signerLine([readList({ issuer: authority, revoked })])).toMatchObject({
      code: 'revoked',
      value: 'invalid',
      details: { reason: words, date: '2029-01-01T00:00:00.000Z' },
    })
  })

  it('after the moment of receipt does not count, nor does a removal from the list', () => {
    const later = [{ serial: signer.serial, date: new Date('2030-01-15T12:00:01Z') }]
    const removed = [{ serial: signer.serial, reason: 8 }]
    expect(signerLine([readList({ issuer: authority, revoked: later })])?.code).toBe('not_revoked')
    expect(signerLine([readList({ issuer: authority, revoked: removed })])?.code).toBe('not_revoked')
  })

  it('cannot be excluded without a list, or with one that is out of date', () => {
    expect(signerLine([])).toMatchObject({ code: 'list_absent', value: 'unknown' })
    const stale = readList({ issuer: authority, nextUpdate: new Date('2030-01-15T11:59:59Z') })
    expect(signerLine([stale])).toMatchObject({ code: 'list_stale', value: 'unknown' })
    expect(signerLine([readList({ issuer: authority, nextUpdate: null })])?.code).toBe('not_revoked')
  })

  it('by a list out of date is still a revocation', () => {
    const nextUpdate = new Date('2030-01-02T00:00:00Z')
    const stale = readList({ issuer: authority, nextUpdate, revoked: [{ serial: signer.serial }] })
    expect(signerLine([stale])?.code).toBe('revoked')
  })

  it('goes by the newest list; of two of one second by the one with the higher number', () => {
    const old = readList({ issuer: authority, thisUpdate: new Date('2029-12-01T00:00:00Z'), number: 500 })
    const ninth = readList({ issuer: authority, number: 9 })
    const tenth = readList({ issuer: authority, number: 10, revoked: [{ serial: signer.serial }] })
    for (const lists of [
      [old, ninth, tenth],
      [tenth, ninth, old],
    ]) {
      expect(signerLine(lists)).toMatchObject({ code: 'revoked', details: { number: '10' } })
    }
    expect([ninth, tenth, old].toSorted(newestFirst)).toEqual([tenth, ninth, old])
    const unnumbered = readList({ issuer: authority, number: null })
    expect([unnumbered, ninth].toSorted(newestFirst)).toEqual([ninth, unnumbered])
    expect(newestFirst(ninth, ninth)).toBe(0)
  })

  it('can be found in a list that came with the signature', () => {
    const enclosed = readList({ issuer: authority, number: 3, revoked: [{ serial: signer.serial }] })
    expect(signerLine([], [enclosed])?.code).toBe('revoked')
    expect(signerLine([readList({ issuer: authority, number: 2 })], [enclosed])?.code).toBe('revoked')
  })
})

describe('a list that proves nothing', () => {
  const strange = [
    ['with an unknown critical extension', [extension('1.2.3.4', nothing(), true)]],
    ['that is a delta', [extension('2.5.29.27', integer(1), true)]],
    ['for other issuers too', [extension('2.5.29.28', sequence(primitive(4, Uint8Array.of(255))), true)]],
    ['for attribute certificates', [extension('2.5.29.28', sequence(primitive(5, Uint8Array.of(255))), true)]],
    ['for some reasons only', [extension('2.5.29.28', sequence(primitive(3, Uint8Array.of(1, 0x40))), true)]],
    ['for authorities only', [extension('2.5.29.28', sequence(primitive(2, Uint8Array.of(255))), true)]],
  ] as const

  it.each(strange)('%s leaves the question open', (_, extensions) => {
    const list = readList({ issuer: authority, extensions: [...extensions] })
    expect(signerLine([list])).toMatchObject({ code: 'list_unsupported', value: 'unknown' })
  })

  it('is passed over for an older one that does', () => {
    const delta = readList({ issuer: authority, number: 2, extensions: [...strange[1][1]] })
    expect(signerLine([delta, readList({ issuer: authority, number: 1 })])).toMatchObject({
      code: 'not_revoked',
      details: { number: '1' },
    })
  })

  it('with entries that make no sense leaves the question open', () => {
    for (const entries of [
      nothing(),
      integer(1),
      sequence(integer(1)).subarray(0, 4),
      joined(revokedEntry({ serial: Uint8Array.of(1) }), Uint8Array.of(0x30)),
      Uint8Array.of(0x30, 0x03, 0x02, 0x05, 1),
      Uint8Array.of(0x30, 0x83, 0, 0, 1, 1),
      sequence(integer(signer.serial), Uint8Array.of(0x17, 1, 0x30)),
    ]) {
      expect(signerLine([readList({ issuer: authority, entries })])?.code).toBe('list_unsupported')
    }
  })

  it('is one of somebody else: another key, another name, a forged signature, no right to sign lists', () => {
    const other = issue({ name: authority.name })
    expect(signerLine([readList({ issuer: other, keyId: authority.keyId })])?.code).toBe('list_absent')
    expect(signerLine([readList({ issuer: other })])?.code).toBe('list_absent')
    expect(signerLine([readList({ issuer: root, signer: authority })])?.code).toBe('list_absent')
    expect(signerLine([readList({ issuer: authority, signer: root })])?.code).toBe('list_absent')
  })

  it('is one by an issuer that may not sign lists', () => {
    const issuer = issue({ name: nameOf('Без списков (демо)'), extensions: [keyUsage(0x04)] })
    const leaf = issue({ name: nameOf('Под ним (демо)'), issuer })
    const store = new TrustStore({ anchors: [issuer.der], revocationLists: [readList({ issuer })] })
    const [path] = buildPaths(readStructure(leaf.der), store, [])
    expect(path && checkRevocation(path, store, [], at).map(({ line }) => line.code)).toEqual(['list_absent'])
  })
})

describe('a partial list', () => {
  const pointName = explicit(0, explicit(0, primitive(6, Buffer.from('http://crl.example/1.crl'))))

  it('for users speaks for the signer', () => {
    const scope = [extension('2.5.29.28', sequence(pointName, primitive(1, Uint8Array.of(255))), true)]
    expect(signerLine([readList({ issuer: authority, extensions: scope })])?.code).toBe('not_revoked')
  })

  it('with nothing but its address speaks for everybody', () => {
    const scope = [extension('2.5.29.28', sequence(pointName), true)]
    expect(signerLine([readList({ issuer: authority, extensions: scope })])?.code).toBe('not_revoked')
  })
})

describe('a revocation list', () => {
  it('of the GOST fixtures names the one revoked certificate and is signed by its authority', () => {
    const list = new RevocationList(fixture('authority.crl'))
    const key = (name: string) => readStructure(fixture(name)).key
    expect(list.count).toBe(1)
    expect(list.find(readStructure(fixture('revoked.cer')).serial)).toMatchObject({ reason: 1 })
    expect(list.find(readStructure(fixture('legal.cer')).serial)).toBeNull()
    expect(list.checkSignature(key('authority.cer'))).toBe('right')
    expect(list.checkSignature(key('root.cer'))).toBe('wrong')
    expect(list.number).toBe(42n)
    expect(new RevocationList(fixture('root.crl')).count).toBe(0)
  })

  it('of a hundred thousand entries finds every one, and none that is not there', () => {
    const serials = Array.from({ length: 100_000 }, (_, i) => serialOf(i))
    const list = readList({
      issuer: authority,
      entries: Buffer.concat(serials.map(serial => revokedEntry({ serial, reason: i8(serial) }))),
    })
    expect(list.find(serialOf(99_999))).toMatchObject({ reason: i8(serialOf(99_999)) })
    expect(list.count).toBe(100_000)
    expect(serials.every(serial => list.find(serial) !== null)).toBe(true)
    expect(
      Array.from({ length: 1000 }, (_, i) => list.find(serialOf(100_000 + i))).every(found => found === null),
    ).toBe(true)
  })

  it('finds a number with and without leading zeros', () => {
    const list = readList({ issuer: authority, revoked: [{ serial: Uint8Array.of(0, 0xff, 1) }] })
    expect(list.find(Uint8Array.of(0xff, 1))).not.toBeNull()
    expect(list.find(Uint8Array.of(0, 0, 0xff, 1))).not.toBeNull()
    expect(list.find(Uint8Array.of(1))).toBeNull()
    expect(list.find(new Uint8Array())).toBeNull()
  })

  it('remembers whose signature it bears', () => {
    const list = readList({ issuer: authority })
    expect(list.checkSignature(root.spki)).toBe('wrong')
    expect(list.checkSignature(authority.spki)).toBe('right')
    const shared = list.share()
    expect([...shared.checks.values()]).toEqual(['wrong', 'right'])
    const told = new Map([...shared.checks.keys()].map(key => [key, 'right'] as const))
    expect(new RevocationList(list.der, { ...shared, checks: told }).checkSignature(root.spki)).toBe('right')
  })

  it('that is no list is refused', () => {
    for (const der of [fixture('legal.cer'), fixture('detached.p7s'), new Uint8Array(), rootList.subarray(0, 50)]) {
      expect(() => new RevocationList(der)).toThrow()
    }
    const twice = [extension('2.5.29.20', integer(1)), extension('2.5.29.20', integer(2))]
    expect(() => readList({ issuer: authority, extensions: twice })).toThrow('repeated extension')
  })
})

const serialOf = (i: number): Uint8Array =>
  Uint8Array.from([
    1,
    ...Array.from({ length: 15 }, (_, at) => (i * (at + 3) * 7) & 255),
    (i >> 16) & 255,
    (i >> 8) & 255,
    i & 255,
  ])
const i8 = (serial: Uint8Array): number => (serial.at(-1) as number) % 6
