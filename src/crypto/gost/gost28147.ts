/**
 * Encryption of one block by GOST 28147-89 (RFC 5830), only as the digest of 1994 needs it: with the S-boxes
 * id-GostR3411-94-CryptoProParamSet (RFC 4357, 11.2). Nothing is ever encrypted with it here.
 */

/** Rows K1 to K8, sixteen values each; K1 serves the lowest four bits. */
const S_BOXES = [
  'a4568137dce092bf',
  '5f402db91763cea8',
  '7fce94103b526a8d',
  '4a7c0f28e165db93',
  '764b9c2a180efd35',
  '7624d9f0a15b8ec3',
  'de41705a3c8f629b',
  '13a95b4f867ed02c',
].map(row => [...row].map(digit => Number.parseInt(digit, 16)))

/** Two S-boxes and the rotation by 11 bits in one look-up: the table for each octet of a word. */
const TABLES = [0, 1, 2, 3].map(place => {
  const low = S_BOXES[2 * place] as number[]
  const high = S_BOXES[2 * place + 1] as number[]
  return Int32Array.from({ length: 256 }, (_, octet) => {
    const word = (((high[octet >> 4] as number) << 4) | (low[octet & 15] as number)) << (8 * place)
    return (word << 11) | (word >>> 21)
  })
}) as [Int32Array, Int32Array, Int32Array, Int32Array]

const [T0, T1, T2, T3] = TABLES

/** Key words 0 to 7 three times, then 7 to 0. */
const SCHEDULE = Uint8Array.from({ length: 32 }, (_, round) => (round < 24 ? round % 8 : 31 - round))

/** Encrypts the words `at` and `at + 1` of `from` into the same places of `to`. */
export const encryptBlock = (key: Int32Array, from: Int32Array, to: Int32Array, at: number): void => {
  let left = from[at + 1] as number
  let right = from[at] as number
  for (let round = 0; round < 32; round++) {
    const sum = (right + (key[SCHEDULE[round] as number] as number)) | 0
    const mixed = T0[sum & 255]! ^ T1[(sum >>> 8) & 255]! ^ T2[(sum >>> 16) & 255]! ^ T3[sum >>> 24]!
    const next = left ^ mixed
    left = right
    right = next
  }
  // The last round does not swap.
  to[at] = left
  to[at + 1] = right
}
