/** Odd signed digits of a scalar, the lowest first (wNAF): at most one of `window` neighbours is not zero. */
export const windowed = (scalar: bigint, window: number): Int8Array => {
  const size = 1 << window
  const digits: number[] = []
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    const low = Number(BigInt.asUintN(window, rest))
    const digit = low % 2 === 0 ? 0 : low >= size / 2 ? low - size : low
    rest -= BigInt(digit)
    digits.push(digit)
  }
  return Int8Array.from(digits)
}

/** Modular inverse by Euclid's algorithm; `value` and the modulus have no common divisor. */
export const invert = (value: bigint, modulus: bigint): bigint => {
  let [a, b, u, v] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n]
  while (a !== 0n) {
    const quotient = b / a
    ;[a, b, u, v] = [b - quotient * a, a, v - quotient * u, u]
  }
  return ((v % modulus) + modulus) % modulus
}
