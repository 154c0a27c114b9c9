import { type Request, Router } from 'express'
import type { Deps } from '../../deps'
import { periodicityAdjective } from '../../flk'
import { dayIn } from '../../http/dates'
import { notFound } from '../../http/errors'
import { paths } from '../../http/paths'
import { recordNumber } from '../../http/record-number'
import { findForm, listInForce } from '../forms/forms.repository'
import { OfflineFiles } from './offline-files'

const MOSCOW = 'Europe/Moscow'
/** Forms on the page; whoever looks for another one narrows the search. */
const SHOWN = 50

const HEAD = [{ text: 'ОКУД' }, { text: 'Форма' }, { text: 'Периодичность' }, { text: 'Версия' }, { text: 'Файл' }]

const textOf = ({ query }: Request): string => (typeof query.q === 'string' ? query.q.trim().slice(0, 100) : '')

/** «Офлайн-модуль»: the forms in force, each as one file that is filled in without a network. Open to everybody. */
export const offlineRoutes = ({ db, clock, forms }: Pick<Deps, 'db' | 'clock' | 'forms'>): Router => {
  const router = Router()
  const files = new OfflineFiles(forms)
  const today = (): string => dayIn(clock(), MOSCOW)

  router.get(paths.offline, async (req, res) => {
    const asked = textOf(req)
    const words = asked.toLowerCase()
    const found = (await listInForce(db, today())).filter(
      ({ okud, name }) => okud.includes(words) || name.toLowerCase().includes(words),
    )
    res.page('offline/offline', {
      q: asked,
      head: HEAD,
      isCut: found.length > SHOWN,
      rows: found.slice(0, SHOWN).map(({ id, okud, name, periodicity, version }) => ({
        cells: [
          { text: okud },
          { text: name },
          { text: periodicityAdjective(periodicity) },
          { text: version },
          { text: 'Скачать', href: paths.offlineForm(id), hidden: `форму ${okud}` },
        ],
      })),
    })
  })

  router.get(paths.offlineForm(':id'), async (req, res) => {
    const version = await findForm(db, recordNumber(req.params.id))
    // One that is out of force stays at hand for those who correct a report that was made by it.
    if (version === undefined || version.archivedAt !== null || version.validFrom > today()) throw notFound()
    const { name, etag, plain, compressed } = await files.get(version)
    res.set({ 'Cache-Control': 'public, max-age=3600', ETag: etag, 'Content-Type': 'text/html; charset=utf-8' })
    res.vary('Accept-Encoding')
    if (req.fresh) return void res.status(304).end()
    res.set('Content-Disposition', `attachment; filename="${name}"`)
    if (!req.acceptsEncodings('gzip')) return void res.end(plain)
    res.set('Content-Encoding', 'gzip').end(compressed)
  })

  return router
}
