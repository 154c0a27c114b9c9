import { createTestApp, type TestApp } from '../support/app'
import { Browser } from '../support/browser'
import { buildStaff } from '../support/builders'
import { linkIn } from '../support/letters'
import { signIn } from '../support/sign-in'
import { ask } from '../support/support'

/* From a question of a visitor to an answer that everybody finds. */

let site: TestApp
beforeAll(async () => {
  site = await createTestApp()
})
afterAll(() => site.destroy())

it('a visitor asks, an office answers by letter, publishes the answer, and the next visitor finds it', async () => {
  const visitor = await new Browser(site.app).open('/')
  await visitor.follow('Форум техподдержки')
  await ask(visitor, { subject: 'Забыла, как войти', section: '2' })

  const admin = await signIn(site.app, (await buildStaff(site.db, { role: 'office_admin' })).login, '/office/sign-in')
  await admin.follow('Вопросы')
  await admin.follow('Забыла, как войти')
  await admin.submit({ text: 'Мария, войдите с ОКПО и паролем.' })

  await visitor.open(await linkIn(site.db, 'support_answered'))
  expect(visitor.text).toContain('Мария, войдите с ОКПО и паролем.')

  await admin.follow('Опубликовать в вопросах и ответах')
  const published = { question: 'Как войти в личный кабинет?', answer: 'Введите ОКПО и пароль.', link: 'recovery' }
  await admin.submit({ ...published, impersonal: 'yes' }, { press: 'Опубликовать' })
  expect(admin.text).toContain('Ответ опубликован')

  const next = await new Browser(site.app).open('/help')
  await next.submit({ q: 'войти кабинет' })
  await next.follow('Как войти в личный кабинет?')
  expect(next.text).toContain('Введите ОКПО и пароль.')
  expect(next.text).not.toContain('Мария')
  await next.follow('Восстановление пароля')
  expect(next.status).toBe(200)
})
