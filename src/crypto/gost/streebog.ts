import { hashBlocks, hashLast, INPUT_SIZE, STATE_SIZE } from './streebog-kernel'

const BLOCK = 64

/**
 * GOST R 34.11-2012 «Стрибог» (RFC 6986), 256 or 512 bits, for messages that come in pieces.
 * Octets are in the order of CMS and X.509: the first octet of the message is the least significant.
 */
export class Streebog {
  private readonly state = new Uint8Array(STATE_SIZE)
  private readonly rest = new Uint8Array(BLOCK)
  private restLength = 0
  private finished = false

  constructor(private readonly bits: 256 | 512) {
    // 8.3, stage 1: the initial value is zero for 512 bits and 00000001 in every octet for 256.
    if (bits === 256) this.state.fill(1, 0, BLOCK)
  }

  update(data: Uint8Array): this {
    if (this.finished) throw new Error('the digest has been taken already')
    let at = 0
    if (this.restLength > 0) {
      at = Math.min(BLOCK - this.restLength, data.length)
      this.rest.set(data.subarray(0, at), this.restLength)
      this.restLength += at
      if (this.restLength < BLOCK) return this
      hashBlocks(this.state, this.rest)
    }
    const whole = data.length - ((data.length - at) % BLOCK)
    for (; at < whole; at += INPUT_SIZE) hashBlocks(this.state, data.subarray(at, Math.min(at + INPUT_SIZE, whole)))
    this.rest.set(data.subarray(whole))
    this.restLength = data.length - whole
    return this
  }

  /** 32 or 64 octets; can be taken once. */
  digest(): Uint8Array<ArrayBuffer> {
    if (this.finished) throw new Error('the digest has been taken already')
    this.finished = true
    this.rest.fill(0, this.restLength)
    this.rest[this.restLength] = 1
    hashLast(this.state, this.rest, this.restLength * 8)
    return this.state.slice(this.bits === 256 ? 32 : 0, BLOCK)
  }
}
