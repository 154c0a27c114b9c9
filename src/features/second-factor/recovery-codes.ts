import { randomInt } from 'node:crypto'
import { hashPassword } from '../accounts/passwords'

/** Without letters and digits that look alike: 32 signs, five bits each. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const LENGTH = 10
export const HOW_MANY = 10

/** Keyboards stand on Russian: letters that look the same are taken for their Latin twins. */
const TWINS: Record<string, string> = Object.fromEntries(
  [...'АВЕКМНРСТУХ'].map((c, i) => [c, 'ABEKMHPCTYX'[i] as string]),
)

export type RecoveryCode = { position: number; code: string }

/** Ten fresh codes of 50 random bits. The first sign is the position, by which the stored hash is found. */
export const newRecoveryCodes = (): RecoveryCode[] =>
  Array.from({ length: HOW_MANY }, (_, position) => ({
    position,
    code: Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  }))

/** As printed: «3-K7QM2-XH4PT». */
export const printedCode = ({ position, code }: RecoveryCode): string =>
  `${position}-${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`

/** A typed code in any case, with or without its dashes; undefined when it is nothing of the kind. */
export const readRecoveryCode = (typed: string): RecoveryCode | undefined => {
  const signs = typed
    .toUpperCase()
    .replace(/[\s‐-―-]/g, '')
    .replace(/[А-Я]/g, letter => TWINS[letter] ?? letter)
  const match = /^(\d)([2-9A-HJ-NP-Z]{10})$/.exec(signs)
  return match === null ? undefined : { position: Number(match[1]), code: match[2] as string }
}

/**
 * As they are stored: fewer than 112 bits want the hash of passwords (OWASP ASVS 5, 6.5.2). Takes a quarter of a
 * second; not for inside of a transaction.
 */
export const hashRecoveryCodes = (codes: readonly RecoveryCode[]): Promise<{ position: number; hash: string }[]> =>
  Promise.all(codes.map(async ({ position, code }) => ({ position, hash: await hashPassword(code) })))
