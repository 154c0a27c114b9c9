import { choiceOf, field, optional, text } from '../../validation/fields'
import { defineForm } from '../../validation/form'
import { ruleOf } from '../../validation/rule'
import { email } from '../../validation/rules/email'
import { personNamePart } from '../../validation/rules/person-name'
import { SECTIONS } from '../faq/sections'

const LONGEST = 4000

/** Whoever pastes the whole file of a key into the form shall not have it kept. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** What people write and staff answer: lines of plain text. */
const messageText = (required: string) => {
  const plain = ruleOf(text({ required, max: LONGEST, tooLong: `Сократите текст до ${LONGEST} знаков` }))
  return field((typed, fail): string => {
    if (PRIVATE_KEY.test(typed))
      fail('support.private_key', 'Удалите из текста закрытый ключ: его нельзя передавать никому, даже сотрудникам')
    return plain(typed)
  })
}

/** The key of the form that was shown: sent twice, it is one message. See form-key.ts. */
const key = field(typed => typed)

const section = choiceOf(SECTIONS, 'Выберите раздел, к которому относится вопрос')
const subject = text({
  required: 'Напишите коротко, о чём вопрос',
  max: 150,
  tooLong: 'Сократите тему до 150 знаков: подробности напишите в вопросе',
})
const question = messageText('Напишите вопрос')

/** Which office is asked; nobody need know theirs. */
const office = optional(
  field((typed, fail): number =>
    /^\d{1,4}$/.test(typed)
      ? Number(typed)
      : fail('office.unknown', 'Выберите ТОГС из списка или оставьте поле пустым'),
  ),
)

const name = personNamePart({ required: 'Напишите, как к вам обращаться', name: 'Имя' })

/** «Задать вопрос» for visitors. */
export const visitorForm = defineForm({ name, email, office, section, subject, text: question, key })

/** The same for respondents, of whom everything else is known. */
export const respondentForm = defineForm({ section, subject, text: question, key })

/** Another message to a question. */
export const writeForm = defineForm({ text: messageText('Напишите, что хотите добавить'), key })

/** The answer of staff; `version` is the thread that they have read. */
export const answerForm = defineForm({ text: messageText('Напишите ответ'), key, version: field(Number) })
