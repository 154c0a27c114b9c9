import type { Knex } from 'knex'
import type { Browser } from './browser'

/** What a visitor types on «Форум техподдержки». */
export const QUESTION: Record<string, string> = {
  name: 'Мария Светлова',
  email: 'svetlova@primer.example',
  office: '42',
  section: '3',
  subject: 'Не загружается сертификат',
  text: 'Выбираю файл, а сайт пишет про закрытый ключ.',
}

/** Asks as a visitor; the browser stands on the page of the question. */
export const ask = async (browser: Browser, values: Record<string, string> = {}): Promise<Browser> => {
  await browser.open('/support')
  return browser.submit({ ...QUESTION, ...values })
}

/** The number of the question whose page it is. */
export const numberOn = (browser: Browser): number => Number(/Вопрос № (\d+),/.exec(browser.text)?.[1])

/** Begins anew: no questions, no letters, nothing counted. */
export const forgetQuestions = async (db: Knex): Promise<void> => {
  await db('faq_entries').whereNotNull('support_question_id').delete()
  for (const table of ['support_messages', 'support_questions', 'outbox_letters', 'rate_limits'])
    await db(table).delete()
}
