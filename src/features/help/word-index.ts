const MOST_WORDS = 8
/** Endings are cut off longer words, so that «сертификаты» finds «сертификат». */
const STEM = 5

type Indexed<T> = { item: T; title: string[]; text: string[] }

/** Things to be found by the words of their texts. */
export type WordIndex<T> = readonly Indexed<T>[]

export const indexWords = <T>(
  items: readonly T[],
  textsOf: (item: T) => { title: string; text: string },
): WordIndex<T> =>
  items.map(item => {
    const { title, text } = textsOf(item)
    return { item, title: wordsOf(title), text: wordsOf(text) }
  })

/** Every word that was typed must begin a word of a thing; words of its title count more. The best come first. */
export const findByWords = <T>(index: WordIndex<T>, typed: string): T[] => {
  const wanted = wordsOf(typed).slice(0, MOST_WORDS).map(stem)
  if (wanted.length === 0) return []
  return index
    .map(({ item, title, text }) => ({ item, marks: wanted.map(word => mark(word, title, text)) }))
    .filter(({ marks }) => marks.every(one => one > 0))
    .map(({ item, marks }) => ({ item, sum: marks.reduce((sum, one) => sum + one, 0) }))
    .sort((one, other) => other.sum - one.sum)
    .map(({ item }) => item)
}

const mark = (word: string, title: readonly string[], text: readonly string[]): number => {
  const begins = (known: string) => known.startsWith(word)
  if (title.some(begins)) return 2
  return text.some(begins) ? 1 : 0
}

const stem = (word: string): string => (word.length > STEM + 1 ? word.slice(0, Math.max(STEM, word.length - 2)) : word)

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(word => word !== '')
