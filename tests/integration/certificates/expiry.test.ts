import { readCertificate } from '../../../src/crypto/certificate'
import { addOwnCertificate } from '../../../src/features/certificates/organisation-certificates.repository'
import { tellExpiringCertificates } from '../../../src/features/certificates/tell-expiry'
import { createTestApp, NOW, type TestApp } from '../../support/app'
import { buildAccount, buildContact, buildPerson, type OrganisationRow } from '../../support/builders'
import { aCertificate } from '../../support/certificates'

const DAY = 86_400_000

let site: TestApp
beforeEach(async () => {
  site = await createTestApp()
})
afterEach(() => site.destroy())

/** A registered organisation with a certificate that ends after so many days. Gives the organisation's number. */
const withCertificate = async (to: number, organisation: Partial<OrganisationRow> = {}): Promise<number> => {
  const { organisationId } = await buildAccount(site.db, {
    organisation: { email: 'org@primer.example', ...organisation },
  })
  const der = await aCertificate({ to })
  await addOwnCertificate(site.db, organisationId, { der, details: readCertificate(der) }, NOW)
  return organisationId
}

const letters = (): Promise<{ recipient: string; subject: string; body: string }[]> =>
  site.db('outbox_letters').orderBy('id').select('recipient', 'subject', 'body')

const tell = (): Promise<number> => tellExpiringCertificates(site.deps)

it('writes 30 days before the end and again 7 days before, each once', async () => {
  await withCertificate(40)
  expect(await tell()).toBe(0)
  site.pass(11 * DAY)
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  site.pass(DAY)
  expect(await tell()).toBe(0)
  expect(await letters()).toEqual([
    {
      recipient: 'org@primer.example',
      subject: 'Сертификат электронной подписи действует до 02.01.2027',
      body: expect.stringContaining('http://localhost:3000/cabinet/certificates'),
    },
  ])
  site.pass(22 * DAY)
  expect(await tell()).toBe(1)
  expect(await tell()).toBe(0)
  expect(await letters()).toHaveLength(2)
})

it('writes to the person whose certificate it is as well, once to an address that both share', async () => {
  const organisationId = await withCertificate(5)
  const { certificate_id } = await site.db('organisation_certificates').first('certificate_id')
  const [petrov, sharing, other, suspended] = await Promise.all(
    ['petrov', 'org', 'other', 'suspended'].map(name => buildPerson(site.db, { email: `${name}@primer.example` })),
  )
  await buildContact(site.db, organisationId, petrov?.id ?? 0, { certificate_id })
  await buildContact(site.db, organisationId, sharing?.id ?? 0, { certificate_id })
  await buildContact(site.db, organisationId, other?.id ?? 0)
  await buildContact(site.db, organisationId, suspended?.id ?? 0, { certificate_id, state: 'suspended' })
  await tell()
  expect((await letters()).map(({ recipient }) => recipient)).toEqual(['org@primer.example', 'petrov@primer.example'])
})

it('writes the last letter only where the first was missed', async () => {
  await withCertificate(5)
  expect(await tell()).toBe(1)
  expect(await letters()).toHaveLength(1)
})

it.each<[string, number, Partial<OrganisationRow>]>([
  ['of one that has ended', -1, {}],
  ['to an archived organisation', 5, { archived_at: NOW }],
  ['to a blocked organisation', 5, { blocked_at: NOW }],
])('writes nothing %s', async (_what, to, organisation) => {
  await withCertificate(to, organisation)
  expect(await tell()).toBe(0)
  expect(await letters()).toEqual([])
})

it('writes nothing of a retired certificate, and goes on past an address that is none', async () => {
  const retired = await withCertificate(5)
  await site.db('organisation_certificates').where({ organisation_id: retired }).update({ retired_at: NOW })
  await withCertificate(5, { email: 'нет адреса' })
  await withCertificate(6)
  expect(await tell()).toBe(2)
  expect(await letters()).toHaveLength(1)
})

it('tells each once when two look at the same time', async () => {
  for (let count = 0; count < 5; count += 1) await withCertificate(20)
  const told = await Promise.all([tell(), tell()])
  expect(told.reduce((sum, one) => sum + one)).toBe(5)
  expect(await letters()).toHaveLength(5)
})
