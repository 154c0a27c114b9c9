import { fill, handIn, passCheck } from '../support/applicant'
import { Browser } from '../support/browser'
import { createDatabase, type TestDatabase } from '../support/database'
import { type ServerProcess, startServer } from '../support/server-process'

jest.setTimeout(180_000)

/*
 * An accepted POST is on disk before the answer: whatever moment the server dies at, an application is either handed
 * in with all that belongs to it, or it is the draft that it was; and once the answer was given it is handed in.
 */

const OKPOS = ['00040778', '00044428', '00083262', '05753490', '00136352', '76469930']

let database: TestDatabase
let server: ServerProcess

beforeAll(async () => {
  database = await createDatabase()
})
afterAll(async () => {
  await server.kill('SIGKILL')
  await database.destroy()
})

it('loses nothing that it accepted when it is killed between POST and answer', async () => {
  server = await startServer(database.url)
  let answered = 0
  for (const [index, okpo] of OKPOS.entries()) {
    const browser = await passCheck(await fill(new Browser(server.url), {}, okpo))
    const answer = browser.submit({}, { press: 'Отправить без подписи' }).then(
      page => page.status === 200,
      () => false,
    )
    // A little later each time: before the request is read, inside the transaction, after the commit.
    await new Promise(done => setTimeout(done, index * 8))
    await server.kill('SIGKILL')
    const wasAnswered = await answer
    if (wasAnswered) answered += 1
    server = await startServer(database.url)

    const state = await stateOf(okpo)
    expect([DRAFT, HANDED_IN]).toContainEqual(state)
    if (wasAnswered) expect(state).toEqual(HANDED_IN)
  }
  // The last one is left alone: the system still works after all that.
  const browser = await fill(new Browser(server.url), {}, '48724475')
  await handIn(browser)
  expect(browser.text).toContain('Заявка отправлена')
  expect(await stateOf('48724475')).toEqual(HANDED_IN)
  expect(answered).toBeLessThanOrEqual(OKPOS.length)
})

const DRAFT = { status: 'draft', submissions: 0, letters: 0, sent: 0 }
const HANDED_IN = { status: 'submitted', submissions: 1, letters: 1, sent: 1 }

const stateOf = async (okpo: string): Promise<object> => {
  const { id, status } = await database.db('applications').where({ okpo }).first('id', 'status')
  const count = async (query: PromiseLike<unknown[]>) => (await query).length
  return {
    status,
    submissions: await count(database.db('application_submissions').where({ application_id: id })),
    letters: await count(database.db('outbox_letters').where({ application_id: id, kind: 'application_submitted' })),
    sent: await count(database.db('audit_log').where({ subject_id: id, event: 'application.submitted' })),
  }
}

it('finishes the requests that are open when it is asked to stop', async () => {
  const stopping = await startServer(database.url)
  const answers = Promise.all(
    Array.from({ length: 20 }, () => fetch(`${stopping.url}/registration`).then(res => res.status)),
  )
  await fetch(`${stopping.url}/health/live`)
  await stopping.kill('SIGTERM')

  for (const status of await answers) expect(status).toBe(200)
  await expect(fetch(`${stopping.url}/health/live`)).rejects.toBeDefined()
})
