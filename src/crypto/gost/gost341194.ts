import { encryptBlock } from './gost28147'

const BLOCK = 32
/** The constant C3 of RFC 5831, 5.1; C2 and C4 are zero. Words of 32 bits, the lowest first. */
const C3 = Int32Array.of(0xff00ff00, 0xff00ff00, 0x00ff00ff, 0x00ff00ff, 0x00ffff00, 0xff0000ff, 0x000000ff, 0xff00ffff)

/**
 * GOST R 34.11-94 (RFC 5831) for messages that come in pieces; 32 octets. Only old documents carry it.
 * Octets are in the order of CMS and X.509: the first octet of the message is the least significant.
 */
export class Gost341194 {
  private readonly value = new Int32Array(8)
  private readonly sum = new Int32Array(8)
  private readonly block = new Int32Array(8)
  private readonly octets = new Uint8Array(this.block.buffer)
  private used = 0
  private length = 0

  update(data: Uint8Array): this {
    this.length += data.length
    for (let at = 0; at < data.length; ) {
      const piece = data.subarray(at, at + BLOCK - this.used)
      this.octets.set(piece, this.used)
      this.used += piece.length
      at += piece.length
      if (this.used === BLOCK) this.hashBlock()
    }
    return this
  }

  digest(): Uint8Array<ArrayBuffer> {
    if (this.used > 0) {
      this.octets.fill(0, this.used)
      this.hashBlock()
    }
    const bits = Int32Array.of(this.length * 8, Math.floor(this.length / 2 ** 29), 0, 0, 0, 0, 0, 0)
    step(this.value, bits)
    step(this.value, this.sum)
    return new Uint8Array(this.value.slice().buffer)
  }

  private hashBlock(): void {
    step(this.value, this.block)
    let carry = 0
    for (let i = 0; i < 8; i++) {
      const sum = (word(this.sum, i) >>> 0) + (word(this.block, i) >>> 0) + carry
      this.sum[i] = sum
      carry = sum > 0xffffffff ? 1 : 0
    }
    this.used = 0
  }
}

// Working memory of one step; JavaScript runs one step at a time, and an allocation a block costs half the speed.
const u = new Int32Array(8)
const v = new Int32Array(8)
const mixed = new Int32Array(8)
const key = new Int32Array(8)
const keyOctets = new Uint8Array(key.buffer)
const sum = new Int32Array(8)
const sumOctets = new Uint8Array(sum.buffer)
const register = new Uint16Array(16 + 61)

/** The step function κ of RFC 5831, 5: `value` becomes κ(message, value). */
const step = (value: Int32Array, message: Int32Array): void => {
  u.set(value)
  v.set(message)
  for (let i = 0; i < 4; i++) {
    if (i > 0) {
      transformA(u)
      if (i === 2) addModulo2(u, C3)
      transformA(v)
      transformA(v)
    }
    deriveKey()
    encryptBlock(key, value, mixed, 2 * i)
  }
  transformPsi(mixed, 12)
  addModulo2(mixed, message)
  transformPsi(mixed, 1)
  addModulo2(mixed, value)
  transformPsi(mixed, 61)
  value.set(mixed)
}

/** P(u ⊕ v): octet i + 4k of the key is octet 8i + k of the sum. */
const deriveKey = (): void => {
  sum.set(u)
  addModulo2(sum, v)
  for (let i = 0; i < 4; i++) for (let k = 0; k < 8; k++) keyOctets[i + 4 * k] = sumOctets[8 * i + k] as number
}

/** A(y4 ‖ y3 ‖ y2 ‖ y1) = (y1 ⊕ y2) ‖ y4 ‖ y3 ‖ y2, parts of 64 bits. */
const transformA = (y: Int32Array): void => {
  const low = word(y, 0) ^ word(y, 2)
  const high = word(y, 1) ^ word(y, 3)
  for (let i = 0; i < 6; i++) y[i] = word(y, i + 2)
  y[6] = low
  y[7] = high
}

/** ψ so many times: a shift register of sixteen words of 16 bits, which walks along a tape instead of shifting. */
const transformPsi = (words: Int32Array, times: number): void => {
  const y = new Uint16Array(words.buffer)
  register.set(y)
  for (let i = 0; i < times; i++) {
    const low = word(register, i) ^ word(register, i + 1) ^ word(register, i + 2) ^ word(register, i + 3)
    register[i + 16] = low ^ word(register, i + 12) ^ word(register, i + 15)
  }
  for (let i = 0; i < 16; i++) y[i] = word(register, times + i)
}

const addModulo2 = (to: Int32Array, other: Int32Array): void => {
  for (let i = 0; i < 8; i++) to[i] = word(to, i) ^ word(other, i)
}

const word = (words: Int32Array | Uint16Array, index: number): number => words[index] as number
