import { field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { day } from '../../validation/rules/day'

/** What staff type of an announcement. `published` is the tick «Опубликовать». */
export const announcementForm = defineForm({
  title: text({
    required: 'Введите заголовок объявления',
    max: 200,
    tooLong: 'Заголовок не длиннее 200 знаков: сократите его',
  }),
  body: text({
    required: 'Введите текст объявления',
    max: 10_000,
    tooLong: 'Текст не длиннее 10 000 знаков: сократите его',
  }),
  shownFrom: day('Показывать с'),
  shownUntil: optional(day('Показывать по')),
  published: field(typed => typed === 'yes'),
})
