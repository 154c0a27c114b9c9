import { SPECIFICS } from '../template/model'
import { element, writeXml } from '../xml/write-xml'
import type { XmlElement } from '../xml/xml-element'
import type { Kept, Report, ReportRow, ReportSection } from './model'

/**
 * The report as XML in UTF-8: always the same text for the same report, so that it can be signed. Cells without a value
 * and fixed rows without cells are left out, sections never.
 */
export const writeReport = (report: Report): string =>
  writeXml(
    element(
      'report',
      {
        code: report.code,
        form: report.form,
        shifr: report.shifr,
        version: report.version,
        'format-version': report.formatVersion || '1.3',
        year: report.year,
        period: report.period,
        ...report.kept?.attributes,
      },
      [
        element(
          'title',
          {},
          report.title.map(({ name, value, kept }) =>
            element('item', { name, value, ...kept?.attributes }, children(kept)),
          ),
        ),
        element('sections', {}, report.sections.map(writeSection)),
        ...children(report.kept),
      ],
    ),
  )

const writeSection = ({ code, rows, kept }: ReportSection): XmlElement =>
  element('section', { code, ...kept?.attributes }, [...rows.filter(hasContent).map(writeRow), ...children(kept)])

const hasContent = ({ cells, specifics, kept }: ReportRow): boolean =>
  kept !== undefined || cells.some(({ value }) => value.trim() !== '') || SPECIFICS.some(name => specifics[name])

const writeRow = ({ code, specifics, cells, kept }: ReportRow): XmlElement =>
  element('row', { code, s1: specifics.s1, s2: specifics.s2, s3: specifics.s3, ...kept?.attributes }, [
    ...cells
      .filter(({ value }) => value.trim() !== '')
      .map(cell =>
        element('col', { code: cell.column, ...cell.kept?.attributes }, [cell.value, ...children(cell.kept)]),
      ),
    ...children(kept),
  ])

const children = (kept: Kept | undefined): readonly XmlElement[] => kept?.children ?? []
