import { queueLetter } from '../../../src/mail/outbox'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

let test_: TestApp
let admin: Browser

beforeAll(async () => {
  test_ = await createTestApp()
  const member = await buildStaff(test_.db, { role: 'system_admin', office_id: null })
  admin = await signIn(test_.app, member.login, '/office/sign-in')
})
afterAll(() => test_.destroy())
beforeEach(async () => {
  await test_.db('outbox_letters').delete()
  await queue('one', 'one@example.test')
})

const queue = (key: string, recipient: string, state?: object): Promise<void> =>
  test_.db.transaction(async trx => {
    await queueLetter(
      trx,
      { dedupeKey: key, kind: 'test', recipient, subject: `Тема ${key}`, body: 'https://x/secret-link' },
      NOW,
    )
    if (state !== undefined) await trx('outbox_letters').where({ dedupe_key: key }).update(state)
  })
const failed = { state: 'failed', attempts: 9, last_error: 'RCPT TO 550 5.1.1' }

describe('the letters of the system', () => {
  test('are listed by their state, with the answer of the mail server and without their text', async () => {
    await queue('two', 'two@example.test', failed)
    await admin.open('/office/letters')
    expect(admin.text).toContain('Тема two')
    expect(admin.text).toContain('попыток: 9, ответ почтового сервера RCPT TO 550 5.1.1')
    expect(admin.text).not.toContain('Тема one')
    expect(admin.html).not.toContain('secret-link')
    await admin.open('/office/letters?state=waiting')
    expect(admin.text).toContain('Тема one')
  })

  test('are found by the whole address of the recipient, whatever their state', async () => {
    await queue('two', 'two@example.test', failed)
    await admin.open('/office/letters?recipient=two@example.test')
    expect(admin.text).toContain('Тема two')
    expect(admin.text).not.toContain('Тема one')
  })

  test('that failed are sent again by a press, which is written down; pressed twice it is told', async () => {
    await queue('two', 'two@example.test', failed)
    await admin.open('/office/letters')
    const tab = await admin.tab().open('/office/letters')
    await admin.submit({}, { press: 'Отправить ещё раз: Тема two, two@example.test' })
    expect(admin.text).toContain('Письмо отправляется ещё раз.')
    await test_.db('outbox_letters').where({ dedupe_key: 'two' }).update({ state: 'sent', sent_at: NOW })
    await tab.submit({}, { press: 'Отправить ещё раз: Тема two, two@example.test' })
    expect(tab.text).toContain('Это письмо уже отправлено или отправляется сейчас.')
    expect(await test_.db('audit_log').where({ event: 'letter.sent_again' })).toHaveLength(1)
  })

  test('have no page for other members of staff', async () => {
    const browser = await signIn(
      test_.app,
      (await buildStaff(test_.db, { role: 'office_admin' })).login,
      '/office/sign-in',
    )
    expect((await browser.open('/office/letters')).status).toBe(404)
  })
})
