import Pdf from 'pdfkit'
import type { AssignedForm } from './assigned-forms'
import { codeRows, FORM_HEAD, formCells } from './codes.view'
import type { PublicOrganisation } from './lookup.repository'

const REGULAR = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')
const BOLD = require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')
const MARGIN = 42

/**
 * The codes and forms of an organisation as an A4 document with its fonts inside.
 *
 * @param asOf the day that the data are of, as it is to be read
 */
export const codesPdf = async (
  organisation: PublicOrganisation,
  forms: readonly AssignedForm[],
  asOf: string,
): Promise<Buffer> => {
  const title = `Коды и формы: ОКПО ${organisation.okpo}`
  const document = new Pdf({
    size: 'A4',
    margin: MARGIN,
    lang: 'ru-RU',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Subject: organisation.name, Creator: 'Система сбора отчётности' },
  })
  const whole = collect(document)
  document.font(BOLD).fontSize(15).text('Данные о кодах и формах')
  document.font(REGULAR).fontSize(9).text(`По состоянию на ${asOf}`).moveDown()
  document.font(REGULAR).fontSize(9)
  document.table({ columnStyles: [190, '*'], defaultStyle: CELL, data: codeRows(organisation) })
  document.moveDown(1.5).font(BOLD).fontSize(12).text('Формы для сдачи', MARGIN).moveDown(0.5)
  document.font(REGULAR).fontSize(8)
  if (forms.length === 0) document.text('Формы, которые организация должна сдать, не назначены.')
  else
    document.table({
      columnStyles: [62, '*', 62, 58, 62, 72, 50],
      defaultStyle: CELL,
      data: [[...FORM_HEAD], ...forms.map(formCells)],
    })
  document.end()
  return whole
}

const CELL = { border: 0.5, borderColor: '#767676', padding: 3 }

const collect = (document: PDFKit.PDFDocument): Promise<Buffer> =>
  new Promise((done, fail) => {
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('error', fail)
    document.on('end', () => done(Buffer.concat(chunks)))
  })
