import { ensureSigner } from '../../src/features/demo-authority/ensure-authority'
import { signDocument } from '../../src/features/demo-authority/sign-document'
import { createTestApp, type TestApp } from '../support/app'
import type { Browser } from '../support/browser'
import { buildAccount, buildStaff } from '../support/builders'
import { aCertificate } from '../support/certificates'
import { ORGANISATION } from '../support/organisation'
import { signIn } from '../support/sign-in'
import { checkPages } from './check-pages'

/* The data of the organisation: changed by signature or by the office. */

const demoHolder = { name: ORGANISATION.short_name, inn: ORGANISATION.inn, ogrn: ORGANISATION.ogrn }
let test: TestApp
let changer: Browser
let specialist: Browser

beforeAll(async () => {
  test = await createTestApp()
  changer = await signIn(test.app, (await buildAccount(test.db, { organisation: ORGANISATION })).okpo)
  specialist = await signIn(test.app, (await buildStaff(test.db)).login, '/office/sign-in')
})
afterAll(() => test.destroy())

/** Types a change of the organisation's data. */
const typeChange = async (values: Record<string, string>): Promise<Browser> => {
  await changer.open('/cabinet/profile/edit')
  return changer.submit(values, { press: 'Сохранить и продолжить' })
}

const confirmWarnings = (browser: Browser): Record<string, string> =>
  browser.$('[name=confirmWarnings]').length > 0 ? { confirmWarnings: 'yes' } : {}

const retireLinks = (browser: Browser): string[] =>
  browser
    .$('a[href$="/retire"]')
    .toArray()
    .map(link => link.attribs.href ?? '')

/** Signs the change with the demo authority and uploads the signature. */
const confirmBySignature = async (): Promise<void> => {
  await changer.open('/cabinet/profile/change/change.xml')
  const document = Buffer.from(changer.html)
  const signer = await ensureSigner(test.db, { ...demoHolder }, test.deps.clock())
  await changer.open('/cabinet/certificates')
  await changer.submit({}, { files: { certificate: { name: 'demo.cer', bytes: signer.certificate } } })
  await changer.open('/cabinet/profile/change')
  const bytes = signDocument({ document, signer, at: test.deps.clock(), attached: false })
  await changer.submit(confirmWarnings(changer), {
    press: 'Загрузить подпись',
    files: { signature: { name: 'change.xml.sig', bytes } },
  })
}

const changeAtOffice = async (page: string): Promise<Browser> => {
  const { id } = await test.db('applications').where({ kind: 'change' }).first('id')
  return specialist.open(`/office/applications/${id}${page}`)
}

checkPages([
  ['profile', () => changer.open('/cabinet/profile')],
  ['profile: edit', () => changer.open('/cabinet/profile/edit')],
  ['profile: edit with errors', () => typeChange({ inn: '1' })],
  ['profile: change with mistakes', () => changer.open('/cabinet/profile/change')],
  ['profile: change for the office', () => typeChange({ inn: '4299000019', phone: '+7 384 212-99-99' })],
  [
    'profile: change to sign',
    async () => {
      await changer.open('/cabinet/certificates')
      await changer.submit({}, { files: { certificate: { name: 'a.cer', bytes: await aCertificate() } } })
      return changer.open('/cabinet/profile/change')
    },
  ],
  [
    'profile: change to sign with an error',
    async () => {
      await changer.open('/cabinet/profile/change')
      return changer.submit({}, { press: 'Загрузить подпись' })
    },
  ],
  ['profile: discard', () => changer.open('/cabinet/profile/change/discard')],
  [
    'profile: history',
    async () => {
      await confirmBySignature()
      return changer.open('/cabinet/profile/history')
    },
  ],
  [
    'profile: change at the office',
    async () => {
      await changer.open('/cabinet/certificates')
      for (const href of retireLinks(changer)) {
        await changer.open(href)
        await changer.submit({}, { press: 'Вывести из использования' })
      }
      await typeChange({ phone: '+7 384 212-77-77' })
      return changer.submit(confirmWarnings(changer), { press: 'Отправить на рассмотрение' })
    },
  ],
  ['office: change', () => changeAtOffice('')],
  [
    'office: approve a change',
    async () => {
      await changeAtOffice('')
      await specialist.submit({}, { press: 'Взять в работу' })
      return changeAtOffice('/approve')
    },
  ],
])
