import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seed } from '../../src/db/migrations'
import { GENERAL } from '../support/applicant'
import { Browser } from '../support/browser'
import { createDatabase, type TestDatabase } from '../support/database'
import { type ServerProcess, startServer } from '../support/server-process'
import { keysFor, runLynx, type Step } from './lynx'

/*
 * Registration in a browser of characters, by the keyboard alone: from the ОКПО to the application that was sent.
 */

const OKPO = '00040778'

let database: TestDatabase
let server: ServerProcess
const folder = mkdtempSync(join(tmpdir(), 'websbor-lynx-'))

beforeAll(async () => {
  database = await createDatabase()
  await seed(database.db, 'demo')
  server = await startServer(database.url)
})
afterAll(async () => {
  await server.kill('SIGTERM')
  await database.destroy()
  rmSync(folder, { recursive: true })
})

/** What is typed or chosen on «Общая информация»; a radio button is pressed. */
const general: Step[] = Object.entries(GENERAL).map(([name, value]) =>
  name === 'enterpriseType' || name === 'subsidiary'
    ? { selector: `[name=${name}][value=${value}]` }
    : { selector: `[name=${name}]`, type: value },
)

const button = (text: string): Step => ({ selector: `main button:contains("${text}"):last` })
const link = (text: string): Step => ({ selector: `main a:contains("${text}"):last` })

it('an application is filled in and sent in Lynx', async () => {
  const planned = new Browser(server.url)
  await planned.open('/registration')
  const keys = keysFor(planned, [{ selector: '#okpo', type: OKPO }, button('Продолжить')], folder)
  await planned.submit({ okpo: OKPO })
  keys.push(...keysFor(planned, [...general, button('Сохранить и продолжить')], folder))
  await planned.submit(GENERAL)
  expect(planned.heading).toBe('Сертификаты')
  keys.push(...keysFor(planned, [link('Далее')], folder))
  await planned.follow(planned.$('main a:contains("Далее")').text().trim())
  keys.push(...keysFor(planned, [link('Далее')], folder))
  await planned.follow(planned.$('main a:contains("Далее")').text().trim())
  keys.push(...keysFor(planned, [{ selector: '[name=confirmWarnings]' }, button('Далее: подписание заявки')], folder))
  await planned.submit({ confirmWarnings: 'yes' }, { press: 'Далее: подписание заявки' })
  keys.push(...keysFor(planned, [button('Отправить без подписи')], folder))

  const screen = runLynx(`${server.url}/registration`, keys, folder)

  expect(screen).toContain('Заявка отправлена')
  const sent = await database.db('applications').whereNotNull('submitted_at').select('okpo', 'short_name', 'status')
  expect(sent).toEqual([{ okpo: OKPO, short_name: GENERAL.shortName, status: 'submitted' }])
})
