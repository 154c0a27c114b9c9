import { remindDeadlines } from '../../../src/features/reports/remind-deadlines'
import { openReporting, type Reporting } from './reporting'

let site: Reporting
beforeEach(async () => {
  site = await openReporting()
})
afterEach(() => site.destroy())

const letters = () => site.db('outbox_letters').where({ kind: 'report_due' }).orderBy('id')

it('writes once to who has not reported when the deadline is near', async () => {
  const { organisationId } = await site.respondent()
  // The monthly form of October is due on the 30th of November.
  site.setNow('2026-11-26T06:00:00.000Z')
  expect(await remindDeadlines(site.deps)).toBe(0)
  site.setNow('2026-11-27T06:00:00.000Z')
  expect(await remindDeadlines(site.deps)).toBe(1)
  site.setNow('2026-11-28T06:00:00.000Z')
  await remindDeadlines(site.deps)
  expect(await letters()).toMatchObject([{ organisation_id: organisationId, recipient: 'org@primer.example' }])
  expect((await letters())[0].body).toContain('30.11.2026')
})

it('leaves out who has sent it, and who is archived', async () => {
  const { organisationId } = await site.respondent({ archived_at: null })
  await site.db('organisations').where({ id: organisationId }).update({ archived_at: '2026-11-01T00:00:00.000Z' })
  site.setNow('2026-11-28T06:00:00.000Z')
  expect(await remindDeadlines(site.deps)).toBe(0)
})
