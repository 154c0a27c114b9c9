import { periodicityAdjective } from '../../flk'
import { formatDate } from '../../http/dates'
import { paths } from '../../http/paths'
import type { AssignedForm } from './assigned-forms'
import type { Code, PublicOrganisation } from './lookup.repository'

const UNKNOWN = 'нет данных'

const codeWords = (code: Code | null): string => {
  if (code === null) return UNKNOWN
  return code.name === '' ? code.code : `${code.code} - ${code.name}`
}

/** The codes of an organisation, name and value, in the order of the official notice. What is not kept is said so. */
export const codeRows = (organisation: PublicOrganisation): [string, string][] => [
  ['Наименование', organisation.name],
  ['ОКПО / Идентификационный номер ТОСП', organisation.okpo],
  ['ОГРН / ОГРНИП', organisation.ogrn ?? UNKNOWN],
  ['Дата регистрации', UNKNOWN],
  ['ИНН', organisation.inn ?? UNKNOWN],
  ['ОКАТО фактический', codeWords(organisation.okato)],
  ['ОКАТО регистрации', UNKNOWN],
  ['ОКТМО фактический', codeWords(organisation.oktmo)],
  ['ОКТМО регистрации', UNKNOWN],
  ['ОКОГУ', codeWords(organisation.okogu)],
  ['ОКФС', codeWords(organisation.okfs)],
  ['ОКОПФ', codeWords(organisation.okopf)],
]

export const FORM_HEAD = [
  'Индекс формы',
  'Наименование формы',
  'Периодичность формы',
  'Срок сдачи формы',
  'Отчетный период',
  'Комментарий',
  'ОКУД',
] as const

/** «октябрь 2026», «год 2025» reads «2025 год». */
export const periodWords = ({ period }: AssignedForm): string => {
  if (period === undefined) return ''
  return period.name === 'год' ? `${period.year} год` : `${period.name} ${period.year}`
}

export const formCells = (form: AssignedForm): string[] => [
  form.version.shifr,
  form.version.name,
  periodicityAdjective(form.version.periodicity),
  form.due === undefined ? '' : formatDate(form.due),
  periodWords(form),
  form.version.demo ? 'Ненастоящая форма, для демонстрации' : '',
  form.version.okud,
]

/** A form on the page: its cells under their headings, and where its template is. */
export const formRow = (form: AssignedForm) => ({
  cells: [
    ...formCells(form).map(text => ({ text })),
    { text: `Шаблон ${form.version.version}`, href: paths.codesTemplate(form.version.id) },
  ],
})

export const FORM_TABLE_HEAD = [...FORM_HEAD, 'Шаблон'].map(text => ({ text }))

/** A line of what was found. */
export const foundRow = ({ okpo, name, inn, ogrn }: PublicOrganisation) => ({
  href: paths.codesOrganisation(okpo),
  name,
  numbers: [`ОКПО ${okpo}`, inn === null ? '' : `ИНН ${inn}`, ogrn === null ? '' : `ОГРН ${ogrn}`]
    .filter(Boolean)
    .join(', '),
})
