import { Gost341194 } from '../../../../src/crypto/gost/gost341194'

const hash = (...pieces: (string | Uint8Array)[]): string => {
  const hasher = new Gost341194()
  for (const piece of pieces) hasher.update(typeof piece === 'string' ? Buffer.from(piece) : piece)
  return Buffer.from(hasher.digest()).toString('hex')
}

describe('GOST R 34.11-94 with the CryptoPro parameters', () => {
  it.each([
    ['', '981e5f3ca30c841487830f84fb433e13ac1101569b9c13584ac483234cd656c0'],
    ['a', 'e74c52dd282183bf37af0079c9f78055715a103f17e3133ceff1aacf2f403011'],
    ['abc', 'b285056dbf18d7392d7677369524dd14747459ed8143997e163b2986f92fd42c'],
    ['message digest', 'bc6041dd2aa401ebfa6e9886734174febdb4729aa972d60f549ac39b29721ba0'],
    ['The quick brown fox jumps over the lazy dog', '9004294a361a508c586fe53d1f1b02746765e71b765472786e4770d565830a76'],
    ['U'.repeat(128), '1c4ac7614691bbf427fa2316216be8f10d92edfd37cd1027514c1008f649c4e8'],
  ])('gives the known digest of «%s»', (message, digest) => {
    expect(hash(message)).toBe(digest)
  })

  it('gives the same digest however the message is cut', () => {
    const message = Buffer.from('0123456789'.repeat(20))
    for (const size of [1, 31, 32, 33, 199]) {
      expect(hash(message.subarray(0, size), message.subarray(size))).toBe(hash(message))
    }
  })

  it('carries over between all words of the sum', () => {
    const ones = new Uint8Array(96).fill(0xff)
    expect(hash(ones)).toBe(hash(ones.subarray(0, 5), ones.subarray(5)))
    expect(hash(ones)).not.toBe(hash(ones.subarray(32)))
  })
})
