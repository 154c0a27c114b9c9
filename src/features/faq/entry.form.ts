import { choice, choiceOf, field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { FAQ_LINKS, type LinkCode } from './links'
import { SECTIONS } from './sections'

/** A question and its answer as staff edit them. `published` is the tick «Опубликовать». */
export const entryFields = {
  question: text({ required: 'Введите вопрос', max: 300, tooLong: 'Сократите вопрос до 300 знаков' }),
  answer: text({ required: 'Введите ответ', max: 4000, tooLong: 'Сократите ответ до 4000 знаков' }),
  link: optional(choice(Object.keys(FAQ_LINKS) as LinkCode[], 'Выберите страницу из списка или оставьте поле пустым')),
  section: choiceOf(SECTIONS, 'Выберите раздел'),
  position: field((typed, fail): number =>
    /^\d{1,4}$/.test(typed) ? Number(typed) : fail('position', 'Порядок: введите целое число от 0 до 9999'),
  ),
  published: field(typed => typed === 'yes'),
}

export const entryForm = defineForm({ ...entryFields, version: field(Number) })
