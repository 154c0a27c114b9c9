import { CONSTANTS, MATRIX, SUBSTITUTION } from './streebog-tables'
import { type Code, compile, wasm } from './wasm'

// Names of RFC 6986, section 7: h is the running value, N the number of hashed bits, Σ the sum of all blocks.
// Where things lie in the memory of the routine (octets). Everything is little-endian, as the message is.
const TABLE = 0
const CONSTANT = TABLE + 8 * 256 * 8
const ZERO = CONSTANT + 12 * 64
const KEY = ZERO + 64
const STATE = KEY + 64
/** h, N and Σ, 64 octets each: what a hash has to remember between two pieces of a message. */
const VALUE = STATE + 64
const LENGTH = VALUE + 64
const SUM = LENGTH + 64
const INPUT = SUM + 64
const PAGES = 2
export const INPUT_SIZE = Math.floor((PAGES * 65_536 - INPUT) / 64) * 64

const { local, setLocal, load, store, call, i32, i64, add, or, xor, extend, lessUnsigned } = wasm
const WORDS = [0, 1, 2, 3, 4, 5, 6, 7]
/** Fixed places are reached by the offset of the instruction alone. */
const HERE = i32(0)

/** The octet `column` of a word, times 8, which is the size of a row: one shift and one mask. */
const rowOffset = (word: Code, column: number): Code => {
  const shifted = column === 0 ? wasm.shiftLeft(word, i64(3)) : wasm.shiftRight(word, i64(8 * column - 3))
  return wasm.wrap(wasm.and(shifted, i64(0xff * 8)))
}

/**
 * lps(to, a, b): L(P(S(a ⊕ b))), 8.2. The three steps in one: the octet `column` of every word picks a ready
 * 64-bit row of the table, and eight rows make one word. All words are read before the first is written.
 */
const lps: Code = [
  WORDS.map(word => setLocal(3 + word, xor(load(local(1), 8 * word), load(local(2), 8 * word)))),
  WORDS.map(column => {
    const [first, ...others] = WORDS.map(word => load(rowOffset(local(3 + word), column), TABLE + word * 256 * 8))
    return store(local(0), 8 * column, xor(first as Code, ...others))
  }),
].flat(2)
const callLps = (to: number, a: Code, b: Code): Code => call(0, i32(to), a, b)

/** compress(n, m): h = g(h, m, n), 8.1. */
const compress: Code = [
  callLps(KEY, i32(VALUE), local(0)),
  callLps(STATE, i32(KEY), local(1)),
  ...Array.from({ length: 11 }, (_, round) => [
    callLps(KEY, i32(KEY), i32(CONSTANT + 64 * round)),
    callLps(STATE, i32(STATE), i32(KEY)),
  ]).flat(),
  callLps(KEY, i32(KEY), i32(CONSTANT + 64 * 11)),
  ...WORDS.map(word => {
    const parts = [STATE, KEY].map(at => load(HERE, at + 8 * word))
    return store(HERE, VALUE + 8 * word, xor(load(HERE, VALUE + 8 * word), ...parts, load(local(1), 8 * word)))
  }),
].flat()
const callCompress = (n: Code, m: Code): Code => call(1, n, m)

/** block(m, bits): one step of stage 2 of the hash, 8.3. N stays below 2^64: no message of that many bits exists. */
const block: Code = [
  callCompress(i32(LENGTH), local(0)),
  store(HERE, LENGTH, add(load(HERE, LENGTH), extend(local(1)))),
  // Σ = Σ + m modulo 2^512. Locals: 2 the word of m, 3 the sum, 4 the carry, 5 the sum with the carry.
  ...WORDS.flatMap(word => [
    setLocal(2, load(local(0), 8 * word)),
    setLocal(3, add(load(HERE, SUM + 8 * word), local(2))),
    setLocal(5, add(local(3), local(4))),
    store(HERE, SUM + 8 * word, local(5)),
    setLocal(4, or(extend(lessUnsigned(local(3), local(2))), extend(lessUnsigned(local(5), local(3))))),
  ]),
].flat()

/** blocks(from, end): all blocks between two addresses, at least one; the first parameter is the counter. */
const blocks: Code = wasm.repeat(
  [call(2, local(0), i32(512)), setLocal(0, wasm.addI32(local(0), i32(64)))].flat(),
  wasm.lessUnsignedI32(local(0), local(1)),
)

/** finish(): stage 3 of the hash, 8.3. */
const finish: Code = [callCompress(i32(ZERO), i32(LENGTH)), callCompress(i32(ZERO), i32(SUM))].flat()

const { memory, routines } = compile(PAGES, [
  { name: 'lps', parameters: 3, locals: 8, body: lps },
  { name: 'compress', parameters: 2, locals: 0, body: compress },
  { name: 'block', parameters: 2, locals: 4, body: block },
  { name: 'blocks', parameters: 2, locals: 0, body: blocks },
  { name: 'finish', parameters: 0, locals: 0, body: finish },
])

/** h, N and Σ of one hash, in this order. */
export const STATE_SIZE = SUM + 64 - VALUE

/** Hashes whole blocks; `data` is at most INPUT_SIZE octets, a multiple of 64. */
export const hashBlocks = (state: Uint8Array, data: Uint8Array): void => {
  memory.set(state, VALUE)
  memory.set(data, INPUT)
  routines.blocks(INPUT, INPUT + data.length)
  state.set(memory.subarray(VALUE, VALUE + STATE_SIZE))
}

/** Hashes the padded last block, `bits` of which are message, and leaves the result in the first 64 octets. */
export const hashLast = (state: Uint8Array, block: Uint8Array, bits: number): void => {
  memory.set(state, VALUE)
  memory.set(block, INPUT)
  routines.block(INPUT, bits)
  routines.finish()
  state.set(memory.subarray(VALUE, VALUE + STATE_SIZE))
}

/** Row `octet` of table `word`: the part of l(π'(…)) that the octet at this place of a 64-bit word brings in. */
const fillTables = (): void => {
  const view = new DataView(memory.buffer)
  const matrix = new DataView(MATRIX.buffer)
  for (let word = 0; word < 8; word++) {
    for (let octet = 0; octet < 256; octet++) {
      const substituted = SUBSTITUTION[octet] as number
      let sum = 0n
      for (let bit = 0; bit < 8; bit++) {
        // The rows stand from bit 63 down to bit 0.
        if (((substituted >> bit) & 1) !== 0) sum ^= matrix.getBigUint64((63 - 8 * word - bit) * 8)
      }
      view.setBigUint64(TABLE + (word * 256 + octet) * 8, sum, true)
    }
  }
  for (let round = 0; round < 12; round++) {
    memory.set(CONSTANTS.subarray(64 * round, 64 * round + 64).toReversed(), CONSTANT + 64 * round)
  }
}
fillTables()
