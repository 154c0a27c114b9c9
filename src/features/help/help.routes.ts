import { Router } from 'express'
import type { Deps } from '../../deps'
import { paths } from '../../http/paths'

export const helpRoutes = ({ reference }: Deps): Router => {
  const router = Router()
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
  return router
}

const RUSSIAN = new Intl.Collator('ru')
