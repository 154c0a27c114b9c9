import { type Request, Router } from 'express'
import type { Deps } from '../../deps'
import { FormView } from '../../http/form-view'
import { staffOf } from '../../http/identity'
import { paths } from '../../http/paths'
import { FaqIndex, type Found, indexTopics, search } from './search'
import { OFFICE_TOPICS, TOPICS } from './topics'
import type { WordIndex } from './word-index'

const LONGEST_SEARCH = 100

/** «Помощь»: topics for everybody and for specialists, each a page to read and to print. */
export const helpRoutes = ({ db, reference }: Deps): Router => {
  const router = Router()
  const answers = new FaqIndex(db)
  const forEverybody = indexTopics(TOPICS)
  const forSpecialists = indexTopics([...OFFICE_TOPICS, ...TOPICS])

  const found = async (req: Request, topics: WordIndex<Found>) => {
    const q = typeof req.query.q === 'string' ? req.query.q.slice(0, LONGEST_SEARCH) : ''
    const isAsked = q.trim() !== ''
    return { search: new FormView({ q }), found: isAsked ? search(topics, await answers.get(), q) : undefined }
  }

  router.get(paths.help.home, async (req, res) => {
    res.page('help/index', {
      heading: 'Помощь',
      action: paths.help.home,
      topics: TOPICS,
      askHref: paths.support.ask,
      ...(await found(req, forEverybody)),
    })
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

  router.get(paths.office.help, async (req, res) => {
    staffOf(req)
    res.page('help/index', {
      heading: 'Помощь специалистам',
      action: paths.office.help,
      topics: OFFICE_TOPICS,
      ...(await found(req, forSpecialists)),
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
