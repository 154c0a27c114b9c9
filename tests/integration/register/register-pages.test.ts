import { indexOrganisation } from '../../../src/features/organisations/organisation-words'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import {
  buildAccount,
  buildContact,
  buildOrganisation,
  buildPerson,
  buildSecondFactor,
  buildStaff,
  type OrganisationRow,
} from '../../support/builders'
import { buildForm } from '../../support/forms'
import { signIn } from '../../support/sign-in'

let site: TestApp
let specialist: Browser
beforeEach(async () => {
  site = await createTestApp()
  specialist = await enter()
})
afterEach(() => site.destroy())

const enter = async (row: Parameters<typeof buildStaff>[1] = {}): Promise<Browser> => {
  const { login } = await buildStaff(site.db, row)
  return signIn(site.app, login, '/office/sign-in')
}

/** An organisation that the search knows. */
const organisation = async (row: Partial<OrganisationRow> = {}) => {
  const built = await buildOrganisation(site.db, row)
  await indexOrganisation(site.db, built.id, {
    shortName: built.short_name,
    fullName: built.full_name,
    officeId: built.office_id,
  })
  return built
}

const listed = (browser: Browser): string[] =>
  browser
    .$('main tbody tr th')
    .toArray()
    .map(cell => browser.$(cell).text().trim())

const find = async (browser: Browser, query: Record<string, string>): Promise<string[]> =>
  listed(await browser.open(`/office/register?${new URLSearchParams(query).toString()}`))

describe('the list', () => {
  beforeEach(async () => {
    await organisation({ okpo: '10000006', short_name: 'ООО «Ёлочка»', inn: '4205000001', ogrn: '1024200000010' })
    await organisation({ okpo: '10000012', short_name: 'АО «Сосна»', archived_at: NOW })
    await organisation({ okpo: '10000006000001', short_name: 'Филиал «Ёлочка»', enterprise_type: 'branch' })
    await organisation({ okpo: '20000003', short_name: 'ООО «Ёлочка»', office_id: 77, inn: '4205000001' })
    await buildAccount(site.db, { organisation: { okpo: '10000029', blocked_at: NOW } })
  })

  it.each([
    [{}, ['10000006', '10000006000001', '10000012', '10000029']],
    [{ q: '10000006' }, ['10000006', '10000006000001']],
    [{ q: '4205000001' }, ['10000006']],
    [{ q: '1024200000010' }, ['10000006']],
    [{ q: 'елочка' }, ['10000006', '10000006000001']],
    [{ q: 'ЁЛОЧ филиал' }, ['10000006000001']],
    [{ q: 'ООО' }, []],
    [{ q: '«»' }, []],
    [{ state: 'archived' }, ['10000012']],
    [{ state: 'blocked' }, ['10000029']],
    [{ state: 'active' }, ['10000006', '10000006000001']],
    [{ account: 'yes' }, ['10000029']],
    [{ account: 'no', type: 'branch' }, ['10000006000001']],
    [{ q: 'елочка', type: 'branch' }, ['10000006000001']],
    [{ type: 'authority' }, []],
    [{ office: '77' }, ['10000006', '10000006000001', '10000012', '10000029']],
  ])('finds with %j what there is in the own office', async (query, okpos) => {
    expect(await find(specialist, query as Record<string, string>)).toEqual(okpos)
  })

  it('shows the administrator of the system every office, or one', async () => {
    const administrator = await enter({ role: 'system_admin', office_id: null })
    expect(await find(administrator, { q: 'елочка' })).toEqual(['10000006', '10000006000001', '20000003'])
    expect(await find(administrator, { q: '4205000001' })).toEqual(['10000006', '20000003'])
    expect(await find(administrator, { office: '77' })).toEqual(['20000003'])
  })

  it('says why a form alone finds nothing', async () => {
    await find(specialist, { q: 'ООО' })
    expect(specialist.text).toContain('организационно-правовая форма есть у половины регистра')
  })

  it('keeps the filter from page to page', async () => {
    for (let number = 0; number < 60; number += 1) await organisation({ short_name: `ООО «Ромашка ${number}»` })
    expect(await find(specialist, { q: 'ромашка', type: 'legal' })).toHaveLength(50)
    await specialist.follow('Следующая страница')
    expect(listed(specialist)).toHaveLength(10)
    expect(specialist.value('q')).toBe('ромашка')
  })

  it.each(["'", '"', '%', '_', '\u0000', '*', 'a'.repeat(500), '💾', 'NEAR(a b)', ':', '!&|<->'])(
    'survives %j in the search and as a cursor',
    async typed => {
      expect(
        (await specialist.open(`/office/register?${new URLSearchParams({ q: typed, cursor: typed }).toString()}`))
          .status,
      ).toBe(200)
    },
  )
})

