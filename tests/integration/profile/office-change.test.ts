import { organisationsNamed } from '../../../src/features/organisations/organisation-words'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { change, openProfile, type Profile, sendToOffice, specialistWith, table, upload } from './profile'

/*
 * A change that the office decides: the same queue as registrations, and nothing but the record is touched.
 */

let site: Profile
beforeEach(async () => {
  site = await openProfile()
})
afterEach(() => site.destroy())

const PHONE = { phone: '+7 384 212-99-99' }

/** A change that waits for its office. */
const sent = async (values: Record<string, string> = PHONE) => {
  const respondent = await site.respondent()
  await sendToOffice(await change(respondent.browser, values))
  return respondent
}

const letterKinds = async (): Promise<string[]> =>
  (await site.db('outbox_letters').orderBy('id').select('kind')).map(({ kind }) => kind)

const approve = async (specialist: Awaited<ReturnType<typeof specialistWith>>): Promise<void> => {
  await specialist.follow('Одобрить')
  const ticks = specialist.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {}
  await specialist.submit(ticks, { press: 'Одобрить заявку' })
}

describe('A change without a certificate', () => {
  it('waits in the queue among registrations, marked as a change', async () => {
    const { browser } = await sent()
    expect(browser.text).toContain('Изменение отправлено в ТОГС.')
    const { login } = await buildStaff(site.db)
    const specialist = await signIn(site.app, login, '/office/sign-in')
    expect(specialist.text).toContain('изменение данных')
    const { id } = await site.application()
    await specialist.open(`/office/applications/${id}`)
    expect(table(specialist)).toEqual([['Контактный телефон', '+7 384 212-34-56', '+7 384 212-99-99', 'нет данных']])
    expect(specialist.$('#certificates, #contacts')).toHaveLength(0)
  })

  it('approved it changes the record and nothing else, and the respondent reads it in the history', async () => {
    const { browser, organisationId, okpo } = await sent({ ...PHONE, shortName: 'ООО «Василёк»' })
    const account = await site.db('accounts').where({ organisation_id: organisationId }).first()
    const specialist = await specialistWith(site)
    await approve(specialist)
    expect(specialist.text).toContain('данные организации изменены')
    expect(await site.organisation(organisationId)).toMatchObject({
      phone: '+7 384 212-99-99',
      short_name: 'ООО «Василёк»',
      okpo,
      office_id: 42,
    })
    expect(await site.db('accounts')).toEqual([account])
    // The office finds it by its new name.
    const named = { words: ['василек'], officeIds: [42], limit: 5 }
    expect(await organisationsNamed(site.db, named)).toEqual([{ id: organisationId }])
    expect(await site.application()).toMatchObject({ status: 'approved' })
    const { id } = await site.application()
    expect(await site.changes()).toMatchObject([{ confirmed_by: 'office', application_id: id }])
    expect(await letterKinds()).toEqual(['change_submitted', 'application_approved'])
    await browser.open('/cabinet/profile/history')
    expect(browser.text).toContain('Одобрено ТОГС по заявке организации')
    // The next change may begin.
    await change(browser, { phone: '+7 384 212-11-11' })
    expect(browser.url).toBe('/cabinet/profile/change')
  })

  it('returned it shows the remarks, is corrected and sent again under the same number', async () => {
    const { browser } = await sent()
    const { number } = await site.application()
    const specialist = await specialistWith(site)
    await specialist.follow('Вернуть на исправление')
    await specialist.submit({ 'remark-phone': 'Телефон не отвечает' }, { press: 'Вернуть на исправление' })
    await browser.open('/cabinet/profile/change')
    expect(browser.text).toContain('Контактный телефон: Телефон не отвечает')
    await browser.follow('Исправить изменение')
    expect(browser.text).toContain('Замечание специалиста: Телефон не отвечает')
    await browser.submit({ phone: '+7 384 212-77-77' }, { press: 'Сохранить и продолжить' })
    await sendToOffice(browser)
    expect(await site.application()).toMatchObject({ status: 'submitted', number, submissions: 2 })
    expect(await letterKinds()).toEqual(['change_submitted', 'application_returned', 'change_submitted'])
  })

  it('returned and signed now it goes back to the specialist with the signature', async () => {
    const { browser, organisationId } = await sent()
    const specialist = await specialistWith(site)
    await specialist.follow('Вернуть на исправление')
    await specialist.submit({ 'remark-application': 'Подпишите' }, { press: 'Вернуть на исправление' })
    await site.certificate(organisationId)
    await browser.open('/cabinet/profile/change')
    await upload(browser, await site.sign(browser))
    expect(await site.application()).toMatchObject({ status: 'submitted', submissions: 2 })
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-34-56' })
    const { id } = await site.application()
    await specialist.open(`/office/applications/${id}`)
    expect(specialist.text).toContain('Подпись действительна')
  })

  it('rejected it leaves the record as it was, and another may begin', async () => {
    const { browser, organisationId } = await sent()
    const specialist = await specialistWith(site)
    await specialist.follow('Отклонить')
    await specialist.submit(
      { reason: 'unverified', explanation: 'Телефон принадлежит другой организации.' },
      { press: 'Отклонить заявку' },
    )
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-34-56' })
    expect(await site.changes()).toEqual([])
    expect(await letterKinds()).toEqual(['change_submitted', 'application_rejected'])
    await change(browser, PHONE)
    expect(browser.url).toBe('/cabinet/profile/change')
  })

  it('can be withdrawn by the respondent while it waits', async () => {
    const { browser } = await sent()
    await browser.follow('Отозвать заявку')
    await browser.submit({}, { press: 'Отозвать заявку' })
    expect(await site.application()).toMatchObject({ status: 'withdrawn' })
  })

  it('pressed twice it is one application and one letter', async () => {
    const { browser } = await site.respondent()
    await change(browser, PHONE)
    const again = await browser.tab().open('/cabinet/profile/change')
    await Promise.all([sendToOffice(browser), sendToOffice(again)])
    expect([browser.status, again.status]).toEqual([200, 200])
    expect(await site.application()).toMatchObject({ submissions: 1 })
    expect(await letterKinds()).toEqual(['change_submitted'])
  })
})

