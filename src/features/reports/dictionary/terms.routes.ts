import type { Request, Response, Router } from 'express'
import type { Deps } from '../../../deps'
import { cellRule, codeKey, type DictionaryTerm, type TemplateCell, type TemplateSection, termKey } from '../../../flk'
import { notFound } from '../../../http/errors'
import { formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { respondentOf } from '../../../http/identity'
import { neighbours } from '../../../http/page-links'
import { paths } from '../../../http/paths'
import { dictionaryOf } from '../cell-choice'
import { cellName } from '../cells'
import { fingerprintOf, sectionOf, withSection } from '../check'
import { lockDraftReport } from '../own-report'
import { type OwnSection, ownSectionOf, sectionHeading } from '../own-section'
import { putValues } from '../paste/put-values'
import { saveDraft } from '../reports.repository'
import { pageAddress } from '../section-moves'
import { type Line, linesOf, pageOfLine } from '../sheet'
import { valueIn } from '../sheet-cell'
import { searchTerms, type TermCursor } from './search-terms'

const PAGE_SIZE = 30

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '')

/** «Справочник»: a term is searched for on the server and chosen; the section comes back with everything in it. */
export const termsRoutes = (router: Router, deps: Deps): void => {
  const cellOf = async (req: Request) => {
    const own = await ownSectionOf(deps, req)
    const [rowKey, columnKey] = [textOf(req.query.row), textOf(req.query.column)]
    const occurrence = Number(/^\d{1,6}$/.test(textOf(req.query.occurrence)) ? req.query.occurrence : 0)
    const stored = sectionOf(own.report.content, own.section.code)
    const column = own.section.columns.find(({ key }) => key === columnKey)
    const line = lineAt(own.section, stored, rowKey, occurrence)
    const rule = column === undefined || line === undefined ? undefined : cellRule(line.row, column)
    const dictionary = rule === undefined ? undefined : dictionaryOf(rule, own.form)
    if (column === undefined || line === undefined || rule === undefined || dictionary === undefined) throw notFound()
    return { ...own, stored, column, line, rule, dictionary }
  }

  const show = async (req: Request, res: Response, view: FormView): Promise<void> => {
    const { stored, column, line, rule, dictionary, ...own } = await cellOf(req)
    const { report, section, place } = own
    const query = textOf(req.query.q)
    const cursor = cursorIn(req.query)
    const fits = relatedTo(section, line, rule)
    const page = searchTerms(dictionary, { query, cursor, size: PAGE_SIZE, ...(fits === undefined ? {} : { fits }) })
    const { row, occurrence } = line
    const cell = { row: row.key, occurrence: String(occurrence), column: column.key }
    const address = (more: Record<string, string>): string =>
      `${paths.cabinet.reportTerms(report.id, place)}?${new URLSearchParams({ ...cell, ...more }).toString()}`
    const value = valueIn(line.stands, column)
    res.page('reports/terms', {
      ...sectionHeading(own),
      form: view,
      cell: { label: column.name || column.code, row: `${row.code} ${row.name}`, fields: Object.entries(cell) },
      chosen: value === '' ? undefined : { id: value, name: dictionary.term(value)?.name ?? '' },
      query,
      terms: page.terms,
      count: dictionary.terms.length,
      pages: neighbours({ previous: page.previous?.toString(), next: page.next?.toString() }, position =>
        address({ q: query, [position === page.next?.toString() ? 'after' : 'before']: position }),
      ),
      searchAction: paths.cabinet.reportTerms(report.id, place),
      action: address({ q: query }),
      resetHref: query === '' ? undefined : address({}),
      seen: fingerprintOf(stored),
      backHref: cellAddress(own, line, column.code),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportTerms(':id', ':section'),
    admit: req => respondentOf(req, 'fill'),
    read: () => ({}),
    show,
    submit: async (req, res) => {
      const { column, line, dictionary, ...own } = await cellOf(req)
      const body = (req.body ?? {}) as Record<string, unknown>
      const term = dictionary.term(textOf(body.term))
      if (term === undefined) throw notFound()
      const saved = await deps.db.transaction(async trx => {
        const locked = await lockDraftReport(trx, own.report.id)
        const stored = sectionOf(locked.content, own.section.code)
        if (body.seen !== fingerprintOf(stored)) return false
        const { section } = putValues(own.section, stored, [{ line, column, value: term.id, was: '' }])
        await saveDraft(trx, locked, { content: withSection(locked.content, section) }, deps.clock().toISOString())
        return true
      })
      if (!saved) return show(req, res.status(409), new FormView({}, [], { notice: CHANGED }))
      res.redirect(303, cellAddress(own, line, column.code))
    },
  })
}

const CHANGED =
  'Раздел изменили в другой вкладке, поэтому значение не записано. Проверьте, для той ли строки вы выбираете значение, и выберите его ещё раз.'

const lineAt = (
  section: TemplateSection,
  stored: Parameters<typeof linesOf>[1],
  key: string,
  occurrence: number,
): Line | undefined =>
  linesOf(section, stored, (row, there) => there + (row.key === key && row.type === 'M' ? 1 : 0)).find(
    line => line.row.key === key && line.occurrence === occurrence,
  )

const cellAddress = ({ report, section, place }: OwnSection, { row, occurrence }: Line, column: string): string => {
  const stored = sectionOf(report.content, section.code)
  const lines = linesOf(section, stored, (one, there) => (one.key === row.key ? Math.max(there, occurrence + 1) : 0))
  const at = lines.findIndex(line => line.row.key === row.key && line.occurrence === occurrence)
  return `${pageAddress(report.id, place, pageOfLine(section, Math.max(0, at)))}#${cellName(place, row.key, occurrence, column)}`
}

const cursorIn = (query: Request['query']): TermCursor | undefined => {
  for (const side of ['after', 'before'] as const) {
    const position = textOf(query[side])
    if (/^\d{1,7}$/.test(position)) return { side, position: Number(position) }
  }
  return undefined
}

/** Of a dictionary that depends on another specific, the terms that go with the one that was chosen. */
const relatedTo = (
  section: TemplateSection,
  { stands }: Line,
  { check }: TemplateCell,
): ((term: DictionaryTerm) => boolean) | undefined => {
  if (check?.kind !== 'related') return undefined
  const other = section.columns.find(({ key }) => key === codeKey(check.column))
  const value = other === undefined ? '' : termKey(valueIn(stands, other))
  return value === '' ? undefined : term => term.relations.get(check.relation)?.includes(value) === true
}
