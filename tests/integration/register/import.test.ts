import { readdirSync } from 'node:fs'
import { organisationsNamed, tellingWords } from '../../../src/features/organisations/organisation-words'
import { saveOrganisation } from '../../../src/features/organisations/organisations.repository'
import { runImport } from '../../../src/features/register/import/run-import'
import { decideImport } from '../../../src/features/register/import/start-import'
import { NOW } from '../../support/app'
import { buildAccount, buildOrganisation } from '../../support/builders'
import { extract, type Importing, openImporting } from './importing'

let site: Importing
beforeEach(async () => {
  site = await openImporting()
})
afterEach(() => site.destroy())

const named = async (typed: string): Promise<string[]> =>
  site
    .db('organisations')
    .whereIn('id', organisationsNamed(site.db, { words: tellingWords(typed), officeIds: [], limit: 10 }))
    .orderBy('okpo')
    .pluck('okpo')

const LINES = ['10000006;ООО «Первая»;;4205000001;42', '10000012;ООО «Вторая»;;;42', '10000029;ООО «Третья»;;;77']

it('takes new organisations, finds them by name at once, and leaves nothing behind but its record', async () => {
  const { state, report } = await site.load(extract(...LINES), { full: true })
  expect([state, report]).toEqual([
    'done',
    expect.objectContaining({ rows: 3, new: 3, changed: 0, archived: 0, refused: {} }),
  ])
  expect(await site.organisation('10000006')).toMatchObject({
    short_name: 'ООО «Первая»',
    inn: '4205000001',
    office_id: 42,
    enterprise_type: 'legal',
    synchronised_at: NOW,
    archived_at: null,
  })
  expect(await named('втор')).toEqual(['10000012'])
  expect(readdirSync(site.deps.directory)).toEqual(['import-1-refused.csv'])
  const events: { event: string }[] = await site.db('audit_log').orderBy('id').select('event')
  expect(events.map(({ event }) => event)).toEqual(['register.import_started', 'register.imported'])
})

it('takes every sign as it stands, also those that mean something to a database', async () => {
  await site.load(extract('10000006;ООО "Путь C:\\N\\t" ;"\\N; ""и""\n\\.";;42', `10000012;ООО 'x'' --;\\\\;;42`))
  expect(await site.organisation('10000006')).toMatchObject({
    short_name: 'ООО "Путь C:\\N\\t"',
    full_name: '\\N; "и" \\.',
    inn: null,
  })
  expect(await site.organisation('10000012')).toMatchObject({ short_name: "ООО 'x'' --", full_name: '\\\\' })
})

it('changes what changed, leaves the rest untouched, and archives what a full extract leaves out', async () => {
  await site.load(extract(...LINES))
  const before = await site.organisation('10000029')
  const { report } = await site.load(extract('10000012;ООО «Новое имя»;;;77', LINES[2] as string), { full: true })
  expect(report).toMatchObject({ rows: 2, new: 0, changed: 1, unchanged: 1, archived: 1, inUse: 3 })
  expect(await site.organisation('10000012')).toMatchObject({ short_name: 'ООО «Новое имя»', office_id: 77 })
  expect(await site.organisation('10000006')).toMatchObject({ archived_at: NOW, archived_by: 'import' })
  expect(await site.organisation('10000029')).toEqual(before)
  expect([await named('вторая'), await named('новое имя')]).toEqual([[], ['10000012']])
  expect(await site.db('audit_log').where({ event: 'organisation.archived' }).first()).toMatchObject({
    actor_kind: 'system',
    details: '{"import":2}',
  })
})

it('brings back from the archive what an import put there, and not what an office put there', async () => {
  await site.load(extract(...LINES))
  await site.load(extract(LINES[2] as string), { full: true })
  await site.db('organisations').where({ okpo: '10000012' }).update({ archived_by: 'staff' })
  const { report } = await site.load(extract(...LINES), { full: true })
  expect(report).toMatchObject({ changed: 1, restored: 1, unchanged: 2 })
  expect(await site.organisation('10000006')).toMatchObject({ archived_at: null, archived_by: null })
  expect(await site.organisation('10000012')).toMatchObject({ archived_at: NOW, archived_by: 'staff' })
})

