import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signFile } from '../../src/features/demo-authority/demo-sign'
import { ensureAuthority } from '../../src/features/demo-authority/ensure-authority'
import { createTestApp, type TestApp } from '../support/app'
import type { Browser } from '../support/browser'
import { buildAccount, buildStaff } from '../support/builders'
import { ORGANISATION } from '../support/organisation'
import { signIn } from '../support/sign-in'

/*
 * A change of the organisation's data as a newcomer tries it: first without a certificate, through the office; then with
 * one of the demo authority, signed with the demo tool.
 */

let test: TestApp
let directory: string
let respondent: Browser

beforeEach(async () => {
  test = await createTestApp()
  directory = mkdtempSync(join(tmpdir(), 'websbor-change-'))
  await ensureAuthority(test.db, test.deps.clock())
  const { okpo } = await buildAccount(test.db, { organisation: ORGANISATION })
  respondent = await signIn(test.app, okpo)
})
afterEach(async () => {
  rmSync(directory, { recursive: true })
  await test.destroy()
})

const edit = async (values: Record<string, string>): Promise<Browser> => {
  await respondent.open('/cabinet/profile')
  await respondent.follow('Изменить данные')
  return respondent.submit(values, { press: 'Сохранить и продолжить' })
}

/** The tick that warnings of the control ask for. */
const ticked = (): Record<string, string> =>
  respondent.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}

it('changes the data through the office, and then by signature', async () => {
  await edit({ phone: '+7 384 212-99-99' })
  await respondent.submit(ticked(), { press: 'Отправить на рассмотрение' })
  const { login } = await buildStaff(test.db)
  const specialist = await signIn(test.app, login, '/office/sign-in')
  await specialist.follow(specialist.$('main table tbody a').first().text())
  await specialist.submit({}, { press: 'Взять в работу' })
  await specialist.follow('Одобрить')
  const confirmed: Record<string, string> = specialist.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {}
  await specialist.submit(confirmed, { press: 'Одобрить заявку' })
  expect(await test.db('organisations').first('phone')).toEqual({ phone: '+7 384 212-99-99' })

  await edit({ headName: 'Петров Пётр Петрович' })
  const page = respondent.url
  const link = respondent.$('a[download]').attr('href') ?? '/cabinet/profile/change/change.xml'
  await respondent.open(link)
  writeFileSync(join(directory, 'change.xml'), respondent.html)
  const signed = await signFile(test.db, { file: 'change.xml', attached: false }, { directory, now: test.deps.clock() })
  await respondent.open('/cabinet/certificates')
  const certificate = { name: 'change.xml.cer', bytes: readFileSync(signed.certificate) }
  await respondent.submit({}, { press: 'Загрузить', files: { certificate } })
  await respondent.open(page)
  const signature = { name: 'change.xml.sig', bytes: readFileSync(signed.signature) }
  await respondent.submit(ticked(), { press: 'Загрузить подпись', files: { signature } })
  expect(respondent.text).toContain('Подпись действительна. Данные организации изменены.')
  expect(await test.db('organisations').first('head_name')).toEqual({ head_name: 'Петров Пётр Петрович' })

  await respondent.follow('История изменений')
  const told = ['Подтверждено электронной подписью', 'Одобрено ТОГС по заявке организации']
  expect(told.map(words => respondent.text.includes(words))).toEqual([true, true])
})
