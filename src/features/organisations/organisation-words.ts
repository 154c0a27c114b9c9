import type { Knex } from 'knex'
import { isPostgres } from '../../db/connection'
import type { Db } from '../../db/db'
import { matchingWords, saveWords, type WordsWanted, wordMark, wordsOf } from '../../db/text-search'
import { isTelling } from './telling-words'
import { shown } from './withheld'

export const ORGANISATION_WORDS = 'organisation_words'

type Named = { shortName: string; fullName: string | null; officeId: number }

const officeMark = (officeId: number): string => wordMark('o', officeId)

/** What an organisation is found by: the words of both names, and its office. */
export const wordsOfOrganisation = ({ shortName, fullName, officeId }: Named): string[] => [
  officeMark(officeId),
  ...wordsOf(`${shortName} ${fullName ?? ''}`),
]

/** Whoever writes the name or the office of an organisation calls this in the same transaction. */
export const indexOrganisation = (trx: Db, id: number, named: Named): Promise<void> =>
  saveWords(trx, ORGANISATION_WORDS, id, wordsOfOrganisation(named))

/** The words of what was typed that tell organisations apart. */
export const tellingWords = (typed: string): string[] => wordsOf(typed).filter(isTelling)

/**
 * Numbers of the organisations whose names have these words; of some offices, or of all. What an office had that was
 * merged into another keeps its mark: whoever asks for the one names both.
 */
export const organisationsNamed = (
  db: Db,
  { officeIds, ...wanted }: Omit<WordsWanted, 'marks'> & { officeIds: readonly number[] },
): Knex.QueryBuilder =>
  shown(
    matchingWords(db, ORGANISATION_WORDS, { ...wanted, marks: officeIds.map(officeMark) }),
    `${ORGANISATION_WORDS}.${isPostgres(db) ? 'id' : 'rowid'}`,
  )
