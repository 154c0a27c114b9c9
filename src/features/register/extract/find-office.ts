import { matchOffice } from '../../offices/match-office'
import type { Office } from '../../offices/office'

/** Names of offices that were asked for are kept, up to so many: seventy offices are written in few ways. */
const KEPT = 1000

/**
 * Finds the office of a unit: by what the extract calls it (code, number, name), or by the first digits of its ОКТМО or
 * ОКАТО where these lie in the regions of one office. Undefined when neither tells.
 */
export const findOffices = (offices: readonly Office[]) => {
  const open = offices.filter(({ closedAt }) => closedAt === null)
  // The extract may name an office for a while after it was merged into another, which it means then.
  const called = offices.filter(({ closedAt, mergedInto }) => closedAt === null || mergedInto !== null)
  const byTerritory = territories(open)
  const byName = new Map<string, number | undefined>()

  const named = (typed: string): number | undefined => {
    if (byName.has(typed)) return byName.get(typed)
    const number = /^\d{1,2}$/.test(typed) ? typed.padStart(2, '0') : undefined
    const found = number === undefined ? matchOffice(called, typed) : called.filter(({ siteNo }) => siteNo === number)
    const ids = new Set(found.map(office => office.mergedInto ?? office.id))
    const id = ids.size === 1 ? [...ids][0] : undefined
    if (byName.size < KEPT) byName.set(typed, id)
    return id
  }

  return (typed: string | null, territoryCode: string | null): number | undefined =>
    typed === null ? byTerritory.get(territoryCode?.slice(0, 2) ?? '') : named(typed)
}

/** An oblast and the okrug inside it have the same first digits; where their offices differ, the digits tell nothing. */
const territories = (offices: readonly Office[]): Map<string, number | undefined> => {
  const found = new Map<string, number | undefined>()
  for (const { id, subjects } of offices)
    for (const { territory } of subjects)
      found.set(territory, found.has(territory) && found.get(territory) !== id ? undefined : id)
  return found
}
