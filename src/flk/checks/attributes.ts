import { codeKey } from '../codes'
import type { CompiledForm } from '../compiled-form'
import { shortened } from '../number/decimal-text'
import { periodicityAdjective, periodicityName } from '../period/periodicity'
import { isPermittedPeriod, readPeriod } from '../period/report-period'
import type { Report } from '../report/model'
import { dictionaryOf } from '../template/dictionary-names'
import { type Finding, finding } from './protocol'

/** Block 1: is the report made for this form, this version, a year and a period that the form has. */
export const checkAttributes = (form: CompiledForm, report: Report): Finding[] => [
  ...checkCode(form, report),
  ...checkVersion(form, report),
  ...checkYear(form, report),
  ...checkPeriod(form, report),
]

const checkCode = ({ template }: CompiledForm, { code }: Report): Finding[] =>
  code === '' || codeKey(code) === codeKey(template.code)
    ? []
    : [finding(1, '1.0', `Отчёт составлен по другой форме: её код ${shortened(code)}, а ожидается ${template.code}.`)]

const checkVersion = ({ template }: CompiledForm, { version }: Report): Finding[] =>
  version === template.version
    ? []
    : [
        finding(
          1,
          '1.1',
          version === ''
            ? `Не указана версия шаблона. Составьте отчёт по версии ${template.version}.`
            : `Отчёт составлен по версии шаблона ${shortened(version)}, а действует версия ${template.version}.`,
        ),
      ]

const checkYear = ({ template }: CompiledForm, { year }: Report): Finding[] => {
  const permitted = dictionaryOf(template, 's_year', 's_god')
  const right = /^\d{4}$/.test(year) && (permitted === undefined || permitted.terms.length === 0 || permitted.has(year))
  return right ? [] : [finding(1, '1.2', `Указан недопустимый год «${shortened(year)}».`)]
}

const checkPeriod = ({ template, options }: CompiledForm, { period }: Report): Finding[] => {
  const read = readPeriod(template, period, options)
  if (read === undefined) return [finding(1, '1.4', `Указан недопустимый период «${shortened(period)}».`)]
  const { periodicity } = template
  // A periodicity that is not known is a defect of the template and nothing that the respondent could put right.
  if (periodicity === undefined || read.type === undefined) return []
  if (read.type !== periodicity)
    return [
      finding(
        1,
        '1.3',
        `Период «${period}» — ${periodicityName(read.type)}, а форма ${periodicityAdjective(periodicity)}.`,
      ),
    ]
  return isPermittedPeriod(template, read, period)
    ? []
    : [finding(1, '1.4', `Указан недопустимый период «${shortened(period)}».`)]
}
