import { encode } from '../../../src/crypto/asn1/canonical'
import { readStructure } from '../../../src/crypto/certificate/structure'
import { buildPaths } from '../../../src/crypto/path/build'
import { checkPath } from '../../../src/crypto/path/check'
import { TrustStore } from '../../../src/crypto/path/trust-store'
import type { Line } from '../../../src/crypto/verdict/verdict'
import { basicConstraints, extension, hierarchy, issue, keyUsage, nameOf, type Party } from './support/authority'
import { generalizedTime, nothing, sequence } from './support/der'
import { fixture, sharedFile, sharedFilesExist } from './support/files'

const { root, authority, signer } = hierarchy()
const at = new Date('2030-01-15T12:00:00Z')
const gost2001Until = new Date('2020-01-01T00:00:00+03:00')
const store = (anchors: Party[], intermediates: Party[] = []): TrustStore =>
  new TrustStore({ anchors: anchors.map(({ der }) => der), intermediates: intermediates.map(({ der }) => der) })

const linesOf = (leaf: Uint8Array, trusted: TrustStore, extra: Uint8Array[] = [], when = at): Line[] =>
  buildPaths(readStructure(leaf), trusted, extra.map(readStructure)).flatMap(path =>
    checkPath(path, trusted, { at: when, gost2001Until }),
  )

/** Codes of everything that is not in order. */
const faults = (leaf: Uint8Array, trusted: TrustStore, extra: Uint8Array[] = [], when = at): string[] =>
  linesOf(leaf, trusted, extra, when).flatMap(({ code, value }) => (value === 'valid' ? [] : [code]))

const good = (name: string, options: Partial<Parameters<typeof issue>[0]> = {}): Party =>
  issue({ name: nameOf(name), issuer: authority, extensions: [keyUsage(0x80)], ...options })
const authorityWith = (extensions: Uint8Array[], issuer = root): Party =>
  issue({ name: nameOf('Особый УЦ (демо)'), issuer, extensions })

describe('a certificate path', () => {
  it('leads over intermediates of the store to a trusted root', () => {
    const lines = linesOf(signer.der, store([root], [authority]))
    expect(lines.map(({ code, value }) => `${code} ${value}`)).toEqual([
      'path_trusted valid',
      'dates_right valid',
      'key_usage_right valid',
    ])
    expect(lines[0]?.details).toEqual({ root: 'Корень (демо)' })
  })

  it('leads over intermediates that came with the signature, which are not trusted by themselves', () => {
    expect(faults(signer.der, store([root]), [authority.der, signer.der])).toEqual([])
    expect(faults(signer.der, store([]), [authority.der, root.der])).toEqual(['root_untrusted'])
  })

  it('of the GOST fixtures is trusted, from 256 bits up to 512', () => {
    const trusted = new TrustStore({ anchors: [fixture('root.cer')], intermediates: [fixture('authority.cer')] })
    for (const name of ['legal.cer', 'person.cer', 'entrepreneur.cer', 'rsa.cer', 'ecdsa.cer']) {
      expect(faults(fixture(name), trusted)).toEqual([])
    }
  })

  it('may be a trusted certificate itself', () => {
    expect(faults(signer.der, store([signer]))).toEqual([])
  })

  it('without the issuer in the store could not be checked', () => {
    expect(linesOf(signer.der, store([root]))[0]).toMatchObject({
      code: 'issuer_unknown',
      value: 'unknown',
      details: { issuer: 'УЦ (демо)', certificate: 'Подписант (демо)' },
    })
  })

  it('to a root that nobody has loaded could not be checked', () => {
    const stranger = issue({ name: nameOf('Чужой корень (демо)'), extensions: [basicConstraints(true)] })
    expect(faults(stranger.der, store([root]))).toEqual(['root_untrusted'])
  })

  it('with a forged signature is invalid, though every name fits', () => {
    const forger = issue({ name: nameOf('Подделка (демо)') })
    const forged = issue({
      name: nameOf('Подделка (демо)'),
      issuer: forger,
      claims: authority,
      extensions: [keyUsage(0x80)],
    })
    expect(linesOf(forged.der, store([root], [authority]))[0]).toMatchObject({
      code: 'path_signature_wrong',
      value: 'invalid',
      details: { certificate: 'Подделка (демо)', issuer: 'УЦ (демо)' },
    })
  })

  it('finds the right one of several authorities of one name, by key and by trial', () => {
    const namesake = (keyIds: boolean): Party =>
      issue({ name: authority.name, issuer: root, extensions: [basicConstraints(true)], keyIds })
    expect(faults(signer.der, store([root], [namesake(true), namesake(false), authority]))).toEqual([])
  })

  it('is not hidden by an expired certificate of the same authority', () => {
    const expired = issue({
      name: authority.name,
      issuer: root,
      extensions: [basicConstraints(true)],
      to: new Date('2025-01-01T00:00:00Z'),
    })
    const paths = buildPaths(readStructure(signer.der), store([root], [expired, authority]), [])
    expect(paths.some(({ end, certificates }) => end === 'trusted' && certificates.length === 3)).toBe(true)
  })

  it('of certificates that sign each other in a circle ends', () => {
    const first = issue({ name: nameOf('Круг 1 (демо)') })
    const second = issue({ name: nameOf('Круг 2 (демо)'), issuer: first, extensions: [basicConstraints(true)] })
    const back = { ...issue({ name: first.name, issuer: second, extensions: [basicConstraints(true)], keyIds: false }) }
    expect(faults(second.der, store([root], [back, second]))).not.toEqual([])
  })

  it('through hundreds of namesakes ends with the fault', () => {
    const namesakes = Array.from({ length: 300 }, () =>
      issue({ name: authority.name, issuer: root, extensions: [basicConstraints(true)], keyIds: false }),
    )
    expect(faults(signer.der, store([root], namesakes))).toContain('path_signature_wrong')
  })
})

