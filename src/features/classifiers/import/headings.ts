type Known = ReadonlySet<string>

/** `01.11.1` stands under `01.11`, `01` under its section. */
export const headingOfActivity = (code: string, section: string | undefined, known: Known): string | undefined => {
  for (let heading = code.slice(0, -1); heading !== ''; heading = heading.slice(0, -1))
    if (known.has(heading)) return heading
  return /^\d/.test(code) && section !== undefined && known.has(section) ? section : undefined
}

/**
 * The nearest code that has zeros for the last digits of this one: 12345 stands under 12340, 12300, 12000 or 10000.
 * `kept` is how many digits the nearest heading may share; all but one unless told.
 */
export const headingByDigits = (code: string, known: Known, kept = code.length - 1): string | undefined =>
  find(code, known, heading => heading, kept)

/** The municipality of ОКТМО that a settlement lies in; what is above it when the file leaves the municipality out. */
export const municipalityOf = (code: string, known: Known): string | undefined => {
  const municipality = code.slice(0, 8)
  if (municipality === code) return undefined
  return known.has(municipality) ? municipality : headingByDigits(municipality, known)
}

/** ОКАТО leaves out the levels that are zero: `01000000` is written `01`, `01201000` `01201`. */
export const codeByLevels = (...levels: string[]): string => levels.join('').replace(/(000)+$/, '')

/** The same for codes that leave their zeros out: `01201501` stands under `01201500`, `01201` or `01200`. */
export const headingByGroups = (code: string, known: Known): string | undefined =>
  find(code, known, heading => heading) ??
  find(code, known, heading => heading.slice(0, 2) + heading.slice(2).replace(/(000)+$/, ''))

const find = (
  code: string,
  known: Known,
  write: (heading: string) => string,
  longest = code.length - 1,
): string | undefined => {
  for (let kept = longest; kept > 0; kept -= 1) {
    const heading = write(code.slice(0, kept).padEnd(code.length, '0'))
    if (heading !== code && known.has(heading)) return heading
  }
  return undefined
}
