import { Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { staffOf } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { cardRoutes } from './card.routes'
import { importRoutes } from './import/import.routes'
import { ACCOUNTS, MAX_NAMED, type RegisterRow, readFilter, registerList, STATES } from './register.list'
import { headOf, registerAddress, registerRow } from './register.view'
import { secondFactorRoutes } from './second-factor.routes'
import { sessionsRoutes } from './sessions.routes'
import { stepRoutes } from './step.routes'

const PAGE_SIZE = 50

const items = (names: Record<string, string>) => Object.entries(names).map(([value, text]) => ({ value, text }))

/** «Регистр организаций»: search, card, what the office can do with an organisation. */
export const registerRoutes = (deps: Deps): Router => {
  const { reference } = deps
  const router = Router()

  router.get(paths.office.register, async (req, res) => {
    const { officeId } = staffOf(req)
    const known = await reference.get()
    const filter = readFilter(req.query, officeId)
    const { list, limited, onlyForms } = await registerList(deps, filter, known.predecessors(filter.officeId))
    const page = await keysetPage<RegisterRow>(list, { size: PAGE_SIZE, cursor: req.query.cursor })
    const isCentral = officeId === null
    res.page('register/register', {
      filter,
      isCentral,
      states: items(STATES),
      accounts: items(ACCOUNTS),
      types: [
        { value: '', text: 'Любой' },
        ...known.enterpriseTypes.map(({ code, name }) => ({ value: code, text: name })),
      ],
      offices: [
        { value: '', text: 'Все' },
        ...known.offices.map(office => ({ value: String(office.id), text: known.officeLabel(office) })),
      ],
      isFiltered: registerAddress(filter, officeId) !== paths.office.register,
      head: headOf(isCentral),
      rows: page.rows.map(row => registerRow(row, known, isCentral)),
      limit: limited ? MAX_NAMED : undefined,
      onlyForms,
      stoppedAt: page.stoppedAt?.[0],
      pages: neighbours(page, cursor => registerAddress(filter, officeId, cursor)),
    })
  })

  importRoutes(router, deps)
  cardRoutes(router, deps)
  stepRoutes(router, deps)
  secondFactorRoutes(router, deps)
  sessionsRoutes(router, deps)
  return router
}