describe('the card', () => {
  it('shows where each value comes from, and what the register says instead', async () => {
    const { organisationId } = await buildAccount(site.db, { organisation: { short_name: 'ООО «Своё имя»' } })
    await site.db('organisation_register_values').insert({
      organisation_id: organisationId,
      enterprise_type: 'legal',
      short_name: 'ООО «Имя из регистра»',
      office_id: 42,
      synchronised_at: NOW,
    })
    await specialist.open(`/office/register/${organisationId}`)
    expect(specialist.text).toContain('ООО «Своё имя» организация ООО «Имя из регистра»')
    const { id } = await organisation()
    await specialist.open(`/office/register/${id}`)
    expect(specialist.text).toContain('регистр')
    expect(specialist.text).toContain('Организация не зарегистрирована в системе.')
  })

  it('names the reports that were sent, opens those of the own office, and shows no draft', async () => {
    const { id } = await organisation()
    const form = await buildForm(site.db)
    const sent = { organisation_id: id, template_id: form.id, form_code: form.code, year: 2026, status: 'sent' }
    const filled = { content: '{}', explanations: '{}', created_at: NOW, updated_at: NOW }
    const handedIn = { xml: '<report/>', submitted_at: NOW }
    await site.db('reports').insert([
      { ...sent, ...filled, ...handedIn, office_id: 42, period: '0101', uuid: 'a', number: 'Р-1' },
      { ...sent, ...filled, ...handedIn, office_id: 77, period: '0102', uuid: 'b', number: 'Р-2' },
      { ...sent, ...filled, office_id: 42, period: '0103', uuid: 'c', status: 'draft' },
    ])
    await specialist.open(`/office/register/${id}`)
    const table = specialist.$('table:has(caption:contains("Отчёты организации"))')
    expect(table.find('tbody tr')).toHaveLength(2)
    expect(table.find('a').attr('href')).toMatch(/^\/office\/reports\/\d+$/)
    expect(table.find('a')).toHaveLength(1)
  })

  it('does not exist for another office, nor do the steps', async () => {
    const { id } = await organisation({ office_id: 77 })
    for (const step of ['', '/archive', '/restore', '/block', '/unblock', '/recovery-link', '/certificates/1.cer'])
      expect((await specialist.open(`/office/register/${id}${step}`)).status).toBe(404)
    const administrator = await enter({ role: 'system_admin', office_id: null })
    expect((await administrator.open(`/office/register/${id}`)).status).toBe(200)
  })

  it('asks visitors and respondents to sign in as staff', async () => {
    const account = await buildAccount(site.db)
    const respondent = await signIn(site.app, account.okpo)
    await respondent.open(`/office/register/${account.organisationId}`)
    expect(respondent.url).toContain('/office/sign-in')
  })
})

