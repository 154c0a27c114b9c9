import { type Request, Router } from 'express'
import type { Deps } from '../../deps'
import { FormView } from '../../http/form-view'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { createHelpSearch, type HelpSearch } from './search'
import { OFFICE_TOPICS, TOPICS } from './topics'

const LONGEST_SEARCH = 100

/** «Помощь»: topics for everybody and for specialists, each a page to read and to print. */
export const helpRoutes = ({ reference }: Deps): Router => {
  const router = Router()
  const search = createHelpSearch(TOPICS)
  const searchOffice = createHelpSearch([...OFFICE_TOPICS, ...TOPICS])

  router.get(paths.help.home, (req, res) => {
    res.page('help/index', { heading: 'Помощь', action: paths.help.home, topics: TOPICS, ...found(req, search) })
  })

  /** Opened from the form it returns to the form as it was: what was typed travels along in the address. */
  router.get(paths.help.okpo, (req, res) => {
    const typed = typeof req.query.okpo === 'string' ? req.query.okpo.slice(0, 20) : ''
    const back =
      typed === '' ? paths.registration.start : `${paths.registration.start}?okpo=${encodeURIComponent(typed)}`
    res.page('help/okpo', { back })
  })

  /** A page of its own: in the form the list of countries would weigh more than all the rest, for one person in a thousand. */
  router.get(paths.help.oksm, async (_req, res) => {
    const countries = (await reference.get()).codesOf('oksm').toSorted((a, b) => RUSSIAN.compare(a.name, b.name))
    res.page('help/oksm', { rows: countries.map(({ code, name }) => [{ text: name }, { text: code }]) })
  })

  for (const topic of TOPICS.filter(({ view }) => view.startsWith('help/topics/')))
    router.get(topic.href, (_req, res) => res.page(topic.view, { topic, home: paths.help.home }))

  router.get(paths.office.help, (req, res) => {
    staffOf(req)
    res.page('help/index', {
      heading: 'Помощь специалистам',
      action: paths.office.help,
      topics: OFFICE_TOPICS,
      ...found(req, searchOffice),
    })
  })

  for (const topic of OFFICE_TOPICS)
    router.get(topic.href, (req, res) => {
      staffOf(req)
      res.page(topic.view, { topic, home: paths.office.help })
    })
  return router
}

const RUSSIAN = new Intl.Collator('ru')

const found = (req: Request, search: HelpSearch) => {
  const q = typeof req.query.q === 'string' ? req.query.q.slice(0, LONGEST_SEARCH) : ''
  return { search: new FormView({ q }), found: q.trim() === '' ? undefined : search(q) }
}
