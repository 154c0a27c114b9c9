import type { Day } from '../../db/db'
import { field } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import type { CalendarDay, CalendarYear } from './working-days'

const MAX_LINES = 120

/** Days of a year as an administrator types them: one a line, «09.01 выходной». */
const days = (year: number) =>
  field((typed, fail): CalendarDay[] => {
    const lines = typed
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
    if (lines.length > MAX_LINES)
      fail('calendar.lines', `Строк больше ${MAX_LINES}: в календаре столько особых дней не бывает`)
    const found = new Map<Day, CalendarDay>()
    for (const line of lines) {
      const day =
        readLine(line, year) ??
        fail(
          'calendar.line',
          `Строка «${line.slice(0, 40)}»: введите день и месяц и слово «выходной», «сокращённый» или «рабочий», например «09.01 выходной»`,
        )
      if (found.has(day.day))
        fail('calendar.repeated', `День ${line.split(/\s/)[0]} указан дважды: оставьте одну строку`)
      found.set(day.day, day)
    }
    return [...found.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
  })

const KINDS: Record<string, CalendarDay['kind']> = {
  выходной: 'off',
  сокращённый: 'short',
  сокращенный: 'short',
  рабочий: 'work',
}

export const KIND_WORDS: Record<CalendarDay['kind'], string> = {
  off: 'выходной',
  short: 'сокращённый',
  work: 'рабочий',
}

const readLine = (line: string, year: number): CalendarDay | undefined => {
  const match = /^(\d{1,2})\.(\d{1,2})(?:\.\d{4})?\s+(\p{L}+)$/u.exec(line)
  const kind = KINDS[match?.[3]?.toLowerCase() ?? '']
  if (match === null || kind === undefined) return undefined
  const day = `${year}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}`
  const moment = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day ? undefined : { day, kind }
}

/** The calendar of one year. */
export const calendarForm = (year: number) =>
  defineForm({
    status: field((typed, fail): CalendarYear['status'] =>
      typed === 'official' || typed === 'provisional'
        ? typed
        : fail('calendar.status', 'Выберите, утверждён ли календарь'),
    ),
    days: days(year),
  })

/** The year of a new calendar. */
export const yearForm = defineForm({
  year: field((typed, fail) =>
    /^20\d\d$/.test(typed) ? Number(typed) : fail('calendar.year', 'Введите год четырьмя цифрами, от 2000 до 2099'),
  ),
})
