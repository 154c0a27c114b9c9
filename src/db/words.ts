/*
 * The words of a text, as they are kept and looked for. An import asks this of millions of names, so text in Latin and
 * Cyrillic letters is gone through once by a table; any other text takes the way of Unicode, with the same outcome.
 */

/** The distinct words of a text: small letters, е for ё, no signs. */
export const wordsOf = (text: string): string[] => {
  const small = text.toLowerCase()
  return plainWords(small.includes('ё') ? small.replaceAll('ё', 'е') : small) ?? anyWords(text)
}

const anyWords = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .split(/[^\p{L}\p{N}]+/u)
      .filter(word => word !== ''),
  ),
]

const SIGN = 1
const IN_WORD = 2
/** Up to the end of Cyrillic; the signs of Russian texts that lie behind it. Zero: the table does not know. */
const END = 0x500
const KINDS = Uint8Array.from({ length: END }, (_, code) => {
  const character = String.fromCharCode(code)
  return /\p{M}/u.test(character) ? 0 : /[\p{L}\p{N}]/u.test(character) ? IN_WORD : SIGN
})
const SIGNS = new Set([...'–—‘’“”„…№\u00a0\u2009\u202f\u2011'].map(sign => sign.charCodeAt(0)))

const kindOf = (code: number): number => (code < END ? (KINDS[code] as number) : SIGNS.has(code) ? SIGN : 0)

/** Undefined when there is a character that the table does not know. */
const plainWords = (text: string): string[] | undefined => {
  const words: string[] = []
  const { length } = text
  for (let at = 0, start = -1; at <= length; at += 1) {
    const kind = at === length ? SIGN : kindOf(text.charCodeAt(at))
    if (kind === 0) return undefined
    if (kind === IN_WORD) {
      if (start === -1) start = at
    } else if (start !== -1) {
      const word = text.slice(start, at)
      if (!words.includes(word)) words.push(word)
      start = -1
    }
  }
  return words
}
