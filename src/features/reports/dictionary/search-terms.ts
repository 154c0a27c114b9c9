import type { Dictionary, DictionaryTerm } from '../../../flk'

/** Where a page of terms begins: after or before a term, by its place in the dictionary. */
export type TermCursor = { side: 'after' | 'before'; position: number }

export type TermPage = { terms: DictionaryTerm[]; previous: number | undefined; next: number | undefined }

const tidy = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

const texts = new WeakMap<Dictionary, string[]>()

/** Code and name of each term as they are searched, made once a dictionary. */
const textsOf = (dictionary: Dictionary): string[] => {
  const known = texts.get(dictionary)
  if (known !== undefined) return known
  const made = dictionary.terms.map(({ id, name }) => ` ${tidy(id)} ${tidy(name)}`)
  texts.set(dictionary, made)
  return made
}

/**
 * The terms that have every word of the query in their code or name, in the order of the dictionary, a page at a time.
 * A walk over the words of 100,000 terms takes a few milliseconds; a page ends it.
 *
 * @param fits which terms come into question at all
 */
export const searchTerms = (
  dictionary: Dictionary,
  {
    query,
    cursor,
    size,
    fits,
  }: { query: string; cursor?: TermCursor | undefined; size: number; fits?: (term: DictionaryTerm) => boolean },
): TermPage => {
  const all = textsOf(dictionary)
  const words = tidy(query)
    .split(/\s+/)
    .filter(word => word !== '')
  const isWanted = (position: number): boolean => {
    const text = all[position] as string
    return words.every(word => text.includes(word)) && fits?.(dictionary.terms[position] as DictionaryTerm) !== false
  }
  const backwards = cursor?.side === 'before'
  const step = backwards ? -1 : 1
  const found: number[] = []
  let at = cursor === undefined ? 0 : cursor.position + step
  for (; at >= 0 && at < all.length && found.length <= size; at += step) if (isWanted(at)) found.push(at)
  const isMore = found.length > size
  const shown = found.slice(0, size)
  if (backwards) {
    // The beginning was reached on the way back: the first page is a full one.
    if (shown.length < size) return searchTerms(dictionary, { query, size, ...(fits === undefined ? {} : { fits }) })
    shown.reverse()
  }
  const [first, last] = [shown[0], shown.at(-1)]
  return {
    terms: shown.map(position => dictionary.terms[position] as DictionaryTerm),
    previous: backwards ? (isMore ? first : undefined) : cursor === undefined ? undefined : first,
    next: backwards || isMore ? last : undefined,
  }
}
