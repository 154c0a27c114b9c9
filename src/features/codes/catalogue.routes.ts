import type { Router } from 'express'
import type { Deps } from '../../deps'
import { periodicityAdjective } from '../../flk'
import { dayIn } from '../../http/dates'
import { paths } from '../../http/paths'
import type { FormVersion } from '../forms/form'
import { listInForce } from '../forms/forms.repository'

const PAGE_SIZE = 50
const LONGEST_SEARCH = 100
const MOSCOW = 'Europe/Moscow'

/** «Формы отчётности» for everybody: every form in force, how often and when it is due, and its template. */
export const catalogueRoutes = (router: Router, { db, clock }: Deps): void => {
  router.get(paths.codesForms, async (req, res) => {
    const q = textOf(req.query.q).slice(0, LONGEST_SEARCH)
    const all = (await listInForce(db, dayIn(clock(), MOSCOW))).filter(matches(q))
    // Some hundred forms in all, in one order: a page begins after the form that the one before ended with.
    const from = all.findIndex(({ code }) => code === textOf(req.query.after)) + 1
    const shown = all.slice(from, from + PAGE_SIZE)
    const last = shown.at(-1)
    const hasMore = from + PAGE_SIZE < all.length
    res.page('codes/forms', {
      q,
      rows: shown.map(row),
      pages:
        hasMore && last !== undefined
          ? { next: { href: `${paths.codesForms}?q=${encodeURIComponent(q)}&after=${last.code}` } }
          : undefined,
    })
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

const matches =
  (q: string) =>
  ({ okud, shifr, name }: FormVersion): boolean =>
    `${okud} ${shifr} ${name}`.toLowerCase().includes(q.toLowerCase())

const row = ({ id, okud, shifr, name, periodicity, dueDays, version, demo }: FormVersion) => ({
  cells: [
    { text: shifr },
    { text: name, ...(demo ? { note: 'Ненастоящая форма, для демонстрации' } : {}) },
    { text: periodicityAdjective(periodicity) },
    { text: `${dueDays}-й день после периода` },
    { text: okud },
    { text: `Шаблон ${version}`, href: paths.codesTemplate(id) },
  ],
})
