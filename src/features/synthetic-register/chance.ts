/** 32 bits that look like chance and are the same for the same numbers (a finisher in the manner of murmur3). */
export const chance = (seed: number, index: number, purpose: number): number => {
  let bits = (seed ^ Math.imul(index, 0x9e3779b1) ^ Math.imul(purpose, 0x85ebca6b)) >>> 0
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d)
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** The same as a fraction from 0 up to 1. */
export const fraction = (seed: number, index: number, purpose: number): number => chance(seed, index, purpose) / 2 ** 32

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))

/**
 * An order of 0 … size−1 in which neighbours lie far apart: k → (k·a + c) mod size with `a` prime to `size`, so every
 * number comes exactly once. `a` is kept so small that the product is a whole number in a double.
 */
export const permutation = (size: number, seed: number): ((index: number) => number) => {
  const largest = Math.min(size - 1, Math.floor(Number.MAX_SAFE_INTEGER / size) - 2)
  let factor = Math.max(1, Math.floor(largest * 0.6180339887) - (seed % 997))
  while (greatestCommonDivisor(factor, size) !== 1) factor += 1
  const shift = seed % size
  return index => (index * factor + shift) % size
}