describe('what the office does', () => {
  const events = async (id: number): Promise<string[]> =>
    (
      await site.db('audit_log').where({ subject_kind: 'organisation', subject_id: id }).orderBy('id').select('event')
    ).map(({ event }: { event: string }) => event)

  it('archives with a reason and brings back, both on record', async () => {
    const { id } = await organisation()
    await specialist.open(`/office/register/${id}`)
    await specialist.follow('Отправить в архив')
    await specialist.submit({ reason: ' ' })
    expect([specialist.status, specialist.errors[0]?.text]).toEqual([422, expect.stringContaining('Напишите причину')])
    await specialist.submit({ reason: 'Ликвидирована <b>' })
    expect(specialist.text).toContain('Ликвидирована <b>')
    expect(specialist.text).toContain('в архиве')
    await specialist.follow('Вернуть из архива')
    await specialist.submit()
    expect(specialist.text).toContain('действует')
    expect(await site.db('organisations').where({ id }).first('archived_at', 'archive_reason')).toEqual({
      archived_at: null,
      archive_reason: null,
    })
    expect(await events(id)).toEqual(['organisation.archived', 'organisation.restored'])
  })

  it('blocks: whoever is signed in is out at the next request and cannot come back, until it is lifted', async () => {
    const account = await buildAccount(site.db)
    const respondent = await signIn(site.app, account.okpo)
    expect((await respondent.open('/cabinet')).url).toBe('/cabinet')
    await specialist.open(`/office/register/${account.organisationId}/block`)
    await specialist.submit({ reason: 'Взлом' })
    expect(await site.db('sessions').where({ user_id: `account:${account.id}` })).toEqual([])
    expect((await respondent.open('/cabinet')).url).toContain('/sign-in')
    expect((await signIn(site.app, account.okpo)).url).not.toBe('/cabinet')
    await specialist.open(`/office/register/${account.organisationId}/unblock`)
    await specialist.submit()
    expect((await (await signIn(site.app, account.okpo)).open('/cabinet')).url).toBe('/cabinet')
  })

  it('does a step once, however often and by whomever it is pressed', async () => {
    const { id } = await organisation()
    const other = await enter()
    await specialist.open(`/office/register/${id}/block`)
    await other.open(`/office/register/${id}/block`)
    await specialist.submit({ reason: 'Первая' })
    await other.submit({ reason: 'Вторая' })
    expect(other.text).toContain('Заблокирована')
    expect(await site.db('organisations').where({ id }).first('block_reason')).toEqual({ block_reason: 'Первая' })
    expect(await events(id)).toEqual(['organisation.blocked'])
  })

  it('does nothing on a forged form, or for another office', async () => {
    const { id } = await organisation()
    await specialist.open(`/office/register/${id}/archive`)
    await specialist.submit({ reason: 'x' }, { forge: { _csrf: 'x' } })
    expect(specialist.status).toBe(403)
    await specialist.open(`/office/register/${id}/archive`)
    await site.db('organisations').where({ id }).update({ office_id: 77 })
    await specialist.submit({ reason: 'x' })
    expect(specialist.status).toBe(404)
    expect(await events(id)).toEqual([])
  })

  it('sends the recovery link to the address of the organisation', async () => {
    const { organisationId } = await buildAccount(site.db, { organisation: { email: 'org@example.invalid' } })
    await specialist.open(`/office/register/${organisationId}`)
    await specialist.follow('Отправить ссылку для восстановления пароля')
    await specialist.submit()
    expect(specialist.text).toContain('Ссылка отправлена на org@example.invalid.')
    expect(await site.db('outbox_letters').pluck('recipient')).toEqual(['org@example.invalid'])
  })

  it('resets the second factor of an organisation: a letter, an audit record, no session goes on', async () => {
    const { id, okpo, organisationId } = await buildAccount(site.db, { organisation: { email: 'org@example.invalid' } })
    await buildSecondFactor(site.db, `account:${id}`)
    const inside = await signIn(site.app, okpo)
    const admin = await enter({ role: 'office_admin' })
    await admin.open(`/office/register/${organisationId}`)
    const tab = await admin.tab().open(`/office/register/${organisationId}/second-factor`)
    await admin.follow('Сбросить второй фактор')
    expect(admin.text).toContain('убедитесь, что просит сама организация')
    await admin.submit()
    expect(admin.url).toBe(`/office/register/${organisationId}`)
    expect(admin.text).toContain('Второй фактор не включён.')
    await tab.submit()
    expect(tab.url).toBe(`/office/register/${organisationId}`)
    expect((await inside.open('/cabinet')).url).toMatch(/^\/sign-in/)
    expect((await signIn(site.app, okpo)).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'second_factor.reset' })).toMatchObject([
      { subject_kind: 'account', subject_id: id, actor_kind: 'staff' },
    ])
    expect(await site.db('outbox_letters').where({ kind: 'second_factor' })).toMatchObject([
      {
        recipient: 'org@example.invalid',
        subject: 'Второй фактор входа сброшен администратором органа статистики',
      },
    ])
  })

  it('resets the second factor of an authorised person: a letter, an audit record, no session goes on', async () => {
    const { organisationId } = await buildAccount(site.db)
    const { id, email } = await buildPerson(site.db)
    await buildContact(site.db, organisationId, id)
    await buildSecondFactor(site.db, `person:${id}`)
    const inside = await signIn(site.app, email)
    const admin = await enter({ role: 'office_admin' })
    await admin.open(`/office/register/${organisationId}`)
    await admin.open(String(admin.$('main a[href*="/contacts/"][href$="/second-factor"]').attr('href')))
    expect(admin.text).toContain('убедитесь, что просит он сам')
    await admin.submit()
    expect(admin.url).toBe(`/office/register/${organisationId}`)
    expect(admin.$('main a[href*="/contacts/"][href$="/second-factor"]')).toHaveLength(0)
    expect((await inside.open('/cabinet')).url).toMatch(/^\/sign-in/)
    expect((await signIn(site.app, email)).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'second_factor.reset' })).toMatchObject([
      { subject_kind: 'person', subject_id: id, actor_kind: 'staff' },
    ])
    expect(await site.db('outbox_letters').where({ kind: 'second_factor' }).pluck('recipient')).toEqual([email])
  })

  it('resets nobody of another office, who has not accepted, or by a specialist', async () => {
    const { id, organisationId } = await buildAccount(site.db, { organisation: { office_id: 77 } })
    const own = await buildAccount(site.db)
    const person = await buildPerson(site.db)
    const elsewhere = await buildContact(site.db, organisationId, person.id)
    const invited = await buildContact(site.db, own.organisationId, person.id, { state: 'invited' })
    for (const user of [`account:${id}`, `account:${own.id}`, `person:${person.id}`])
      await buildSecondFactor(site.db, user)
    const admin = await enter({ role: 'office_admin' })
    for (const [browser, path] of [
      [admin, `${organisationId}/second-factor`],
      [admin, `${organisationId}/contacts/${elsewhere}/second-factor`],
      [admin, `${own.organisationId}/contacts/${elsewhere}/second-factor`],
      [admin, `${own.organisationId}/contacts/${invited}/second-factor`],
      [admin, `${organisationId}/sessions`],
      [admin, `${own.organisationId}/contacts/${invited}/sessions`],
      [specialist, `${own.organisationId}/sessions`],
      [specialist, `${own.organisationId}/second-factor`],
    ] as const)
      expect([path, (await browser.open(`/office/register/${path}`)).status]).toEqual([path, 404])
    const card = await specialist.open(`/office/register/${own.organisationId}`)
    expect(card.$('main a[href*="second-factor"]')).toHaveLength(0)
  })

  it('ends the sessions of an organisation and of a person of it, each with an audit record', async () => {
    const { id, okpo, organisationId } = await buildAccount(site.db)
    const person = await buildPerson(site.db)
    const contact = await buildContact(site.db, organisationId, person.id)
    const [owner, other] = [await signIn(site.app, okpo), await signIn(site.app, person.email)]
    const admin = await enter({ role: 'office_admin' })
    await admin.open(`/office/register/${organisationId}`)
    await admin.follow('Завершить сеансы')
    await admin.submit()
    expect(admin.text).toContain('Сеансы завершены.')
    expect((await owner.open('/cabinet')).url).toMatch(/^\/sign-in/)
    expect((await other.open('/cabinet')).url).toBe('/cabinet')
    await admin.open(`/office/register/${organisationId}/contacts/${contact}/sessions`)
    await admin.submit()
    expect((await other.open('/cabinet')).url).toMatch(/^\/sign-in/)
    expect((await signIn(site.app, okpo)).url).toBe('/cabinet')
    expect(await site.db('audit_log').where({ event: 'session.ended' }).orderBy('id')).toMatchObject([
      { subject_kind: 'account', subject_id: id, actor_kind: 'staff' },
      { subject_kind: 'person', subject_id: person.id, actor_kind: 'staff' },
    ])
  })

  it('says what is missing when there is no address for the link', async () => {
    const { organisationId } = await buildAccount(site.db)
    await specialist.open(`/office/register/${organisationId}/recovery-link`)
    await specialist.submit()
    expect([specialist.status, specialist.text]).toEqual([409, expect.stringContaining('не указан адрес')])
  })
})
