import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GENERAL } from '../support/applicant'
import { Browser } from '../support/browser'
import { keysFor, runLynx, type Step } from './lynx'
import { type DemoSite, startDemoSite } from './site'

/*
 * Registration in a browser of characters, by the keyboard alone: from the ОКПО to the application that was sent.
 */

const OKPO = '00040778'

let site: DemoSite
const folder = mkdtempSync(join(tmpdir(), 'websbor-lynx-'))

beforeAll(async () => {
  site = await startDemoSite()
})
afterAll(async () => {
  await site.stop()
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
  const planned = new Browser(site.server.url)
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

  const screen = runLynx(`${site.server.url}/registration`, keys, folder)

  expect(screen).toContain('Заявка отправлена')
  const sent = await site.database
    .db('applications')
    .whereNotNull('submitted_at')
    .select('okpo', 'short_name', 'status')
  expect(sent).toEqual([{ okpo: OKPO, short_name: GENERAL.shortName, status: 'submitted' }])
})
