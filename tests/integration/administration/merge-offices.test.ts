import { mergeOffices, settleMerged } from '../../../src/features/offices/merge/merge-offices'
import { indexOrganisation } from '../../../src/features/organisations/organisation-words'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildCrowd } from '../../support/application-crowd'
import { Browser } from '../../support/browser'
import { buildOrganisation, buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { ask } from '../../support/support'

const FROM = 41
const INTO = 42

let site: TestApp
let admin: Browser

beforeEach(async () => {
  site = await createTestApp()
  admin = await signIn(
    site.app,
    (await buildStaff(site.db, { role: 'system_admin', office_id: null })).login,
    '/office/sign-in',
  )
})
afterEach(() => site.destroy())

const namedOrganisation = async (officeId: number, shortName: string): Promise<number> => {
  const { id } = await buildOrganisation(site.db, { office_id: officeId, short_name: shortName, full_name: null })
  await indexOrganisation(site.db, id, { shortName, fullName: null, officeId })
  return id
}

/** The numbers on the tabs, and what they should be. */
const counts = async () => ({
  kept: await site.db('application_counts').where('total', '>', 0).orderBy(['office_id', 'status']).select(),
  counted: (
    await site
      .db('applications')
      .whereNot({ status: 'draft' })
      .groupBy('office_id', 'status')
      .orderBy(['office_id', 'status'])
      .select('office_id', 'status')
      .count({ total: '*' })
  ).map(row => ({ ...row, total: Number(row.total) })),
})

const merge = async (into: number = INTO): Promise<void> => {
  await admin.open(`/office/offices/${FROM}`)
  await admin.follow('Присоединить к другому ТОГС')
  await admin.submit({ into: String(into), confirmed: 'yes' })
}

describe('merging an office into another', () => {
  test('hands over its regions, register, applications and staff at once, and closes it', async () => {
    const { id: staffId, login } = await buildStaff(site.db, { office_id: FROM })
    await buildCrowd(site.db, { rows: 200, staff: [staffId], offices: [FROM, INTO], until: new Date(NOW) })
    await namedOrganisation(FROM, 'ООО «Присоединяемая»')
    await ask(new Browser(site.app), { office: String(FROM) })
    const specialist = await signIn(site.app, login, '/office/sign-in')
    await merge()
    expect(admin.text).toMatch(/КАМЧАТСТАТ присоединён к КЕМЕРОВОСТАТ\. Передано: организаций 1, заявок \d+/)
    for (const table of ['organisations', 'applications', 'staff', 'office_subjects', 'support_questions'])
      expect(await site.db(table).where({ office_id: FROM })).toEqual([])
    const { kept, counted } = await counts()
    expect(kept).toEqual(counted)
    const records = await site.db('audit_log').where({ event: 'office.merged' })
    expect(records).toEqual([expect.objectContaining({ subject_kind: 'office', subject_id: FROM })])
    // Who works there goes on in the same session, and finds by name what came along.
    await specialist.open(`/office/register?q=${encodeURIComponent('присоединяемая')}`)
    expect(specialist.text).toContain('ООО «Присоединяемая»')
    await specialist.open('/office/applications?q=100')
    expect(specialist.$('main tbody tr').length).toBeGreaterThan(1)
    await admin.open(`/office/offices/${FROM}`)
    expect(admin.text).toContain('Присоединён к ТОГС 02347699 – КЕМЕРОВОСТАТ')
    expect((await admin.open(`/office/offices/${FROM}/merge`)).status).toBe(404)
  })

  test('tells in the history of every application that waits where it lies now, and of no other', async () => {
    const { id } = await buildStaff(site.db, { office_id: FROM })
    await buildCrowd(site.db, { rows: 60, staff: [id], offices: [FROM, INTO], until: new Date(NOW) })
    const open = await site
      .db('applications')
      .where({ office_id: FROM })
      .whereIn('status', ['submitted', 'in_review', 'returned'])
      .pluck('id')
    await merge()
    const told = await site.db('audit_log').where({ event: 'application.handed_over' }).pluck('subject_id')
    expect(new Set(told)).toEqual(new Set(open))
    expect(open.length).toBeGreaterThan(0)
  })

  test('wants an open office and a tick; what was chosen stays', async () => {
    await admin.open(`/office/offices/${FROM}/merge`)
    await admin.submit({ into: String(INTO) })
    expect(admin.status).toBe(422)
    expect(admin.errors.map(({ field }) => field)).toEqual(['confirmed'])
    expect(admin.value('into')).toBe(String(INTO))
    await site.db('offices').where({ id: INTO }).update({ closed_at: NOW })
    await admin.submit({ confirmed: 'yes' })
    expect(admin.errors.map(({ text }) => text)).toEqual(['Этот ТОГС уже закрыт: выберите другой из списка'])
    expect(await site.db('offices').where({ id: FROM }).first('closed_at', 'merged_into')).toEqual({
      closed_at: null,
      merged_into: null,
    })
  })

  test('of two at once in opposite directions the second is refused', async () => {
    const by = { actor: { kind: 'system' as const }, at: NOW }
    const both = await Promise.all([
      mergeOffices(site.db, { from: FROM, into: INTO, ...by }),
      mergeOffices(site.db, { from: INTO, into: FROM, ...by }),
    ])
    expect(both.map(({ kind }) => kind).sort()).toEqual(['closed', 'done'])
  })

  test('a chain of merges ends at the last office, which finds everything by name', async () => {
    await namedOrganisation(FROM, 'ООО «Издалека»')
    await merge()
    await mergeOffices(site.db, { from: INTO, into: 54, actor: { kind: 'system' }, at: NOW })
    site.deps.reference.forget()
    const { login } = await buildStaff(site.db, { office_id: 54 })
    const specialist = await signIn(site.app, login, '/office/sign-in')
    await specialist.open(`/office/register?q=${encodeURIComponent('издалека')}`)
    expect(specialist.text).toContain('ООО «Издалека»')
  })

  test('what comes to the closed office by a process that did not know yet follows', async () => {
    await merge()
    const id = await namedOrganisation(FROM, 'ООО «Опоздавшая»')
    expect(await settleMerged(site.db, NOW)).toBe(1)
    expect(await site.db('organisations').where({ id }).first('office_id')).toEqual({ office_id: INTO })
    expect(await settleMerged(site.db, NOW)).toBe(0)
  })
})
