import { type Office, openOffice } from '../integration/review/office'
import { handIn, send } from '../support/applicant'
import { Browser } from '../support/browser'

/*
 * A day in two offices: several specialists, applicants who correct, an application that changes its office.
 */

let office: Office

beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.destroy())

const idOf = async (okpo: string): Promise<number> => (await office.db('applications').where({ okpo }).first('id')).id

/** The numbers on the tabs against a real count. */
const countsAreRight = async (): Promise<void> => {
  const kept = await office.db('application_counts').whereNot({ total: 0 }).orderBy(['office_id', 'status'])
  const counted = await office
    .db('applications')
    .whereNot({ status: 'draft' })
    .groupBy('office_id', 'status')
    .orderBy(['office_id', 'status'])
    .select('office_id', 'status')
    .count({ total: '*' })
  expect(kept).toEqual(counted.map(row => ({ ...row, total: Number(row.total) })))
}

it('Specialists of two offices work through their queues without treading on each other', async () => {
  const anna = await office.specialist({ full_name: 'Анна (тест)' })
  const olga = await office.specialist({ full_name: 'Ольга (тест)' })
  const kamchatka = await office.specialist({ office_id: 41, full_name: 'Пётр (тест)' })
  const applicants = new Map<string, Browser>()
  for (const okpo of ['48724475', '00083262', '00136352'])
    applicants.set(okpo, await send(new Browser(office.app), {}, okpo))
  const [first, second, third] = await Promise.all([...applicants.keys()].map(idOf))

  // Both see the same new applications and press at once: one has it, the other is told who.
  for (const { browser } of [anna, olga]) await browser.open(`/office/applications/${first}`)
  await Promise.all([anna, olga].map(({ browser }) => browser.submit({}, { press: 'Взять в работу' })))
  const [winner, loser] = anna.browser.status === 200 ? [anna, olga] : [olga, anna]
  expect(loser.browser.status).toBe(409)
  expect(loser.browser.text).toContain(`уже рассматривает ${winner.member.full_name}`)
  for (const page of ['approve', 'reject', 'return']) {
    await loser.browser.open(`/office/applications/${first}/${page}`)
    expect(loser.browser.status).toBe(409)
  }

  // The other takes the rest together, and hands one over.
  await loser.browser.open('/office/applications?list=submitted&choose=all')
  await loser.browser.submit({}, { press: 'Взять отмеченные в работу' })
  expect(loser.browser.text).toContain('Выполнено: 2 из 2.')
  await loser.browser.open('/office/applications?list=mine')
  await loser.browser.follow('Следующая заявка')
  expect(loser.browser.url).toBe(`/office/applications/${second}`)
  await loser.browser.follow('Передать в другой ТОГС')
  await loser.browser.submit(
    { office: '41', reason: 'Организация переехала на Камчатку.' },
    { press: 'Передать и открыть следующую' },
  )
  expect(loser.browser.url).toBe(`/office/applications/${third}`)
  await countsAreRight()

  // What went away is nobody's business here any more.
  for (const rest of ['', '/approve', '/reject', '/return', '/hand-over', '/notes', '/application.xml'])
    expect((await winner.browser.open(`/office/applications/${second}${rest}`)).status).toBe(404)

  // The other office returns it, the applicant corrects it, and it stays there.
  await kamchatka.browser.open(`/office/applications/${second}`)
  expect(kamchatka.browser.text).toContain('Организация переехала на Камчатку.')
  await kamchatka.browser.submit({}, { press: 'Взять в работу' })
  await kamchatka.browser.follow('Вернуть на исправление')
  await kamchatka.browser.submit({ 'remark-phone': 'Укажите местный телефон' }, { press: 'Вернуть на исправление' })
  const applicant = applicants.get('00083262') as Browser
  await applicant.open(`${applicant.url}/correct`)
  expect(applicant.text).toContain('Укажите местный телефон')
  await applicant.submit({ phone: '+7 415 212-34-56' })
  await applicant.open('/registration/check')
  await handIn(applicant)
  await kamchatka.browser.open(`/office/applications/${second}`)
  await kamchatka.browser.submit({}, { press: 'Взять в работу' })
  await kamchatka.browser.follow('Одобрить')
  await kamchatka.browser.submit(kamchatka.browser.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {}, {
    press: 'Одобрить заявку',
  })
  expect(await office.row(second as number)).toMatchObject({ status: 'approved', office_id: 41 })
  expect(await office.db('organisations').where({ okpo: '00083262' }).first('office_id')).toEqual({ office_id: 41 })
  const kinds: string[] = await office
    .db('outbox_letters')
    .where({ application_id: second })
    .whereLike('kind', 'application_%')
    .orderBy('id')
    .pluck('kind')
  expect(kinds).toEqual([
    'application_submitted',
    'application_handed_over',
    'application_returned',
    'application_submitted',
    'application_approved',
  ])
  await countsAreRight()
})
