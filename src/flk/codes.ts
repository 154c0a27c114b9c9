/**
 * A code of a section, row or column as it is compared: «01» in a template is «1» in a report. Latin and Cyrillic
 * letters that look alike are different codes and stay so.
 */
export const codeKey = (code: string): string => {
  const trimmed = code.trim()
  return trimmed.startsWith('0') ? trimmed.replace(/^0+(?=.)/, '') : trimmed
}

/** The same within formulas, which know no upper and lower case. */
export const formulaKey = (code: string): string => codeKey(code).toLowerCase()

/** A value of a specific or the id of a term, as it is compared. */
export const termKey = (id: string): string => id.trim().toLowerCase()

/** What stands under a code in a map by `formulaKey`: most codes are written as their keys are. */
export const underCode = <T>(map: ReadonlyMap<string, T>, code: string): T | undefined =>
  map.get(code) ?? map.get(formulaKey(code))