describe('A record that became another meanwhile', () => {
  it('is shown to the specialist and asks for a tick; only the fields of the change are written', async () => {
    const { organisationId } = await sent()
    const other = { phone: '+7 384 200-00-00', okfs: '12' }
    await site.db('organisations').where({ id: organisationId }).update(other)
    const specialist = await specialistWith(site)
    expect(specialist.text).toContain('изменилось после отправки заявки')
    await specialist.follow('Одобрить')
    await specialist.submit({}, { press: 'Одобрить заявку' })
    expect(specialist.status).toBe(422)
    await specialist.submit({ confirmed: 'yes' }, { press: 'Одобрить заявку' })
    expect(await site.organisation(organisationId)).toMatchObject({ phone: '+7 384 212-99-99', okfs: '12' })
  })

  it('stands beside what the state register says', async () => {
    const { organisationId } = await sent()
    await site.db('organisation_register_values').insert({
      organisation_id: organisationId,
      enterprise_type: 'legal',
      short_name: 'ООО «Ромашка»',
      phone: '+7 384 211-11-11',
      office_id: 42,
      synchronised_at: '2026-11-23T06:00:00.000Z',
    })
    const specialist = await specialistWith(site)
    expect(table(specialist)).toEqual([
      ['Контактный телефон', '+7 384 212-34-56', '+7 384 212-99-99', '+7 384 211-11-11'],
    ])
  })

  it('cannot be approved when the organisation was archived', async () => {
    const { organisationId } = await sent()
    const specialist = await specialistWith(site)
    await site.db('organisations').where({ id: organisationId }).update({ archived_at: '2026-11-23T06:00:00.000Z' })
    await specialist.follow('Одобрить')
    expect(specialist.text).toContain('менять её данные нельзя')
    expect(specialist.$('main button')).toHaveLength(0)
  })
})

it('lies out of reach of other offices', async () => {
  await sent()
  const { login } = await buildStaff(site.db, { office_id: 43 })
  const stranger = await signIn(site.app, login, '/office/sign-in')
  const { id } = await site.application()
  expect((await stranger.open(`/office/applications/${id}`)).status).toBe(404)
})
