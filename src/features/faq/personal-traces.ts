/** What is known of whoever asked: none of it may stand in a published answer. */
export type Known = {
  name: string
  email: string | null
  numbers: readonly (string | null)[]
  names: readonly (string | null)[]
}

/** A name so short would be found in any text. */
const SHORTEST = 4

/**
 * What in a text would tell who asked: their name, e-mail, ОКПО, ИНН, ОГРН or the organisation's name. A person reads
 * the text too: this finds what is certain, not what is meant. Returns the words to remove, each as it was known.
 */
export const personalTraces = (text: string, { name, email, numbers, names }: Known): string[] => {
  const folded = fold(text)
  const digits = text.replace(/[\s\u00a0-]/g, '')
  const surnames = name.split(' ').filter(word => [...word].length >= SHORTEST)
  const words = [email, ...names, ...surnames].filter(word => word !== null && [...word].length >= SHORTEST)
  const found = words.filter(word => contains(folded, fold(word as string)))
  return [...found, ...numbers.filter(number => number !== null && digits.includes(number))] as string[]
}

/** As a word of its own: «Иван» does not stand in «диван». */
const contains = (text: string, word: string): boolean => {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(?<![\\p{L}\\p{Nd}])${escaped}`, 'u').test(text)
}

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»"'“”\s]+/g, ' ')
    .trim()
