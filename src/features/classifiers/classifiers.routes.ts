import { Router } from 'express'
import { keysetPage } from '../../db/keyset'
import type { Deps } from '../../deps'
import { formatDate, formatDateTime } from '../../http/dates'
import { notFound } from '../../http/errors'
import { staffWith } from '../../http/identity'
import { neighbours } from '../../http/page-links'
import { paths } from '../../http/paths'
import { CLASSIFIERS, type ClassifierName } from './classifier'
import { CLASSIFIER_WORDS, CLASSIFIERS_SHOWN } from './classifier-names'
import { type CodeRow, codeList, readSearch, type Summary, summaries } from './classifiers.list'
import { importRoutes } from './import/import.routes'

const PAGE_SIZE = 50
const whole = new Intl.NumberFormat('ru-RU')

/** «Классификаторы»: what codes there are, and where they come from. */
export const classifiersRoutes = (deps: Deps): Router => {
  const { db } = deps
  const router = Router()

  router.get(paths.office.classifiers, async (req, res) => {
    const { timeZone } = staffWith(req, 'system_admin')
    const found = await summaries(db)
    res.page('classifiers/classifiers', {
      head: LIST_HEAD,
      rows: CLASSIFIERS_SHOWN.map(name => listRow(found.find(one => one.classifier === name) as Summary, timeZone)),
    })
  })

  // Before the pages of single classifiers: «import» is none.
  importRoutes(router, deps)

  router.get(paths.office.classifier(':classifier'), async (req, res) => {
    staffWith(req, 'system_admin')
    const name = req.params.classifier as ClassifierName
    if (!CLASSIFIERS.includes(name)) throw notFound()
    const search = readSearch(req.query.q)
    const page = await keysetPage<CodeRow>(codeList(db, name, search), {
      size: PAGE_SIZE,
      cursor: req.query.cursor,
    })
    const address = (cursor: string): string =>
      `${paths.office.classifier(name)}?${new URLSearchParams({ ...(search === '' ? {} : { q: search }), cursor }).toString()}`
    res.page('classifiers/classifier', {
      name,
      words: CLASSIFIER_WORDS[name],
      search,
      head: CODES_HEAD,
      rows: page.rows.map(codeRow),
      stoppedAt: page.stoppedAt?.[0],
      pages: neighbours(page, address),
    })
  })
  return router
}

const LIST_HEAD = [
  { text: 'Классификатор' },
  { text: 'Действуют', format: 'numeric' },
  { text: 'Закрыты', format: 'numeric' },
  { text: 'Файл от' },
  { text: 'Обновлён' },
]

const listRow = ({ classifier, inForce, closed, fileDate, appliedAt }: Summary, timeZone: string) => ({
  href: paths.office.classifier(classifier),
  cells: [
    { text: CLASSIFIER_WORDS[classifier].short, note: CLASSIFIER_WORDS[classifier].about },
    { text: whole.format(inForce) },
    { text: whole.format(closed) },
    { text: formatDate(fileDate) || '—' },
    { text: formatDateTime(appliedAt, timeZone) || 'не обновлялся' },
  ],
})

const CODES_HEAD = [{ text: 'Код' }, { text: 'Наименование' }, { text: 'Стоит под' }, { text: 'Состояние' }]

const codeRow = ({ code, name, parent, selectable, validFrom, validTo }: CodeRow) => ({
  cells: [
    { text: code },
    { text: name, ...(validFrom === null ? {} : { note: `с ${formatDate(validFrom)}` }) },
    { text: parent ?? '—' },
    { tag: stateOf(Boolean(selectable), validTo) },
  ],
})

const stateOf = (selectable: boolean, validTo: string | null) => {
  if (validTo !== null) return { text: `закрыт ${formatDate(validTo)}`, tone: 'danger' }
  return selectable ? { text: 'действует', tone: 'success' } : { text: 'заголовок', tone: 'neutral' }
}
