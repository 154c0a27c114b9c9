import type { FormTemplate, LostValue, TemplateDifference } from '../../../flk'

/** Lines of a kind that a page lists. */
const MAX_SHOWN = 200

const PARTS: Record<TemplateDifference['part'], { one: string; section: string }> = {
  field: { one: 'Поле общей информации', section: '' },
  section: { one: 'Раздел', section: '' },
  row: { one: 'Строка', section: 'Раздел' },
  column: { one: 'Графа', section: 'Раздел' },
}

const nameOf = ({ part, section, code, name }: TemplateDifference): string => {
  const own = part === 'field' ? `«${name}»` : `${code}${name === '' ? '' : ` «${name}»`}`
  return `${section === null ? '' : `Раздел ${section}. `}${PARTS[part].one} ${own}`
}

/** What is different in the new version, by what it means for whoever fills it in. */
export const differencesView = (differences: readonly TemplateDifference[]) =>
  (
    [
      ['gone', 'Больше нет'],
      ['new', 'Появилось'],
      ['renamed', 'Называется иначе'],
    ] as const
  )
    .map(([kind, title]) => {
      const lines = differences.filter(difference => difference.kind === kind)
      return {
        title,
        lines: lines.slice(0, MAX_SHOWN).map(one => `${nameOf(one)}${one.was === null ? '' : `, раньше «${one.was}»`}`),
        hidden: Math.max(0, lines.length - MAX_SHOWN),
      }
    })
    .filter(({ lines }) => lines.length > 0)

/** Values that have no place, each with the place that it had. */
export const lostView = (lost: readonly LostValue[], before: FormTemplate) => ({
  count: lost.length,
  hidden: Math.max(0, lost.length - MAX_SHOWN),
  lines: lost.slice(0, MAX_SHOWN).map(({ field, section, row, column, specifics, value }) => {
    if (field !== null) return { place: before.title.find(one => one.field === field)?.name ?? field, value }
    const told = Object.values(specifics).filter(one => one !== '')
    const free = told.length === 0 ? '' : ` (${told.join(', ')})`
    return { place: `Раздел ${section}, строка ${row}${free}, графа ${column}`, value }
  }),
})
