import type { Day } from '../../../db/db'
import { field } from '../../../validation/fields'
import { defineForm } from '../../../validation/form'
import { day } from '../../../validation/rules/day'
import { isImported } from './file-kinds'

const typedDay = day('Дата файла')

/** Which classifier is uploaded and of what day; without a day the name of the file has to tell it. */
export const uploadForm = defineForm({
  classifier: field((typed, fail) =>
    isImported(typed) ? typed : fail('classifier.required', 'Выберите классификатор, который обновляете'),
  ),
  date: field((typed, fail): Day | undefined => {
    if (typed === '') return undefined
    const parsed = typedDay.safeParse(typed)
    return parsed.success
      ? parsed.data
      : fail('classifier.date', parsed.error.issues[0]?.message ?? 'Проверьте дату файла')
  }),
})

/** What becomes of a file that was looked at. */
export const decisionForm = defineForm({
  decision: field(typed => (typed === 'drop' ? ('drop' as const) : ('apply' as const))),
  closing: field(typed => typed === 'yes'),
})

/** The official files carry their day in the name: `data-20231201-structure-20150128.csv`. */
export const dayInName = (fileName: string): Day | undefined => {
  const match = /(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/.exec(fileName)
  const parsed = match === null ? undefined : typedDay.safeParse(`${match[1]}-${match[2]}-${match[3]}`)
  return parsed?.success ? parsed.data : undefined
}

export const NO_DATE = 'Введите дату, на которую составлен файл: в имени файла её нет'
export const FUTURE_DATE = 'Дата файла ещё не наступила: введите дату, на которую он составлен'
