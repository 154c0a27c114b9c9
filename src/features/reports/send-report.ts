import type { Knex } from 'knex'
import { type Actor, audit } from '../../audit/audit'
import type { Db } from '../../db/db'
import type { Deps } from '../../deps'
import { type FormTemplate, reportName } from '../../flk'
import { formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import type { Letter } from '../../mail/letter'
import { queueLetter } from '../../mail/outbox'
import { renderLetter } from '../../mail/templates'
import { email as emailRule } from '../../validation/rules/email'
import type { Organisation } from '../organisations/organisations.repository'
import { type NewSignature, storeSignature } from '../signatures/signatures.repository'
import { documentOf } from './check'
import { addNotice, type NoticeKind } from './notices.repository'
import type { ReportRecord } from './report'
import { periodWords } from './report-words'
import { lockReport, markReportSent } from './reports.repository'

export type Sent =
  | { kind: 'sent' }
  /** It was sent before, in another tab or by a second press. */
  | { kind: 'repeated' }
  /** It is not what was signed any more. */
  | { kind: 'changed' }

/** The number on the receipt: office, year, number of the report. */
const receiptNumber = (officeId: number, at: Date, id: number): string =>
  `${String(officeId).padStart(2, '0')}-${at.getUTCFullYear()}-${String(id).padStart(8, '0')}`

const fileNameOf = (report: ReportRecord, okpo: string, at: Date): string => {
  const stamp = at.toISOString().replace(/\D/g, '').slice(0, 12)
  return `${reportName(report.content, { okpo, stamp, uuid: report.uuid })}.xml`
}

/**
 * Hands a report in: the bytes that were signed, the signature, the receipt, the notice, the letter and the audit record in
 * one transaction. A report that changed since it was signed stays a draft; one that was sent stays as it is.
 */
export const sendReport = async (
  deps: Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>,
  given: {
    report: ReportRecord
    template: FormTemplate
    organisation: Organisation
    bytes: Uint8Array
    signature: NewSignature | undefined
    actor: Actor
  },
): Promise<Sent> => {
  const { report, template, organisation, signature, actor } = given
  const now = deps.clock()
  const at = now.toISOString()
  const number = receiptNumber(organisation.officeId, now, report.id)
  const fileName = fileNameOf(report, organisation.okpo, now)
  const words = `${template.name}, ${periodWords(template, report)}`
  const text = `Отчёт принят системой и передан в территориальный орган. Номер квитанции ${number}, ${formatDateTime(at)}.`
  const letter = reportLetter(deps, { report, organisation, kind: 'sent', words, text, number })
  return deps.db.transaction(async (trx): Promise<Sent> => {
    const locked = await lockReport(trx, report.id)
    if (locked === undefined) return { kind: 'changed' }
    if (locked.status !== 'draft') return { kind: 'repeated' }
    if (!documentOf(locked).equals(given.bytes)) return { kind: 'changed' }
    const subject = { kind: 'report', id: report.id } as const
    const xml = Buffer.from(given.bytes).toString('utf8')
    await markReportSent(trx, locked, { number, xml, fileName, officeId: organisation.officeId, at })
    if (signature !== undefined) await storeSignature(trx, subject, signature, 1)
    await audit(trx, {
      event: 'report.sent',
      actor,
      subject,
      at,
      details: { number, signature: signature?.verdict ?? 'none', correction: report.correction },
    })
    await tell(trx, { report, kind: 'sent', text, at, letter })
    return { kind: 'sent' }
  })
}

/** The notice in the cabinet and the letter, where there is an address to write to. */
export const tell = async (
  trx: Knex.Transaction,
  given: { report: ReportRecord; kind: NoticeKind; text: string; at: string; letter: Letter | undefined },
): Promise<void> => {
  const { report, kind, text, at, letter } = given
  await addNotice(trx as Db, { organisationId: report.organisationId, reportId: report.id, kind, text, at })
  if (letter !== undefined) await queueLetter(trx, letter, at)
}

/** The letter about a report; none where the register's e-mail is no address. Render it before the transaction. */
export const reportLetter = (
  { letters, config }: Pick<Deps, 'letters' | 'config'>,
  given: {
    report: ReportRecord
    organisation: Pick<Organisation, 'email' | 'okpo' | 'shortName' | 'id'>
    kind: NoticeKind
    words: string
    text: string
    number: string
  },
): Letter | undefined => {
  const { report, organisation, kind, words, text, number } = given
  const { email } = organisation
  if (email === null || !emailRule.safeParse(email).success) return undefined
  const { subject, text: body } = renderLetter(letters, 'report', {
    number,
    words,
    text,
    name: organisation.shortName,
    okpo: organisation.okpo,
    link: `${config.baseUrl}${paths.cabinet.report(report.id)}`,
  })
  return {
    dedupeKey: `report_${kind}:${report.id}`,
    kind: `report_${kind}`,
    recipient: email,
    subject,
    body,
    organisationId: organisation.id,
  }
}
