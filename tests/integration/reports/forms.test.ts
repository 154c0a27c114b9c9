import { readFileSync } from 'node:fs'
import { seed } from '../../../src/db/migrations'
import { createTestApp, type TestApp } from '../../support/app'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'

/* «Формы отчётности» of the administrator: import with its defects, days in force, archive. */

let site: TestApp
let administrator: Browser
beforeEach(async () => {
  site = await createTestApp()
  const { login } = await buildStaff(site.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(site.app, login, '/office/sign-in')
})
afterEach(() => site.destroy())

const TRADE = readFileSync('seeds/demo/templates/demo_trade.xml', 'utf8')

const load = async (xml: string): Promise<Browser> => {
  await administrator.open('/office/forms/import')
  return administrator.submit({}, { press: 'Загрузить', files: { template: { name: 'form.xml', bytes: xml } } })
}

it('takes a template out of force, shows what it is made of, and puts it into force', async () => {
  await load(TRADE)
  expect([administrator.status, administrator.text]).toEqual([200, expect.stringContaining('Замечаний нет')])
  expect(await site.db('form_templates').first('archived_at')).not.toEqual({ archived_at: null })
  await administrator.submit(
    { validFrom: '01.01.2026', validUntil: '31.12.2026', dueDays: '20' },
    { press: 'Сохранить сроки' },
  )
  await administrator.submit({}, { press: 'Ввести в действие' })
  expect(await site.db('form_templates').first('archived_at', 'due_days', 'valid_until')).toEqual({
    archived_at: null,
    due_days: 20,
    valid_until: '2026-12-31',
  })
  expect(await site.db('audit_log').where({ subject_kind: 'form' }).orderBy('id').pluck('event')).toEqual([
    'form.imported',
    'form.changed',
    'form.restored',
  ])
  expect((await administrator.open('/office/forms')).text).toContain('Действует')
})

it('tells the defects of a template with their place', async () => {
  await load(TRADE.replace(/rule="[^"]*"/, 'rule="{[1][01"'))
  expect(administrator.text).toMatch(/Ошибки: \d/)
  expect(administrator.text).toMatch(/строка файла \d+/)
})

it('replaces a version that no report was made by', async () => {
  await load(TRADE)
  await load(TRADE.replace('</metaForm>', '<!-- again --></metaForm>'))
  expect(administrator.status).toBe(200)
  expect(await site.db('form_templates')).toHaveLength(1)
})

it.each([
  ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><metaForm>&d;</metaForm>'],
  ['another document', '<report/>'],
  ['no XML at all', 'PK\u0003\u0004'],
  ['a template without a code', TRADE.replace(/ code="[^"]*"/, ' code=""')],
  ['a template without a version', TRADE.replace(/ version="[^"]*"/, '')],
])('refuses %s with a sentence', async (_name, xml) => {
  await load(xml)
  expect(administrator.status).toBe(422)
  expect(administrator.errors.map(({ field }) => field)).toEqual(['template'])
  expect(administrator.errors[0]?.text).toMatch(/[а-я]{5}/i)
  expect(await site.db('form_templates')).toEqual([])
})

it('asks for right days', async () => {
  await load(TRADE)
  await administrator.submit({ validFrom: '2', validUntil: '', dueDays: '1000' }, { press: 'Сохранить сроки' })
  expect([administrator.status, administrator.errors.map(({ field }) => field)]).toEqual([
    422,
    ['validFrom', 'dueDays'],
  ])
  await administrator.submit(
    { validFrom: '02.02.2026', validUntil: '01.02.2026', dueDays: '1' },
    { press: 'Сохранить сроки' },
  )
  expect(administrator.errors.map(({ field }) => field)).toEqual(['validUntil'])
})

it('is there for the administrator of the system only', async () => {
  const { login } = await buildStaff(site.db, { role: 'office_admin' })
  const browser = await signIn(site.app, login, '/office/sign-in')
  for (const url of ['/office/forms', '/office/forms/import', '/office/forms/1'])
    expect([url, (await browser.open(url)).status]).toEqual([url, 404])
})

it('comes with demo templates without defects, assigned to the demo organisations', async () => {
  await seed(site.db, 'demo')
  await seed(site.db, 'demo')
  const rows: { id: number }[] = await site.db('form_templates').select('id')
  expect(rows).toHaveLength(6)
  for (const { id } of rows) {
    const { defects } = await site.deps.forms.get(id)
    expect(defects.filter(({ severity }) => severity === 'error')).toEqual([])
  }
  expect(await site.db('form_assignments')).toHaveLength(12)
})
