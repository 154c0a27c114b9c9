type Known = ReadonlySet<string>

/** `01.11.1` stands under `01.11`, `01` under its section. */
export const headingOfActivity = (code: string, section: string | undefined, known: Known): string | undefined => {
  for (let heading = code.slice(0, -1); heading !== ''; heading = heading.slice(0, -1))
    if (known.has(heading)) return heading
  return /^\d/.test(code) && section !== undefined && known.has(section) ? section : undefined
}

/** ОКОПФ: the last two digits are one number, so 12345 stands under 12300, 12000 or 10000. */
export const headingOfForm = (code: string, known: Known): string | undefined => nearest(code, [3, 2, 1], known)

/**
 * Territories have two digits for the subject and three for each level below; within a level only the hundreds are
 * headings. 42601145 stands under 42601100, 42601000, 42600000 or 42000000; 42601140 is its neighbour.
 */
const TERRITORY_LEVELS = [9, 8, 6, 5, 3, 2]

/** ОКТМО: a settlement stands under its municipality when the section of settlements has no heading for it. */
export const headingOfMunicipality = (code: string, known: Known): string | undefined => {
  const municipality = code.slice(0, 8)
  const heading = nearest(code, TERRITORY_LEVELS, known)
  if (heading !== undefined || municipality === code) return heading
  return known.has(municipality) ? municipality : nearest(municipality, TERRITORY_LEVELS, known)
}

/** ОКАТО leaves out the levels that are zero: `01000000` is written `01`, `01201000` `01201`. */
export const codeByLevels = (...levels: string[]): string => levels.join('').replace(/(000)+$/, '')

/** The same levels where zeros are left out: `01201501` stands under `01201500`, `01201`, `01200` or `01`. */
export const headingOfTerritory = (code: string, known: Known): string | undefined =>
  nearest(code, TERRITORY_LEVELS, known) ??
  nearest(code, TERRITORY_LEVELS, known, heading => codeByLevels(heading.slice(0, 2), heading.slice(2)))

const nearest = (
  code: string,
  kept: readonly number[],
  known: Known,
  write: (heading: string) => string = heading => heading,
): string | undefined =>
  kept
    .filter(digits => digits < code.length)
    .map(digits => write(code.slice(0, digits).padEnd(code.length, '0')))
    .find(heading => heading !== code && known.has(heading))
