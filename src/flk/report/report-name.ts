import type { Report } from './model'

/** The parts of the name of a report's file. */
export interface ReportName {
  /** Seven digits in what we write; order 313 leaves the leading zero out. */
  readonly okud: string
  readonly idf: string
  readonly idp: string
  readonly okpo: string
  readonly year: string
  readonly period: string
  /** YYYYMMDDhhmm. */
  readonly stamp: string
}

/**
 * The file name of a report, without `.xml`: ОКУД, number of the form, periodicity, ОКПО, year, period, time and the
 * first three groups of a UUID, as in a report that was handed in. (The sample in order 313 leaves the zero of the ОКУД out;
 * both are read.)
 * @param stamp YYYYMMDDhhmm
 */
export const reportName = (report: Report, made: { okpo: string; stamp: string; uuid: string }): string => {
  const [okud, idf, idp] = codeParts(report.code)
  const unique = made.uuid.toLowerCase().split('-').slice(0, 3).join('_')
  return [okud.padStart(7, '0'), idf, idp, made.okpo, report.year, report.period, made.stamp, unique].join('_')
}

/** A template's code taken apart: its last six digits are number of the form and periodicity. */
const codeParts = (code: string): [string, string, string] => [code.slice(0, -6), code.slice(-6, -3), code.slice(-3)]

const NAME =
  /^(\d{5,7})_(\d{3})_(\d{3})_(\d{8,14})_(\d{4})_(\d{1,4})_(?:\d+_\d+_)?(\d{12})(?:_[0-9a-f]{8}_[0-9a-f]{4}_[0-9a-f]{4})?(?:\.xml)?$/i

/** The parts of a file name, of the shape above or of that in order 313; undefined for any other name. */
export const readReportName = (name: string): ReportName | undefined => {
  const [, okud, idf, idp, okpo, year, period, stamp] = NAME.exec(name) ?? []
  if (!okud || !idf || !idp || !okpo || !year || !period || !stamp) return undefined
  return { okud, idf, idp, okpo, year, period, stamp }
}

/** Names of what belongs to a report: signatures of both sides and the receipt. */
export const companionNames = (name: string) => ({
  report: `${name}.xml`,
  respondentSignature: `${name}.resp.sign`,
  officeSignature: `${name}.togs.sign`,
  receipt: `${name}.receipt.xml`,
})
