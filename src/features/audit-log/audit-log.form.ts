import { EVENT_WORDS, SUBJECT_WORDS } from '../../audit/event-words'
import { AUDIT_EVENTS, type AuditEvent, type Subject } from '../../audit/events'
import { field, optional } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { day } from '../../validation/rules/day'

/** The filter of the log. Its fields travel in the address; a wrong one is told and narrows nothing. */
export const auditFilterForm = defineForm({
  from: optional(day('С')),
  until: optional(day('По')),
  event: optional(
    field(
      (typed, fail): AuditEvent =>
        AUDIT_EVENTS.find(event => event === typed) ?? fail('event', 'Выберите событие из списка'),
    ),
  ),
  staff: optional(
    field((typed, fail) =>
      /^[a-z0-9._-]{1,60}$/i.test(typed)
        ? typed.toLowerCase()
        : fail('login', 'Логин сотрудника: введите латинские буквы и цифры, как при входе'),
    ),
  ),
  subject: optional(
    field(
      (typed, fail): Subject =>
        typed in SUBJECT_WORDS ? (typed as Subject) : fail('subject', 'Выберите из списка, над чем совершено действие'),
    ),
  ),
  number: optional(
    field((typed, fail) =>
      /^\d{1,15}$/.test(typed) ? Number(typed) : fail('number', 'Номер записи: введите только цифры'),
    ),
  ),
  request: optional(
    field((typed, fail) =>
      /^[\w-]{1,40}$/.test(typed) ? typed : fail('request', 'Номер запроса: скопируйте его со страницы ошибки целиком'),
    ),
  ),
})

export const EVENT_CHOICES = [
  { value: '', text: 'Все события' },
  ...AUDIT_EVENTS.map(event => ({ value: event, text: EVENT_WORDS[event] })).toSorted((a, b) =>
    a.text.localeCompare(b.text, 'ru'),
  ),
]

export const SUBJECT_CHOICES = [
  { value: '', text: 'Всё' },
  ...Object.entries(SUBJECT_WORDS).map(([value, text]) => ({ value, text })),
]
