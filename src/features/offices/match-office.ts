import { type Office, officeLabel } from './office'

/**
 * Finds offices by what a person typed: the label, the code, the number, the name, the region or its number.
 * Something that names one office exactly gives that office alone; otherwise every typed word must begin a word of the
 * office, and all such offices are given in their order. Nothing typed finds nothing.
 */
export const matchOffice = <O extends Office>(offices: readonly O[], typed: string): O[] => {
  const wanted = wordsOf(typed)
  if (wanted.length === 0) return []
  const name = wanted.join(' ')
  const exact = offices.filter(office => indexOf(office).names.has(name))
  if (exact.length > 0) return exact
  return offices.filter(office => {
    const { words } = indexOf(office)
    return wanted.every(part => words.some(word => word.startsWith(part)))
  })
}

type Index = { names: ReadonlySet<string>; words: readonly string[] }

/** Taking seventy offices to words costs more than the rest of a page, and a form asks several times. */
const indexes = new WeakMap<Office, Index>()

const indexOf = (office: Office): Index => {
  const known = indexes.get(office)
  if (known !== undefined) return known
  const names = namesOf(office).map(wordsOf)
  const index = { names: new Set(names.map(words => words.join(' '))), words: [...new Set(names.flat())] }
  indexes.set(office, index)
  return index
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
