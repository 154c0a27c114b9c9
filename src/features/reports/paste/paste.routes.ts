import type { Request, Response, Router } from 'express'
import type { Deps } from '../../../deps'
import type { Report, TemplateSection } from '../../../flk'
import { formPage } from '../../../http/form-page'
import { FormView } from '../../../http/form-view'
import { respondentOf } from '../../../http/identity'
import { paths } from '../../../http/paths'
import { sendFile } from '../../../http/send-file'
import { uploadedFile } from '../../../http/uploads'
import type { RawValues } from '../../../validation/form'
import { rowName } from '../cells'
import { fingerprintOf, sectionOf, withSection } from '../check'
import { lockDraftReport } from '../own-report'
import { ownSectionOf, sectionHeading } from '../own-section'
import { saveDraft } from '../reports.repository'
import { pageAddress } from '../section-moves'
import { linesOf, pageOfLine } from '../sheet'
import { pressed } from '../steps'
import { DELIMITER_OPTIONS, delimiterFor, pasteForm, startColumns, startRows, targetOf } from './paste.form'
import { pastePreview } from './paste.view'
import { placeBlock } from './place-block'
import type { Placement } from './placement'
import { sectionCsv } from './section-csv'
import { decodeTable, readTable } from './table-text'

const FILE = 'file'
/** A section in a spreadsheet: 50,000 cells have about a megabyte. */
const MAX_BYTES = 4 * 1024 * 1024

/** «Вставить из таблицы»: a block of cells from a spreadsheet or a CSV file, shown where it goes before it is stored. */
export const pasteRoutes = (router: Router, deps: Deps): void => {
  const show = async (req: Request, res: Response, view: FormView, preview?: ReturnType<typeof pastePreview>) => {
    const own = await ownSectionOf(deps, req)
    const { report, section, place } = own
    const stored = sectionOf(report.content, section.code)
    const values = { layout: 'block', delimiter: 'auto', ...view.values }
    res.page('reports/paste', {
      ...sectionHeading(own),
      form: new FormView(values, view.errors, view.notice === undefined ? {} : { notice: view.notice }),
      rows: startRows(section, linesOf(section, stored)),
      columns: startColumns(section),
      delimiters: DELIMITER_OPTIONS,
      preview,
      seen: preview === undefined ? undefined : digestOf(report.content, section, values),
      backHref: paths.cabinet.reportSection(report.id, place),
      csvHref: paths.cabinet.reportSectionCsv(report.id, place),
    })
  }

  router.get(paths.cabinet.reportSectionCsv(':id', ':section'), async (req, res) => {
    const { report, section, place } = await ownSectionOf(deps, req)
    const bytes = Buffer.from(sectionCsv(section, report.content), 'utf8')
    sendFile(res, { name: `report-${report.id}-section-${place}.csv`, type: 'text/csv; charset=utf-8', bytes })
  })

  formPage(router, {
    path: paths.cabinet.reportPaste(':id', ':section'),
    admit: req => respondentOf(req, 'fill'),
    upload: { field: FILE, maxBytes: MAX_BYTES, maxFieldBytes: MAX_BYTES },
    read: pasteForm.read,
    show,
    submit: async (req, res, typed) => {
      const refuse = (message: string, field = 'block', status: 413 | 422 = 422): Promise<void> => {
        const finding = { field, severity: 'error' as const, rule: 'paste', message }
        return show(req, res.status(status), new FormView(typed, [finding]))
      }
      if (req.uploadTooLarge === true) return refuse('Файл больше 4 МБ: разделите его на части', FILE, 413)
      const file = uploadedFile(req)
      const raw = file === undefined || file.bytes.length === 0 ? typed : { ...typed, block: decodeTable(file.bytes) }
      const { errors } = pasteForm.parse(raw)
      if (errors.length > 0) return show(req, res.status(422), new FormView(raw, errors))
      const { rows, isCut } = readTable(raw.block ?? '', delimiterFor(raw.delimiter ?? ''))
      if (rows.length === 0) return refuse('Вставьте скопированные ячейки или выберите файл')
      if (isCut) return refuse('В блоке больше 200 000 ячеек: вставляйте его по частям')
      const { report, form, section, place } = await ownSectionOf(deps, req)
      const lay = (content: Report): Placement => {
        const stored = sectionOf(content, section.code)
        return placeBlock(form.template, section, stored, rows, targetOf(section, stored, raw))
      }
      const placement = lay(report.content)
      const preview = pastePreview(form, section, report.content, placement)
      if (placement.placed.length === 0 || pressed(req.body) !== 'apply')
        return show(req, res, viewOf(raw, placement), preview)
      const done = await deps.db.transaction(async trx => {
        const locked = await lockDraftReport(trx, report.id)
        if ((req.body as Record<string, unknown>).seen !== digestOf(locked.content, section, raw)) return undefined
        const laid = lay(locked.content)
        const content = withSection(locked.content, laid.section)
        await saveDraft(trx, locked, { content }, deps.clock().toISOString())
        return laid
      })
      if (done === undefined) return show(req, res.status(409), new FormView(raw, [], { notice: CHANGED }), preview)
      req.session.flash = `Вставлено значений: ${done.placed.length}${done.added > 0 ? `, добавлено строк: ${done.added}` : ''}.`
      res.redirect(303, addressOf(report.id, place, section, done))
    },
  })
}

const CHANGED =
  'Раздел или блок изменились после просмотра, поэтому ничего не вставлено. Проверьте ещё раз, что куда попадёт, и нажмите «Вставить в раздел».'

/** Says whether a preview is still what would be stored: the section and everything that was typed. */
const digestOf = (content: Report, section: TemplateSection, { block, layout, row, column, delimiter }: RawValues) =>
  fingerprintOf([sectionOf(content, section.code), (block ?? '').trim(), layout, row, column, delimiter])

const viewOf = (raw: RawValues, { placed }: Placement): FormView => {
  if (placed.length > 0) return new FormView(raw)
  const message =
    raw.layout === 'codes'
      ? 'Ни одно значение не подошло: в первой строке должны стоять коды граф, в первом столбце — коды строк'
      : 'Ни одно значение не попало в ячейки раздела: выберите другую начальную ячейку'
  return new FormView(raw, [{ field: 'block', severity: 'error', rule: 'paste.nowhere', message }])
}

/** The page of the section on which the first of the values stands. */
const addressOf = (
  id: number,
  place: number,
  section: TemplateSection,
  { section: changed, placed }: Placement,
): string => {
  const [first] = placed
  if (first === undefined) return pageAddress(id, place, 1)
  const { row, occurrence } = first.line
  const at = linesOf(section, changed).findIndex(line => line.row.key === row.key && line.occurrence === occurrence)
  return `${pageAddress(id, place, pageOfLine(section, Math.max(0, at)))}#${rowName(place, row.key, occurrence)}`
}
