import { type Actor, audit } from '../../audit/audit'
import type { Deps } from '../../deps'
import {
  checkReport,
  codeKey,
  type Finding,
  type Report,
  readReport,
  takeExplanations,
  titleValue,
  XmlError,
} from '../../flk'
import { dayIn } from '../../http/dates'
import { isCovered } from '../forms/covers'
import { type AssignedVersion, findVersion, listAssigned, listCovers } from '../forms/forms.repository'
import { yearPeriods } from '../forms/periods'
import type { Organisation } from '../organisations/organisations.repository'
import { findLatest, insertReport, lockReport, saveDraft } from './reports.repository'

/** The largest report that is taken. */
export const MAX_REPORT = 32 * 1024 * 1024

export type Uploaded = { kind: 'stored'; id: number } | { kind: 'refused'; sentence: string }

const refused = (sentence: string): Uploaded => ({ kind: 'refused', sentence })

/** Errors that a person could not correct on our pages: other form or period, places that the form does not have. */
const STRUCTURE = new Set(['2.1', '2.2', '3.5', '3.6'])

/**
 * Takes a report that was made elsewhere as a draft, whose control says the rest: of one's own organisation, a form that is
 * due, the version in force, a period that the form has, and no places that it has not. A draft of the same period is
 * replaced only when that was asked for; what was sent stays as it is.
 */
export const uploadReport = async (
  deps: Pick<Deps, 'db' | 'clock' | 'forms'>,
  given: { file: Uint8Array; organisation: Organisation; replace: boolean; actor: Actor },
): Promise<Uploaded> => {
  const { db, clock, forms } = deps
  const { organisation, replace, actor } = given
  const read = readOrSay(given.file)
  if (typeof read === 'string') return refused(read)
  const { report, explanations } = takeExplanations(read)
  const version = await formFor(deps, organisation.id, report)
  if (typeof version === 'string') return refused(version)
  const { form } = await forms.get(version.id)
  const { template } = form
  const wrong = checkReport({ ...form, controls: [] }, report).findings.filter(isStructural)
  // The control does not look into an empty report; nothing of a file is dropped without a word.
  const known = new Set(template.sections.map(({ key }) => key))
  const foreign = report.sections.find(({ code }) => !known.has(codeKey(code)))
  if (foreign !== undefined) return refused(`Раздела «${foreign.code.slice(0, 20)}» нет в форме. Уберите его из отчёта`)
  const [first] = wrong
  if (first !== undefined) return refused(sentenceOf(first, wrong.length))
  const okpo = titleValue(report, template.keyField)
  if (okpo !== organisation.okpo)
    return refused(
      `Отчёт составлен для организации с кодом ${okpo === '' ? '(не указан)' : okpo.slice(0, 20)}, а вы работаете за организацию с кодом ${organisation.okpo}. Загрузите её отчёт`,
    )
  // «201» and «0201» are one period, and so one report.
  const year = Number(report.year)
  const listed = yearPeriods(template, year).find(({ code }) => Number(code) === Number(report.period))
  if (listed === undefined) return refused(`Период «${report.period.slice(0, 10)}» не относится к этой форме`)
  if (!isCovered(version.covers, listed.end))
    return refused('Форма за этот период вашей организации не назначена. Проверьте период отчёта')
  const period = { organisationId: organisation.id, formCode: version.code, year, period: listed.code }
  const content: Report = { ...report, period: listed.code, sections: sectionsOf(report, template.sections) }
  const at = clock().toISOString()
  return db.transaction(async (trx): Promise<Uploaded> => {
    const there = await findLatest(trx, period)
    if (there !== undefined && there.status !== 'draft')
      return refused('Отчёт за этот период уже отправлен. Чтобы исправить его, откройте отчёт и создайте корректировку')
    if (there !== undefined && !replace)
      return refused('За этот период уже есть черновик. Отметьте «Заменить черновик» и загрузите файл ещё раз')
    const details = { form: version.code, version: version.version, year: period.year, period: period.period }
    if (there !== undefined) {
      const locked = await lockReport(trx, there.id)
      if (locked === undefined || locked.status !== 'draft')
        return refused('Черновик изменился в другой вкладке. Загрузите файл ещё раз')
      // A draft that was begun with a version before is replaced like any other.
      await saveDraft(trx, locked, { content, explanations, templateId: version.id }, at)
      await audit(trx, { event: 'report.loaded', actor, subject: { kind: 'report', id: there.id }, at, details })
      return { kind: 'stored', id: there.id }
    }
    const { officeId } = organisation
    const row = {
      ...period,
      officeId,
      templateId: version.id,
      correction: 0,
      correctionReason: null,
      content,
      explanations,
    }
    const id = await insertReport(trx, row, at)
    if (id === undefined) return refused('Черновик за этот период только что создан в другой вкладке')
    await audit(trx, { event: 'report.loaded', actor, subject: { kind: 'report', id }, at, details })
    return { kind: 'stored', id }
  })
}

const readOrSay = (file: Uint8Array): Report | string => {
  try {
    return readReport(file)
  } catch (error) {
    if (error instanceof XmlError) return `Файл не прочитан. ${error.message.replace(/\.$/, '')}`
    throw error
  }
}

/** The version that the report says it was made by, where it is in force and due; the sentence otherwise. */
const formFor = async (
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  organisationId: number,
  report: Report,
): Promise<AssignedVersion | string> => {
  const code = codeKey(report.code).slice(0, 20)
  if ((await listCovers(db, organisationId, code)).length === 0)
    return `Форма с кодом ${code === '' ? '(не указан)' : code} вашей организации не назначена. Проверьте, тот ли файл выбран`
  const due = (await listAssigned(db, organisationId, dayIn(clock(), 'Europe/Moscow'))).find(one => one.code === code)
  if (due === undefined)
    return `У формы с кодом ${code} сейчас нет действующего шаблона. Обратитесь в территориальный орган`
  if (due.version === report.version) return due
  const other = await findVersion(db, code, report.version.slice(0, 10))
  const says = other === undefined ? 'такой версии нет' : 'эта версия не действует'
  return `Отчёт составлен по версии шаблона ${report.version.slice(0, 20) || '(не указана)'}: ${says}. Составьте его по версии ${due.version}`
}

const isStructural = ({ block, code }: Finding): boolean => block === 1 || STRUCTURE.has(code)

const sentenceOf = ({ message }: Finding, count: number): string =>
  `Отчёт не подходит к форме. ${message.replace(/\.$/, '')}${count > 1 ? `. Всего таких ошибок: ${count}` : ''}`

/** Every section of the form is there, in its order, so that it can be filled in. */
const sectionsOf = (report: Report, sections: readonly { code: string; key: string }[]): Report['sections'] =>
  sections.map(({ code, key }) => ({
    ...(report.sections.find(section => codeKey(section.code) === key) ?? { rows: [] }),
    code,
  }))
