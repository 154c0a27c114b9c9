import type { Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { notFound } from '../../http/errors'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { entryView } from './entry.view'
import { type Entry, findPublishedEntry, publishedEntries, sectionsInUse } from './faq.repository'
import { sectionName } from './sections'

const PAGE_SIZE = 20

/** «Часто задаваемые вопросы»: by section, and each on a page of its own, where the search leads. */
export const publicRoutes = (router: Router, { db }: Deps): void => {
  router.get(paths.help.faq, async (req, res) => {
    const used = await sectionsInUse(db)
    const section = used.find(one => String(one) === req.query.section)
    const page = await keysetPage<Entry>(publishedEntries(db, section), { size: PAGE_SIZE, cursor: req.query.cursor })
    const address = (chosen: number | undefined) =>
      chosen === undefined ? paths.help.faq : `${paths.help.faq}?section=${chosen}`
    res.page('faq/faq', {
      sections: [undefined, ...used].map(one => ({
        text: one === undefined ? 'Все' : sectionName(one),
        href: address(one),
        current: one === section,
      })),
      groups: bySection(page.rows),
      pages: neighbours(page, cursor => `${address(section)}${section === undefined ? '?' : '&'}cursor=${cursor}`),
    })
  })

  router.get(paths.help.faqEntry(':id'), async (req, res) => {
    const entry = await findPublishedEntry(db, recordNumber(req.params.id))
    if (entry === undefined) throw notFound()
    res.page('faq/entry', { entry: entryView(entry), section: sectionName(entry.section) })
  })
}

/** The rows come in the order of the sections. */
const bySection = (entries: readonly Entry[]) =>
  [...new Set(entries.map(({ section }) => section))].map(section => ({
    title: sectionName(section),
    entries: entries.filter(entry => entry.section === section).map(entryView),
  }))
