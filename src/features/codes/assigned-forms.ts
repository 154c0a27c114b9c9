import type { Deps } from '../../deps'
import { dayIn } from '../../http/dates'
import type { FormVersion } from '../forms/form'
import { listAssigned } from '../forms/forms.repository'
import { dueDay, duePeriod, type YearPeriod } from '../forms/periods'
import { stillDue } from '../forms/still-due'

/** A form that an organisation has to hand in, with the period that is due next and the last day for it. */
export type AssignedForm = { version: FormVersion; period: YearPeriod | undefined; due: string | undefined }

const MOSCOW = 'Europe/Moscow'

/** The forms of an organisation as of today; none where the offices have assigned none. */
export const assignedForms = async (
  { db, clock, forms, reference }: Pick<Deps, 'db' | 'clock' | 'forms' | 'reference'>,
  organisationId: number,
): Promise<AssignedForm[]> => {
  const today = dayIn(clock(), MOSCOW)
  const { calendar } = await reference.get()
  const versions = await stillDue({ forms }, await listAssigned(db, organisationId, today), today)
  return Promise.all(
    versions.map(async version => {
      const { form } = await forms.get(version.id)
      const period = duePeriod(form.template, today, version.covers)
      return { version, period, due: period && dueDay(period.end, version.dueDays, calendar) }
    }),
  )
}