it('never overwrites what an organisation with an account says of itself: the register is kept beside it', async () => {
  const { okpo, organisationId } = await buildAccount(site.db, { organisation: { short_name: 'ООО «Своё имя»' } })
  const { report } = await site.load(extract(`${okpo};ООО «Имя из регистра»;;;77`))
  expect(report).toMatchObject({ changed: 1, keptOwn: 1 })
  expect(await site.organisation(okpo)).toMatchObject({ short_name: 'ООО «Своё имя»', office_id: 42 })
  expect(
    await site.db('organisation_register_values').where({ organisation_id: organisationId }).first(),
  ).toMatchObject({
    short_name: 'ООО «Имя из регистра»',
    office_id: 77,
  })
  expect((await site.load(extract(`${okpo};ООО «Имя из регистра»;;;77`))).report).toMatchObject({
    unchanged: 1,
    changed: 0,
  })
})

it('leaves columns alone that the extract does not have', async () => {
  const { okpo } = await buildOrganisation(site.db, { email: 'old@example.invalid', ogrn: '1024200000010' })
  await site.load(extract(`${okpo};ООО «Имя»;;4205000001;42`))
  expect(await site.organisation(okpo)).toMatchObject({
    email: 'old@example.invalid',
    ogrn: '1024200000010',
    inn: '4205000001',
  })
})

it('does not archive an organisation that registered without being in the register', async () => {
  await site.load(extract(...LINES))
  const { okpo } = await buildOrganisation(site.db, { synchronised_at: null })
  expect((await site.load(extract(...LINES), { full: true })).report).toMatchObject({ archived: 0 })
  expect(await site.organisation(okpo)).toMatchObject({ archived_at: null })
})

it('changes nothing in a dry run and reports the same', async () => {
  await site.load(extract(LINES[0] as string))
  const { state, report } = await site.load(extract(...LINES.slice(1)), { full: true, dryRun: true })
  expect([state, report]).toEqual(['done', expect.objectContaining({ new: 2, archived: 1 })])
  expect(await site.db('organisations').pluck('okpo')).toEqual(['10000006'])
})

it('shows nothing until it was decided, and then everything at once', async () => {
  const checked = await site.load(extract(...LINES), { atOnce: false })
  expect([checked.state, checked.report?.new]).toEqual(['checked', 3])
  expect(await site.db('organisations').count({ total: '*' }).first()).toEqual({ total: 0 })
  await decideImport(site.deps, checked.id, 'applying', { kind: 'system' })
  await runImport(site.deps, checked.id)
  expect(await site.db('organisations').count({ total: '*' }).first()).toEqual({ total: 3 })
})

it('takes an organisation that was approved after the check for known, and keeps what it said', async () => {
  const { id } = await site.load(extract(...LINES), { atOnce: false })
  await buildAccount(site.db, {
    organisation: { okpo: '10000012', short_name: 'ООО «Одобрена»', synchronised_at: null },
  })
  await decideImport(site.deps, id, 'applying', { kind: 'system' })
  await runImport(site.deps, id)
  expect((await site.find(id)).state).toBe('done')
  expect(await site.organisation('10000012')).toMatchObject({ short_name: 'ООО «Одобрена»', synchronised_at: NOW })
  expect(await site.db('organisation_register_values').pluck('short_name')).toEqual(['ООО «Вторая»'])
})

it('gives organisations that come later numbers of their own', async () => {
  await site.load(extract(...LINES))
  const { okpo } = await buildOrganisation(site.db)
  await site.db.transaction(trx => saveOrganisation(trx, { ...EMPTY, okpo: '99999999', shortName: 'ООО «Позже»' }, NOW))
  expect((await site.organisation('99999999'))?.id).toBeGreaterThan((await site.organisation(okpo))?.id as number)
  expect(await named('позже')).toEqual(['99999999'])
})

const EMPTY = {
  enterpriseType: 'legal',
  fullName: null,
  inn: null,
  ogrn: null,
  okved2: null,
  okved: null,
  okopf: null,
  okfs: null,
  okogu: null,
  oksm: null,
  oktmo: null,
  okato: null,
  customerKind: null,
  investmentKind: null,
  farNorth: null,
  parentOkpo: null,
  email: null,
  postalAddress: null,
  phone: null,
  headName: null,
  note: null,
  respondentComment: null,
  additionalContacts: null,
  officeId: 42,
}
