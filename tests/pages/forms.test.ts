import { readFileSync } from 'node:fs'
import { workOn } from '../../src/features/assignments/work'
import { createTestApp, type TestApp } from '../support/app'
import type { Browser } from '../support/browser'
import { buildStaff } from '../support/builders'
import { buildForm } from '../support/forms'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* Forms that are kept, and whose duty they are. */

let test: TestApp
let administrator: Browser

beforeAll(async () => {
  test = await createTestApp()
  const admin = await buildStaff(test.db, { role: 'system_admin', office_id: null })
  administrator = await signIn(test.app, admin.login, '/office/sign-in')
})
afterAll(() => test.destroy())

checkPages([
  ['office: assignments', () => administrator.open('/office/forms/assignments')],
  [
    'office: assignment by rule with errors',
    async () => {
      await administrator.open('/office/forms/assignments/rule')
      return administrator.submit({ okved2: 'x' }, { press: 'Подсчитать' })
    },
  ],
  [
    'office: assignment by list with an error',
    async () => {
      await administrator.open('/office/forms/assignments/list')
      return administrator.submit({})
    },
  ],
  [
    'office: assignment',
    async () => {
      const { code: formCode } = await buildForm(test.db, { code: '999009001012', okud: '0999009' })
      await administrator.open('/office/forms/assignments/rule')
      await administrator.submit({ formCode, 'type-legal': 'legal' }, { press: 'Подсчитать' })
      await workOn(test.deps, 1)
      return administrator.open('/office/forms/assignments/1')
    },
  ],
  ['office: end of an assignment', () => administrator.open('/office/forms/assignments/1/end')],
  [
    'office: form, just imported',
    async () => {
      await administrator.open('/office/forms/import')
      const bytes = readFileSync('seeds/demo/templates/demo_trade.xml')
      return administrator.submit({}, { files: { template: { name: 'form.xml', bytes } } })
    },
  ],
  ['office: forms', () => administrator.open('/office/forms')],
  [
    'office: import of a form, with an error',
    async () => {
      await administrator.open('/office/forms/import')
      return administrator.submit({}, { press: 'Загрузить' })
    },
  ],
])
