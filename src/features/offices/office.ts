import type { Instant } from '../../db/db'
import { isInTerritories } from '../../validation/rules/territory'

/** A subject of the Federation; `territory` is what its ОКАТО and ОКТМО codes begin with. */
export type Subject = { code: string; name: string; territory: string }

/** A territorial office (ТОГС). What nobody has confirmed is null: it is never guessed. */
export type Office = {
  id: number
  /** Two digits, the number of the office's site; it addresses an office that has no code yet. */
  siteNo: string
  shortName: string
  fullName: string
  /** ТОГС code: the ОКПО of the body. */
  code: string | null
  /** Code in the exchange with operators, `50-00`. */
  exchangeCode: string | null
  mailbox: string | null
  phone: string | null
  website: string | null
  /** IANA name of the zone of the seat. */
  timeZone: string
  closedAt: Instant | null
  /** The office that has taken over everything of this one. */
  mergedInto: number | null
  subjects: Subject[]
}

/** How an office is listed: «02347699 – КЕМЕРОВОСТАТ», or «№ 77 – МОССТАТ» while its code is not known. */
export const officeLabel = (office: Pick<Office, 'code' | 'siteNo' | 'shortName'>): string =>
  `${office.code ?? `№ ${office.siteNo}`} – ${office.shortName}`

/** Whether an ОКАТО or ОКТМО code lies in the regions of the office. For a warning only. */
export const servesTerritory = (office: Pick<Office, 'subjects'>, code: string): boolean =>
  isInTerritories(
    code,
    office.subjects.map(subject => subject.territory),
  )
