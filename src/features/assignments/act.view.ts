import { formatDate, formatDateTime } from '../../http/dates'
import { paths } from '../../http/paths'
import { ALWAYS } from '../forms/covers'
import { type Office, officeLabel } from '../offices/office'
import { inDigits } from '../register/import/words'
import type { Act, ActState } from './act'
import type { RefusedRow } from './acts.repository'
import { REFUSALS, type Refusal } from './refusals'
import type { Rule } from './rule'

const STATES: Record<ActState, { text: string; tone: string }> = {
  reading: { text: 'файл читается', tone: 'info' },
  counting: { text: 'подсчитывается', tone: 'info' },
  checked: { text: 'ждёт решения', tone: 'attention' },
  assigning: { text: 'назначается', tone: 'info' },
  done: { text: 'назначено', tone: 'success' },
  ending: { text: 'снимается', tone: 'info' },
  ended: { text: 'прекращено', tone: 'neutral' },
  dropped: { text: 'отменено', tone: 'neutral' },
}
const WORKING: readonly ActState[] = ['reading', 'counting', 'assigning', 'ending']
const ENDABLE: readonly ActState[] = ['reading', 'counting', 'checked', 'assigning', 'done']

export const ACTS_HEAD = [
  { text: 'Назначение' },
  { text: 'Форма' },
  { text: 'Периоды' },
  { text: 'Создано' },
  { text: 'Состояние' },
  { text: 'Организаций', format: 'numeric' },
]

/** What is known of forms and offices by their numbers. */
export type Names = {
  forms: ReadonlyMap<string, string>
  types: ReadonlyMap<string, string>
  office: (id: number) => Office | undefined
}

const formWords = ({ kind, formCode }: Act, { forms }: Names): string =>
  kind === 'list' ? 'по списку' : (forms.get(formCode ?? '') ?? `форма ${formCode}`)

const periodWords = ({ kind, coversFrom, coversUntil }: Act): string => {
  if (kind === 'list') return 'как в списке'
  if (coversFrom === ALWAYS.from) return 'все'
  return coversFrom?.endsWith('-01-01') === true && coversUntil?.endsWith('-12-31') === true
    ? `${coversFrom.slice(0, 4)} год`
    : `${formatDate(coversFrom)} – ${formatDate(coversUntil)}`
}

/** A line of the list of acts. */
export const actRow = (act: Act, names: Names, timeZone: string) => ({
  href: paths.office.assignment(act.id),
  cells: [
    { text: `№ ${act.id}`, note: act.kind === 'list' ? (act.fileName ?? '') : 'по правилу' },
    { text: formWords(act, names) },
    { text: periodWords(act) },
    { text: formatDateTime(act.createdAt, timeZone) },
    { tag: STATES[act.state] },
    { text: inDigits(act.state === 'checked' || act.state === 'counting' ? act.matched : act.assigned) },
  ],
})

const conditions = (rule: Rule, { types, office }: Names): string[] => {
  const own = rule.officeId === null ? undefined : office(rule.officeId)
  return [
    rule.types.length > 0 && `Тип: ${rule.types.map(type => types.get(type) ?? type).join(', ')}`,
    rule.okved2.length > 0 && `ОКВЭД2 начинается с ${rule.okved2.join(', ')}`,
    own !== undefined && `ТОГС: ${officeLabel(own)}`,
    rule.oktmo !== '' && `ОКТМО начинается с ${rule.oktmo}`,
    rule.okpos.length > 0 && `ОКПО из списка: ${inDigits(rule.okpos.length)}`,
  ].filter(text => typeof text === 'string')
}

/** Everything that the page of an act shows. */
export const actView = (act: Act, names: Names, timeZone: string) => ({
  id: act.id,
  tag: STATES[act.state],
  isChecked: act.state === 'checked' && act.matched > 0,
  isWorking: WORKING.includes(act.state),
  endHref: ENDABLE.includes(act.state) ? paths.office.assignmentEnd(act.id) : undefined,
  isAssigned: act.state === 'done' || act.state === 'assigning',
  facts: [
    ['Форма', formWords(act, names)],
    ['Периоды', periodWords(act)],
    ...(act.rule === null ? [['Файл', act.fileName ?? '']] : [['Кому', conditions(act.rule, names).join('\n')]]),
    ['Создано', formatDateTime(act.createdAt, timeZone)],
    ...(act.endedAt === null ? [] : [['Закончено', formatDateTime(act.endedAt, timeZone)]]),
    ['Подходит организаций', inDigits(act.matched)],
    ['Из них форма уже назначена', inDigits(act.already)],
    ...(act.kind === 'list' ? [['Не принято строк', inDigits(act.refused)]] : []),
    ...(act.assigned > 0 ? [['Назначено', inDigits(act.assigned)]] : []),
  ].map(([key, value]) => ({ key: { text: key }, value: { text: value, classes: 'app-lines' } })),
  sample: act.sample.map(({ okpo, shortName }) => ({ cells: [{ text: okpo }, { text: shortName }] })),
  refusedHref: act.refused > 0 ? paths.office.assignmentRefused(act.id) : undefined,
})

export const REFUSED_HEAD = ['Строка', 'ОКПО', 'Форма', 'Период', 'Причина']

/** A row that was not taken: where it stands, what stands there, and why. */
export const refusedCells = ({ line, okpo, form, period, refusal }: RefusedRow): string[] => [
  String(line),
  okpo ?? '',
  form ?? '',
  period ?? '',
  REFUSALS[refusal as Refusal] ?? refusal,
]
