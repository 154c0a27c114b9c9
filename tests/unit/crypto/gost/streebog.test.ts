import { Streebog } from '../../../../src/crypto/gost/streebog'
import { INPUT_SIZE } from '../../../../src/crypto/gost/streebog-kernel'

const hash = (bits: 256 | 512, ...pieces: Uint8Array[]): string => {
  const streebog = new Streebog(bits)
  for (const piece of pieces) streebog.update(piece)
  return Buffer.from(streebog.digest()).toString('hex')
}

// RFC 6986, section 10: M1 in ASCII, M2 a line of «Слово о полку Игореве» in windows-1251.
const M1 = Buffer.from('012345678901234567890123456789012345678901234567890123456789012')
const M2 = Buffer.from(
  'd1e520e2e5f2f0e82c20d1f2f0e8e1eee6e820e2edf3f6e82c20e2e5fef2fa20f120eceef0ff20f1f2f0e5ebe0ece820' +
    'ede020f5f0e0e1f0fbff20efebfaeafb20c8e3eef0e5e2fb',
  'hex',
)

describe('Streebog', () => {
  it('gives the digests of RFC 6986, 10.1', () => {
    expect(hash(512, M1)).toBe(
      '1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa' +
        '00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48',
    )
    expect(hash(256, M1)).toBe('9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500')
  })

  it('gives the digests of RFC 6986, 10.2, whose message does not fill its last block', () => {
    expect(hash(512, M2)).toBe(
      '1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376' +
        '035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28',
    )
    expect(hash(256, M2)).toBe('9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50')
  })

  it('gives the known digests of the empty message', () => {
    expect(hash(256)).toBe('3f539a213e97c802cc229d474c6aa32a825a360b2a933a949fd925208d9ce1bb')
    expect(hash(512)).toBe(
      '8e945da209aa869f0455928529bcae4679e9873ab707b55315f56ceb98bef0a7' +
        '362f715528356ee83cda5f2aac4c6ad2ba3a715c1bcd81cb8e9f90bf4c1c1a8a',
    )
  })

  it('gives the same digest however the message is cut', () => {
    const message = Uint8Array.from({ length: 1000 }, (_, i) => (i * 7 + (i >> 3)) & 255)
    const whole = hash(256, message)
    for (const size of [1, 3, 63, 64, 65, 128, 300, 999]) {
      const pieces = Array.from({ length: Math.ceil(1000 / size) }, (_, i) =>
        message.subarray(i * size, (i + 1) * size),
      )
      expect(hash(256, ...pieces)).toBe(whole)
    }
  })

  it('hashes messages longer than its working memory, whatever their alignment', () => {
    const message = new Uint8Array(3 * INPUT_SIZE + 17).fill(0x5a)
    const whole = hash(512, message)
    expect(
      hash(512, message.subarray(0, 1), message.subarray(1, INPUT_SIZE + 2), message.subarray(INPUT_SIZE + 2)),
    ).toBe(whole)
  })

  it('carries over between all words of the sum', () => {
    // Blocks of ones added to each other carry through all 512 bits.
    const ones = new Uint8Array(64 * 5).fill(0xff)
    expect(hash(256, ones)).toBe(hash(256, ones.subarray(0, 100), ones.subarray(100)))
    expect(hash(256, ones)).not.toBe(hash(256, ones.subarray(64)))
  })

  it('keeps several hashes that run side by side apart', () => {
    const first = new Streebog(256)
    const second = new Streebog(256)
    for (let i = 0; i < 63; i += 9) {
      first.update(M1.subarray(i, i + 9))
      second.update(M2.subarray(i, i + 9))
    }
    expect(Buffer.from(first.digest()).toString('hex')).toBe(hash(256, M1))
    second.update(M2.subarray(63))
    expect(Buffer.from(second.digest()).toString('hex')).toBe(hash(256, M2))
  })

  it('refuses to go on after the digest has been taken', () => {
    const streebog = new Streebog(256)
    streebog.digest()
    expect(() => streebog.update(M1)).toThrow('taken already')
    expect(() => streebog.digest()).toThrow('taken already')
  })

  it('leaves the message as it was', () => {
    const message = Uint8Array.from(M1)
    hash(256, message)
    expect(Buffer.compare(message, M1)).toBe(0)
  })
})
