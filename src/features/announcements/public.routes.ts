import type { Request, Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { notFound } from '../../http/errors'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { officeLabel } from '../offices/office'
import type { Reference } from '../reference/reference'
import { paragraphs } from './announcement'
import {
  type AnnouncementRow,
  archiveOf,
  currentAnnouncements,
  findPublished,
  toAnnouncement,
} from './announcements.repository'
import { atomFeed } from './feed'
import { officeOfVisitor, rememberRegion } from './region'

const PAGE_SIZE = 20
const FEED_SIZE = 50
const MOSCOW = 'Europe/Moscow'

/** «Объявления» for everybody: the archive, one announcement, and the feed. */
export const publicRoutes = (router: Router, { db, clock, config, reference }: Deps): void => {
  router.get(paths.announcements, async (req, res) => {
    const known = await reference.get()
    const officeId = officeOfVisitor(req, known)
    rememberRegion(req, res)
    const page = await keysetPage<AnnouncementRow>(archiveOf(db, { officeId }, dayIn(clock(), MOSCOW)), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const at = officeId === undefined ? '' : `office=${officeId}&`
    res.page('announcements/archive', {
      offices: known.offices
        .filter(({ closedAt }) => closedAt === null)
        .map(office => ({ value: String(office.id), text: officeLabel(office), selected: office.id === officeId })),
      announcements: page.rows.map(toAnnouncement).map(({ id, title, shownFrom, officeId: whose }) => ({
        href: paths.announcement(id),
        title,
        date: formatDate(shownFrom),
        whose: whoseWords(known, whose),
      })),
      pages: neighbours(page, cursor => `${paths.announcements}?${at}cursor=${cursor}`),
      feedHref: `${paths.announcementsFeed}${officeId === undefined ? '' : `?office=${officeId}`}`,
    })
  })

  router.get(paths.announcementsFeed, async (req, res) => {
    const known = await reference.get()
    const officeId = officeOfVisitor(req, known)
    const announcements = await currentAnnouncements(db, { officeId }, dayIn(clock(), MOSCOW), FEED_SIZE)
    res.type('application/atom+xml').set('Cache-Control', 'public, max-age=600')
    res.end(atomFeed(config.baseUrl, req.originalUrl, announcements))
  })

  router.get(paths.announcement(':id'), async (req: Request, res) => {
    const found = await findPublished(db, recordNumber(req.params.id), dayIn(clock(), MOSCOW))
    if (found === undefined) throw notFound()
    res.page('announcements/announcement', {
      title: found.title,
      date: formatDate(found.shownFrom),
      whose: whoseWords(await reference.get(), found.officeId),
      paragraphs: paragraphs(found.body),
    })
  })
}

const whoseWords = (known: Reference, officeId: number | null): string => {
  const office = officeId === null ? undefined : known.office(officeId)
  return office === undefined ? 'для всех' : officeLabel(office)
}
