import type { Request, Response, Router } from 'express'
import type { Deps } from '../../deps'
import { formPage } from '../../http/form-page'
import { FormView } from '../../http/form-view'
import { respondentOf } from '../../http/identity'
import { paths } from '../../http/paths'
import type { Finding } from '../../validation/finding'
import type { RawValues } from '../../validation/form'
import { fingerprintOf, previousOf, sectionFindings, sectionOf, withSection } from './check'
import { lockDraftReport } from './own-report'
import { ownSectionOf } from './own-section'
import { headingOf } from './report-words'
import { saveDraft } from './reports.repository'
import { sectionView } from './section.view'
import { pageAddress, pageIn, pagesOf, rowToRemove, sectionMove } from './section-moves'
import { pressed, type Step, stepAddress, stepAfter, stepButtons } from './steps'
import { typedSection } from './typed-section'

/** Cells and counts of rows; the page itself knows which of them it has. */
const FIELD = /^[sn]\d{1,3}r[\p{L}\p{N}_]{1,60}(?:-\d{1,6})?(?:c[\p{L}\p{N}_]{1,60})?$/u

const readCells = (body: unknown): RawValues => ({
  seen: textOf(body, 'seen'),
  ...Object.fromEntries(
    Object.keys(body ?? {})
      .filter(name => FIELD.test(name))
      .map(name => [name, textOf(body, name)]),
  ),
})

const textOf = (body: unknown, name: string): string => {
  const value: unknown = [(body as Record<string, unknown> | undefined)?.[name]].flat()[0]
  return typeof value === 'string' ? value : ''
}

/**
 * A section of a report, filled in on the server alone. Whatever is typed is kept, wrong values too; a section that another
 * tab has saved since this page was drawn is not overwritten.
 */
export const sectionRoutes = (router: Router, deps: Deps): void => {
  const placeOf = async (req: Request) => {
    const own = await ownSectionOf(deps, req)
    return { ...own, step: `section-${own.place}` as Step, page: pageIn(req.query) }
  }

  const draw = async (req: Request, res: Response, raw: RawValues | undefined, notice?: string, summary = false) => {
    const { report, form, place, section, step, page } = await placeOf(req)
    const view = sectionView(form, {
      place,
      section,
      page,
      report: report.content,
      previous: await previousOf(deps.db, form, report),
      findings: sectionFindings(form, report.content, section.code),
      ...(typeof req.query.add === 'string' ? { extra: req.query.add } : {}),
      ...(raw === undefined ? {} : { raw }),
    })
    res.page('reports/section', {
      form: new FormView({}, summary ? errorsOf(view) : [], notice === undefined ? {} : { notice }),
      report: headingOf(form.template, report),
      steps: stepButtons(form.template, step),
      section: view,
      seen: fingerprintOf(sectionOf(report.content, section.code)),
      action: pageAddress(report.id, place, view.page),
      csvHref: paths.cabinet.reportSectionCsv(report.id, place),
    })
  }

  formPage(router, {
    path: paths.cabinet.reportSection(':id', ':section'),
    admit: req => respondentOf(req, 'fill'),
    isLarge: true,
    read: readCells,
    show: (req, res, view) =>
      draw(req, res, Object.keys(view.values).length > 0 ? view.values : undefined, view.notice),
    submit: async (req, res, raw) => {
      const { report, form, place, section, step, page } = await placeOf(req)
      const go = pressed(req.body)
      const saved = await deps.db.transaction(async trx => {
        const locked = await lockDraftReport(trx, report.id)
        const stored = sectionOf(locked.content, section.code)
        const typed = typedSection(section, place, stored, raw, rowToRemove(go))
        if (raw.seen !== fingerprintOf(stored) && fingerprintOf(typed) !== fingerprintOf(stored)) return undefined
        const content = withSection(locked.content, typed)
        if (fingerprintOf(typed) !== fingerprintOf(stored))
          await saveDraft(trx, locked, { content }, deps.clock().toISOString())
        return content
      })
      if (saved === undefined) return draw(req, res.status(409), raw, CONFLICT)
      const stored = sectionOf(saved, section.code)
      const move = sectionMove({ id: report.id, place, section, stored, page }, go)
      if (move !== undefined) return res.redirect(303, move)
      const pages = pagesOf(section, stored)
      const after = go === 'next' && page < pages ? step : stepAfter(form.template, step, go)
      const wrong = sectionFindings(form, saved, section.code)
      // Somebody who goes on by a tab has chosen to; «Далее» and «Сохранить» stay where there is something to correct.
      if (wrong.length > 0 && (after === step || go === 'next'))
        return draw(req, res.status(422), undefined, WRONG, true)
      if (after === step && go !== 'next') req.session.flash = 'Раздел сохранён.'
      const next = go === 'next' ? page + 1 : Math.min(page, pages)
      res.redirect(303, after === step ? pageAddress(report.id, place, next) : stepAddress(report.id, after))
    },
  })
}

const CONFLICT =
  'Этот раздел сохранили в другой вкладке, пока он был открыт здесь. Ваши значения ниже ещё не сохранены. Нажмите «Сохранить», чтобы они заменили сохранённые, или откройте раздел заново, чтобы от них отказаться.'
const WRONG = 'Раздел сохранён вместе с ошибками. Исправьте их: с ошибками отчёт отправить нельзя.'

/** The errors of the page, each with the field that it stands at. */
const errorsOf = ({ rows }: ReturnType<typeof sectionView>): Finding[] =>
  rows.flatMap(row =>
    row.cells.flatMap(cell =>
      !cell.closed && cell.error !== undefined
        ? [
            {
              field: cell.name,
              severity: 'error' as const,
              rule: 'report.cell',
              message: `Строка ${row.code}, ${cell.label}: ${cell.error}`,
            },
          ]
        : [],
    ),
  )
