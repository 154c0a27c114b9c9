import type { Day } from '../../db/db'
import { dataRows, periodicityAdjective, type TemplateDefect, valueColumns } from '../../flk'
import { formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { FormVersion } from './form'
import type { ReadyForm } from './form-cache'

export const HEAD = [
  { text: 'ОКУД' },
  { text: 'Форма' },
  { text: 'Версия' },
  { text: 'Периодичность' },
  { text: 'Действует' },
  { text: 'Состояние' },
]

const STATES = {
  archived: { text: 'Не действует', tone: 'neutral' },
  later: { text: 'Ждёт своего дня', tone: 'info' },
  over: { text: 'Срок действия вышел', tone: 'neutral' },
  inForce: { text: 'Действует', tone: 'success' },
} as const

const stateOf = ({ archivedAt, validFrom, validUntil }: FormVersion, today: Day): keyof typeof STATES => {
  if (archivedAt !== null) return 'archived'
  if (validFrom > today) return 'later'
  return validUntil !== null && validUntil < today ? 'over' : 'inForce'
}

const daysOf = ({ validFrom, validUntil }: FormVersion): string =>
  validUntil === null ? `с ${formatDate(validFrom)}` : `${formatDate(validFrom)} – ${formatDate(validUntil)}`

/** A line of the catalogue. */
export const rowOf = (form: FormVersion, today: Day) => ({
  href: paths.office.form(form.id),
  cells: [
    { text: form.okud },
    { text: form.name },
    { text: form.version },
    { text: periodicityAdjective(form.periodicity) },
    { text: daysOf(form) },
    { tag: STATES[stateOf(form, today)] },
  ],
})

/** A version for the administrator: what it is made of, and what is wrong with it. */
export const formView = (version: FormVersion, { form, defects }: ReadyForm) => ({
  name: version.name,
  isArchived: version.archivedAt !== null,
  xmlHref: paths.office.formXml(version.id),
  archiveAction: paths.office.formArchive(version.id),
  facts: [
    ['ОКУД', version.okud],
    ['Код формы', version.code],
    ['Версия', version.version],
    ['Периодичность', periodicityAdjective(version.periodicity)],
    ['Подпись', form.template.settings.sign ? 'обязательна' : 'не обязательна'],
    ['Контролей', String(form.template.controls.length)],
    ['Справочников', String(form.template.dictionaries.size)],
    ['Контрольная сумма', version.sha256],
  ].map(([key, value]) => ({ key: { text: key }, value: { text: value, classes: 'app-lines' } })),
  sections: form.template.sections.map(section => ({
    cells: [
      { text: section.code },
      { text: section.name },
      { text: String(dataRows(section).length) },
      { text: String(valueColumns(section).length) },
    ],
  })),
  errors: defects.filter(({ severity }) => severity === 'error').map(defectView),
  warnings: defects.filter(({ severity }) => severity === 'warning').map(defectView),
})

const defectView = ({ place, line, message }: TemplateDefect) => ({
  field: line === 0 ? place : `${place}, строка файла ${line}`,
  text: message,
})
