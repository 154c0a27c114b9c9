import type { Db } from '../../db/db'
import { keysetPage, type List, type Page } from '../../db/keyset'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { currentLists, type RevocationListLine } from './revocation-lists.repository'
import { certificatesOf, type StoredTrustCertificate, type TrustRole, trustCertificate } from './trust.repository'
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
  const ask = (section: Section) => ({ size: PAGE_SIZE, cursor: query[section] })
  const pages = (section: Section, page: Pick<Page<object>, 'previous' | 'next'>) => {
    const links = neighbours(page, cursor => address(query, section, cursor))
    return links && { ...links, landmarkLabel: LABELS[section] }
  }
  const certificates = async (section: 'roots' | 'intermediates', role: TrustRole) => {
    const page = await keysetPage<StoredTrustCertificate>(certificatesOf(db, demoMode, role), ask(section))
    return { rows: page.rows.map(row => certificateRow(trustCertificate(row), now)), pages: pages(section, page) }
  }
  const lists = await keysetPage<RevocationListLine>(latestFirst(db, demoMode), ask('lists'))
  return {
    roots: await certificates('roots', 'root'),
    intermediates: await certificates('intermediates', 'intermediate'),
    lists: { rows: lists.rows.map(list => listRow(list, now)), pages: pages('lists', lists) },
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
  return `${paths.office.trust}?${new URLSearchParams(cursors).toString()}#${turned}`
}
