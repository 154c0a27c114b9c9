import { Router } from 'express'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import { currentAnnouncements } from '../announcements/announcements.repository'
import { officeOfVisitor } from '../announcements/region'
import { BLOCKS } from './blocks'
import { MANIFEST } from './manifest'
import { StatisticsCache, statisticsWords } from './statistics'

const ANNOUNCEMENTS = 5
const MOSCOW = 'Europe/Moscow'

/** The home page (system description, section 2). */
export const homeRoutes = ({ db, clock, reference }: Deps): Router => {
  const router = Router()
  const statistics = new StatisticsCache(db, clock)
  const manifest = JSON.stringify(MANIFEST)
  router.get(paths.home, async (req, res) => {
    const officeId = officeOfVisitor(req, await reference.get())
    const announcements = await currentAnnouncements(db, { officeId }, dayIn(clock(), MOSCOW), ANNOUNCEMENTS)
    res.page('home/home', {
      blocks: BLOCKS,
      statistics: statisticsWords(await statistics.get()),
      announcements: announcements.map(({ id, title, shownFrom }) => ({
        href: paths.announcement(id),
        title,
        date: formatDate(shownFrom),
      })),
    })
  })
  router.get(paths.manifest, (_req, res) => {
    res.type('application/manifest+json').set('Cache-Control', 'public, max-age=86400').end(manifest)
  })
  return router
}
