import type { Day, Instant } from '../../db/db'

export type Announcement = {
  id: number
  /** null: for everybody; otherwise for the respondents of this office. */
  officeId: number | null
  title: string
  body: string
  shownFrom: Day
  shownUntil: Day | null
  /** null: a draft, which nobody but staff sees. */
  publishedAt: Instant | null
  version: number
  updatedAt: Instant
}

/** What a person reads, paragraph by paragraph: an empty line begins a new one. */
export const paragraphs = (body: string): string[] =>
  body
    .split(/\n\s*\n/)
    .map(part => part.trim())
    .filter(part => part !== '')
