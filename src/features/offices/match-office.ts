import { type Office, officeLabel } from './office'

/**
 * Finds offices by what a person typed: the label, the code, the number, the name, the region or its number.
 * Something that names one office exactly gives that office alone; otherwise every typed word must begin a word of the
 * office, and all such offices are given in their order. Nothing typed finds nothing.
 */
export const matchOffice = <O extends Office>(offices: readonly O[], typed: string): O[] => {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return []
  const exact = offices.filter(office => namesOf(office).some(name => sameWords(wordsOf(name), wanted)))
  if (exact.length > 0) return exact
  return offices.filter(office => {
    const words = wordsOf(namesOf(office).join(' '))
    return wanted.every(part => words.some(word => word.startsWith(part)))
  })
}

const namesOf = (office: Office): string[] => [
  officeLabel(office),
  office.code ?? '',
  office.siteNo,
  office.shortName,
  office.fullName,
  ...office.subjects.flatMap(subject => [subject.code, subject.name]),
]

/** Words without regard to capitals, ё, dashes, brackets and quotes. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter(word => word !== '')

const sameWords = (one: string[], other: string[]): boolean => one.join(' ') === other.join(' ')
