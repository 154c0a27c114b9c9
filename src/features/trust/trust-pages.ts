import type { Db } from '../../db/db'
import { keysetPage, type List } from '../../db/keyset'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { currentLists, type RevocationListLine } from './revocation-lists.repository'
import { certificatesOf, trustCertificate } from './trust.repository'
import { certificateRow, listRow } from './trust.view'

const PAGE_SIZE = 20
const SECTIONS = ['roots', 'intermediates', 'lists'] as const
type Section = (typeof SECTIONS)[number]

/** What the links of a table are called, so that nobody takes them for those of another. */
const LABELS: Record<Section, string> = {
  roots: 'Страницы корневых сертификатов',
  intermediates: 'Страницы промежуточных сертификатов',
  lists: 'Страницы списков отзыва',
}

/** The three tables of the trust page, each turned over by a cursor of its own: a bundle may hold hundreds. */
export const trustPages = async (db: Db, demoMode: boolean, query: Record<string, unknown>, now: Date) => {
  const page = async <Stored extends object, Row>(section: Section, list: List, row: (stored: Stored) => Row) => {
    const found = await keysetPage<Stored>(list, { size: PAGE_SIZE, cursor: query[section] })
    const pages = neighbours(found, cursor => address(query, section, cursor))
    return { rows: found.rows.map(row), pages: pages && { ...pages, landmarkLabel: LABELS[section] } }
  }
  const certificate = (stored: Parameters<typeof trustCertificate>[0]) => certificateRow(trustCertificate(stored), now)
  return {
    roots: await page('roots', certificatesOf(db, demoMode, 'root'), certificate),
    intermediates: await page('intermediates', certificatesOf(db, demoMode, 'intermediate'), certificate),
    lists: await page<RevocationListLine, ReturnType<typeof listRow>>('lists', latestFirst(db, demoMode), list =>
      listRow(list, now),
    ),
  }
}

const latestFirst = (db: Db, demoMode: boolean): List => ({
  order: { keys: [{ property: 'id', kind: 'integer' }], direction: 'desc' },
  sources: [{ query: currentLists(db, demoMode), columns: ['id'] }],
})

/** The page with one table turned over; the others stay where they are. */
const address = (query: Record<string, unknown>, turned: Section, cursor: string): string => {
  const cursors = SECTIONS.flatMap((section): [string, string][] => {
    const value = section === turned ? cursor : query[section]
    return typeof value === 'string' ? [[section, value]] : []
  })
  return `${paths.office.trust}?${new URLSearchParams(cursors)}#${turned}`
}
