import { wordsOf } from '../../db/text-search'

/** Long names are cut: nobody types so many words. */
const MAX = 1300

/** What the queue searches in: the words of both names in capitals, one space between. */
export const searchName = (shortName: string, fullName: string): string =>
  wordsOf(`${shortName} ${fullName}`).join(' ').toUpperCase().slice(0, MAX).trim()
