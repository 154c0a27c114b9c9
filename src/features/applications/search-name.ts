/** Long names are cut: nobody types so many words. */
const MAX = 1300

/** The words of a text as they are compared: letters and digits in upper case, Е for Ё; quotes and signs part them. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('Ё', 'Е')
    .match(/[\p{L}\p{Nd}]+/gu) ?? []

/** What the queue searches in: the words of both names, one space between. */
export const searchName = (shortName: string, fullName: string): string =>
  wordsOf(`${shortName} ${fullName}`).join(' ').slice(0, MAX).trim()
