import type { Request } from 'express'
import type { Deps } from '../../deps'
import { dayIn } from '../../http/dates'
import { listInForce } from '../forms/forms.repository'
import { duePeriod, yearPeriods } from '../forms/periods'
import { type ReportStatus, STATUSES } from '../reports/report.status'
import { periodWords } from '../reports/report-words'
import type { Asked } from './report-review.repository'

const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 40) : '')

/** The filters of the address, and what they offer: forms, the periods of the chosen form, states. */
export const askedOf = async ({ db, clock, forms }: Pick<Deps, 'db' | 'clock' | 'forms'>, req: Request) => {
  const today = dayIn(clock(), 'Europe/Moscow')
  const catalogue = await listInForce(db, today)
  const chosen = catalogue.find(({ code }) => code === textOf(req.query.form))
  const template = chosen && (await forms.get(chosen.id)).form.template
  const year = Number(today.slice(0, 4))
  const periods = template === undefined ? [] : [...yearPeriods(template, year), ...yearPeriods(template, year - 1)]
  const due = template && duePeriod(template, today)
  const typed = textOf(req.query.period)
  const wanted = typed === 'all' ? undefined : (periods.find(one => typed === `${one.year}-${one.code}`) ?? due)
  const status = [...(Object.keys(STATUSES) as ReportStatus[]), 'missing' as const].find(
    one => one !== 'draft' && one === textOf(req.query.status),
  )
  const asked: Asked = {
    formCode: chosen?.code,
    year: chosen && wanted?.year,
    period: chosen && wanted?.code,
    end: chosen && wanted?.end,
    status: status === 'missing' && (chosen === undefined || wanted === undefined) ? undefined : status,
  }
  const period = wanted === undefined ? 'all' : `${wanted.year}-${wanted.code}`
  const option = (value: string, text: string, selected: boolean) => ({ value, text, selected })
  return {
    asked,
    template,
    needsForm: status === 'missing' && asked.status === undefined,
    query: { form: chosen?.code ?? '', period: chosen === undefined ? '' : period, status: status ?? '' },
    formItems: [
      option('', 'Все формы', chosen === undefined),
      ...catalogue.map(({ code, okud, name }) => option(code, `${okud} – ${name}`, code === chosen?.code)),
    ],
    periodItems:
      template === undefined
        ? []
        : [
            option('all', 'Все периоды', wanted === undefined),
            ...periods.map(one =>
              option(
                `${one.year}-${one.code}`,
                periodWords(template, { year: one.year, period: one.code }),
                `${one.year}-${one.code}` === period,
              ),
            ),
          ],
    statusItems: [
      option('', 'Все отправленные', status === undefined),
      option('missing', 'Не предоставлен', status === 'missing'),
      ...(Object.keys(STATUSES) as ReportStatus[])
        .filter(one => one !== 'draft')
        .map(one => option(one, STATUSES[one].text, one === status)),
    ],
  }
}
