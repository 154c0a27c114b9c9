import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import type { FormTemplate } from '../../flk'
import { formatDateTime } from '../../http/dates'
import type { Organisation } from '../organisations/organisations.repository'
import type { ReportRecord } from '../reports/report'
import { type Answer, MOVES, type ReportStatus, STATUSES } from '../reports/report.status'
import { periodWords } from '../reports/report-words'
import { lockReport } from '../reports/reports.repository'
import { reportLetter, tell } from '../reports/send-report'
import { writeAnswer } from './report-review.repository'

export type Answered =
  | { kind: 'done' }
  /** Somebody else was faster: what the report has become. */
  | { kind: 'conflict'; status: ReportStatus }

const WORDS: Record<Answer | 'delivered', string> = {
  delivered: 'Территориальный орган получил отчёт.',
  accepted: 'Отчёт принят.',
  needs_clarification:
    'Отчёт требует уточнения. Исправьте его: откройте отчёт, создайте корректировку с пояснением и отправьте её.',
  refused_format: 'Отчёт отклонён: он не соответствует формату. Исправьте его и отправьте корректировку.',
  refused_other_way: 'Отчёт отклонён: он уже сдан другим способом. Больше ничего делать не нужно.',
}

/**
 * Writes what an office answers, with the notice, the letter and the audit record in one transaction. Of two specialists
 * who press at once the second is told what the first has done.
 */
export const answerReport = async (
  deps: Pick<Deps, 'db' | 'clock' | 'letters' | 'config'>,
  given: {
    report: ReportRecord
    template: FormTemplate
    organisation: Organisation
    answer: Answer | 'delivered'
    text: string
    staffId: number
    actor: Actor
  },
): Promise<Answered> => {
  const { report, template, organisation, answer, staffId, actor } = given
  const at = deps.clock().toISOString()
  const said = [WORDS[answer], given.text].filter(part => part !== '').join(' ')
  const words = `${template.name}, ${periodWords(template, report)}`
  const number = report.number ?? ''
  const letter = reportLetter(deps, { report, organisation, kind: answer, words, text: said, number })
  return deps.db.transaction(async (trx): Promise<Answered> => {
    const locked = await lockReport(trx, report.id)
    if (locked === undefined || !MOVES[answer].from.includes(locked.status))
      return { kind: 'conflict', status: locked?.status ?? report.status }
    await writeAnswer(trx, locked, { status: answer, text: given.text || null, staffId, at })
    const subject = { kind: 'report', id: report.id } as const
    await audit(trx, { event: MOVES[answer].event, actor, subject, at, details: { number } })
    await tell(trx, { report, kind: answer, text: said, at, letter })
    return { kind: 'done' }
  })
}

/** What a specialist who came second is told. */
export const conflictWords = (report: ReportRecord, status: ReportStatus, timeZone: string): string =>
  `Другой специалист уже ответил по этому отчёту: «${STATUSES[status].text}»${report.decidedAt === null ? '' : `, ${formatDateTime(report.decidedAt, timeZone)}`}. Ваш ответ не записан.`
