/**
 * The two digits with which ОКАТО and ОКТМО codes of a subject of the Federation begin. An autonomous okrug shares
 * them with the oblast it lies in; both belong to the same territorial office.
 */
export const territoryOf = (code: string): string => code.slice(0, 2)

/** Whether a code lies in one of the territories (`['45', '46']`). For a warning only. */
export const isInTerritories = (code: string, territories: readonly string[]): boolean =>
  territories.includes(territoryOf(code))
