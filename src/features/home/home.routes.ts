import { Router } from 'express'
import type { Deps } from '../../deps'
import { dayIn, formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import { currentAnnouncements } from '../announcements/announcements.repository'
import { officeOfVisitor } from '../announcements/region'

const ANNOUNCEMENTS = 5
const MOSCOW = 'Europe/Moscow'

/** The home page (system description, section 2). */
export const homeRoutes = ({ db, clock, reference, statistics }: Deps): Router => {
  const router = Router()
  router.get(paths.home, async (req, res) => {
    const officeId = officeOfVisitor(req, await reference.get())
    const announcements = await currentAnnouncements(db, { officeId }, dayIn(clock(), MOSCOW), ANNOUNCEMENTS)
    const { year, count } = await statistics.accepted()
    res.page('home/home', {
      accepted: count === 0 ? undefined : acceptedWords(count, year),
      announcements: announcements.map(({ id, title, shownFrom }) => ({
        href: paths.announcement(id),
        title,
        date: formatDate(shownFrom),
      })),
    })
  })
  return router
}

const plural = new Intl.PluralRules('ru')
const WORDS: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'отчёт принят', few: 'отчёта принято' }

/** «1 234 отчёта принято в 2026 году». */
const acceptedWords = (count: number, year: number): string =>
  `${count.toLocaleString('ru-RU')} ${WORDS[plural.select(count)] ?? 'отчётов принято'} в ${year} году`
