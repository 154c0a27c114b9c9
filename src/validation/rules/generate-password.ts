import { randomInt } from 'node:crypto'
import { passwordProblem } from './password'

/** Latin letters and digits that cannot be mistaken for one another on paper: no I, l, O, o, 0, 1. */
const ALPHABET = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const GROUP_LENGTH = 4

/**
 * A strong password that can be copied by hand: four groups of four with hyphens between them, about 93 bits.
 * Candidates without a digit, a small or a capital letter are thrown away, which keeps the others equally likely.
 */
export const generatePassword = (): string => {
  for (;;) {
    const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
    const candidate = Array.from({ length: GROUPS }, group).join('-')
    if (/\d/.test(candidate) && passwordProblem(candidate) === undefined) return candidate
  }
}
