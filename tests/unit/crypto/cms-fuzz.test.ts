import { checkCms } from '../../../src/crypto/cms'
import { MAX_SIGNATURE_FILE } from '../../../src/crypto/upload/signature-file'
import { issue, nameOf } from './support/authority'
import { attribute, signedData } from './support/cms'
import { joined, nothing } from './support/der'
import { document, fixture } from './support/files'

const signer = issue({ name: nameOf('Подписант (демо)') })
const known = [fixture('legal.cer')]

/** What a right signature claims: who signed, when, and that it is CAdES. The document is fixed. */
const claims = (file: Uint8Array): string[] => {
  const check = checkCms(file, document, known)
  if (!check.ok) return []
  return check.signers
    .filter(({ code }) => code === 'signature_right')
    .map(({ certificate, signingTime, cades }) =>
      [Buffer.from(certificate ?? []).toString('hex'), signingTime?.toISOString(), cades].join(' '),
    )
}

describe('a signature with one octet changed', () => {
  it.each([
    ['made by OpenSSL with GOST, without a certificate inside', fixture('nocerts.p7s'), 1],
    ['made by OpenSSL with GOST in BER', fixture('stream.p7m'), 7],
    ['of ECDSA', signedData({ document, signer }), 1],
    ['of ECDSA with the document inside', signedData({ document, signer, attached: document }), 1],
    ['of RSA', fixture('rsa.p7s'), 2],
  ])('%s is right only where nothing but framing has changed', (_, file, step) => {
    const [original] = claims(file)
    expect(original).toBeDefined()
    let right = 0
    for (let at = 0; at < file.length; at += step) {
      for (const change of [0x01, 0x80, 0xff]) {
        const [claimed] = claims(file.with(at, (file[at] as number) ^ change))
        if (claimed === undefined) continue
        right++
        expect(claimed).toBe(original)
      }
    }
    // Versions, the list of digests, certificates that nobody uses: some octets mean nothing, most mean everything.
    expect(right).toBeLessThan((file.length / step) * 3 * 0.25)
  })

  it('cut off at any place is refused', () => {
    const file = fixture('detached.p7s')
    for (let length = 0; length < file.length; length++) expect(claims(file.subarray(0, length))).toEqual([])
  })
})

describe('a hostile file', () => {
  const refused = (file: Uint8Array): void => expect(claims(file)).toEqual([])
  const repeated = (pattern: readonly number[], length: number): Uint8Array => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at++) bytes[at] = pattern[at % pattern.length] as number
    return bytes
  }

  it.each([
    ['of endless nested sequences', repeated([0x30, 0x80], 60_000_000)],
    ['of endless lengths', repeated([0x30, 0x84, 0xff, 0xff, 0xff, 0xff], 60_000_000)],
    ['of empty elements in one sequence', joined(Uint8Array.of(0x30, 0x80), repeated([0x05, 0x00], 60_000_000))],
    ['of pieces of a string', joined(Uint8Array.of(0x30, 0x80, 0x24, 0x80), repeated([4, 0], 60_000_000))],
    ['of zeros', new Uint8Array(60_000_000)],
    ['of text', new Uint8Array(60_000_000).fill(0x41)],
    ['of PEM headers without an end', repeated([...Buffer.from('-----BEGIN CMS-----\n')], 60_000_000)],
    ['of PEM headers inside one block', pemHeaders()],
    ['of spaces', new Uint8Array(60_000_000).fill(0x20)],
    ['of spaces before a star', new Uint8Array(60_000_000).fill(0x20).with(59_999_999, 0x2a)],
    ['of base64 before a star', new Uint8Array(60_000_000).fill(0x41).with(59_999_999, 0x2a)],
    ['of a hundred thousand attributes', manyAttributes()],
  ])('%s, 60 MB long, is refused', (_, file) => {
    refused(file)
  })

  it('longer than 64 MB is refused unread', () => {
    const file = new Uint8Array(MAX_SIGNATURE_FILE + 1)
    expect(checkCms(file, document)).toEqual({ ok: false, problem: 'too_large' })
  })

  it('of random octets is refused without a crash', () => {
    let seed = 12345
    const random = (): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
      return seed >>> 24
    }
    for (let round = 0; round < 500; round++) {
      const bytes = Uint8Array.from({ length: 200 }, random)
      bytes.set([0x30, 0x80 | (round & 3)])
      refused(bytes)
    }
  })
})

/** A signature whose attributes are as many as one file may have elements. */
function manyAttributes(): Uint8Array {
  const attributes = Array.from({ length: 24_000 }, (_, i) => attribute(`1.2.${i + 3}`, nothing()))
  return joined(signedData({ document, signer, attributes }))
}

function pemHeaders(): Uint8Array {
  const block = `-----BEGIN CMS-----\n${'Name: value\n continued\n'.repeat(2_000_000)}*\n-----END CMS-----\n`
  return Uint8Array.from(Buffer.from(block))
}