describe('an issuer in the path', () => {
  const issued = (issuer: Party): Party => good('Под особым (демо)', { issuer })

  it.each([
    ['carries no CA flag', 'not_authority', []],
    ['says that it is no authority', 'not_authority', [basicConstraints(false)]],
    ['may not sign certificates', 'not_authority', [basicConstraints(true), keyUsage(0x80)]],
  ])('is refused when it %s', (_, code, extensions) => {
    const special = authorityWith(extensions)
    expect(faults(issued(special).der, store([root], [special]))).toEqual([code])
  })

  it('is refused when there are more authorities below it than it allows', () => {
    const below = authorityWith([basicConstraints(true), keyUsage(0x06)], authority)
    const leaf = issued(below)
    expect(faults(leaf.der, store([root], [authority, below]))).toEqual(['path_too_long'])
  })

  it('may be a root of the first kind, without constraints, when it is trusted', () => {
    const old = issue({ name: nameOf('Старый корень (демо)'), keyIds: false })
    expect(faults(issued(old).der, store([old]))).toEqual([])
    const denied = issue({ name: nameOf('Не корень (демо)'), extensions: [basicConstraints(false)] })
    expect(faults(issued(denied).der, store([denied]))).toEqual(['not_authority'])
  })

  it('with a critical extension that nobody knows leaves the path open', () => {
    const special = authorityWith([basicConstraints(true), extension('2.5.29.30', sequence(), true)])
    const [line] = linesOf(issued(special).der, store([root], [special])).filter(
      ({ code }) => code === 'extension_unknown',
    )
    expect(line).toMatchObject({ value: 'unknown', details: { extension: '2.5.29.30' } })
  })
})

describe('the certificate of the signer', () => {
  const trusted = store([root], [authority])

  it('may carry the extensions of Russian law as critical ones', () => {
    const extensions = [111, 112, 113, 114].map(n => extension(`1.2.643.100.${n}`, nothing(), true))
    expect(faults(good('Критичные (демо)', { extensions }).der, trusted)).toEqual([])
    expect(faults(fixture('legal.cer'), new TrustStore({ anchors: [fixture('authority.cer')] }))).toEqual([])
  })

  it('is judged by the moment of receipt, to the second', () => {
    const limited = good('Срок (демо)', {
      from: new Date('2030-01-10T00:00:00Z'),
      to: new Date('2030-01-20T00:00:00Z'),
    })
    const on = (day: string): string[] => faults(limited.der, trusted, [], new Date(day))
    expect(on('2030-01-09T23:59:59Z')).toEqual(['not_yet_valid'])
    expect(on('2030-01-10T00:00:00Z')).toEqual([])
    expect(on('2030-01-20T00:00:00Z')).toEqual([])
    expect(on('2030-01-20T00:00:01Z')).toEqual(['expired'])
  })

  it('is refused outside the time in which its private key may be used', () => {
    const period = (from: string, to: string) =>
      extension(
        '2.5.29.16',
        sequence(
          encode(0x80, generalizedTime(new Date(from)).subarray(2)),
          encode(0x81, generalizedTime(new Date(to)).subarray(2)),
        ),
      )
    const over = good('Ключ истёк (демо)', { extensions: [period('2028-01-01', '2029-04-01')] })
    const inForce = good('Ключ действует (демо)', { extensions: [period('2029-01-01', '2030-04-01')] })
    expect(faults(over.der, trusted)).toEqual(['key_period_over'])
    expect(faults(inForce.der, trusted)).toEqual([])
  })

  it('is refused when an issuer has expired', () => {
    expect(faults(signer.der, trusted, [], new Date('2041-01-01'))).toEqual(['expired', 'expired', 'expired'])
  })

  it.each([
    ['digitalSignature', 0x80, []],
    ['nonRepudiation', 0x40, []],
    ['keyEncipherment', 0x20, ['key_usage_wrong']],
  ])('with the usage %s is judged by it', (_, usage, expected) => {
    expect(faults(good('Назначение (демо)', { extensions: [keyUsage(usage)] }).der, trusted)).toEqual(expected)
  })

  it('with a key of GOST R 34.10-2001 is refused from 2020 on, Moscow time', () => {
    const gost = new TrustStore({ anchors: [fixture('curve-2001-A.cer')] })
    const { notBefore } = readStructure(fixture('curve-2001-A.cer'))
    const codes = (until: Date): string[] =>
      buildPaths(readStructure(fixture('curve-2001-A.cer')), gost, []).flatMap(path =>
        checkPath(path, gost, { at: notBefore, gost2001Until: until }).map(({ code }) => code),
      )
    expect(codes(new Date(notBefore.getTime() + 1))).not.toContain('gost2001_expired')
    expect(codes(notBefore)).toContain('gost2001_expired')
  })
})

describe('the state roots', () => {
  const files = sharedFilesExist ? ['mincifry2026.cer', 'mincom2018.cer'] : []

  it('are trusted once they are loaded (where the files are at hand)', () => {
    for (const name of files) {
      const anchor = new TrustStore({ anchors: [sharedFile(name)] })
      const [path] = buildPaths(readStructure(sharedFile(name)), anchor, [])
      expect(path).toMatchObject({ end: 'trusted' })
    }
    expect(files.length === 0 || files.length === 2).toBe(true)
  })
})
