import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { signFile } from '../../src/features/demo-authority/demo-sign'
import { ensureAuthority } from '../../src/features/demo-authority/ensure-authority'
import { createTestApp, type TestApp } from '../support/app'
import { FREE_OKPO, fill, passCheck } from '../support/applicant'
import { Browser } from '../support/browser'
import { buildStaff } from '../support/builders'
import { signIn } from '../support/sign-in'

/*
 * Signing as a newcomer tries it: download the application, sign it with the demo tool, upload, send; the specialist
 * looks at the signature and approves.
 */

let test: TestApp
let directory: string
let applicant: Browser

beforeEach(async () => {
  test = await createTestApp()
  directory = mkdtempSync(join(tmpdir(), 'websbor-signing-'))
  await ensureAuthority(test.db, test.deps.clock())
  applicant = await passCheck(await fill(new Browser(test.app)))
})
afterEach(async () => {
  rmSync(directory, { recursive: true })
  await test.destroy()
})

/** Follows the link to the file and keeps it; the browser comes back to the page. */
const download = async (): Promise<string> => {
  const page = applicant.url
  const file = `application-${FREE_OKPO}.xml`
  await applicant.follow(file)
  writeFileSync(join(directory, file), applicant.html)
  await applicant.open(page)
  return file
}

/** `npm run demo:sign -- FILE`, and the upload of what it wrote. */
const demoSignAndUpload = async (file: string): Promise<void> => {
  const order = { file, attached: false }
  const { signature } = await signFile(test.db, order, { directory, now: test.deps.clock() })
  const files = { signature: { name: `${file}.sig`, bytes: readFileSync(signature) } }
  await applicant.submit({}, { press: 'Загрузить подпись', files })
}

it('signs an application with the demo tool, and the specialist approves it', async () => {
  await demoSignAndUpload(await download())
  expect(applicant.text).toContain('Подпись действительна')
  await applicant.submit({ addCertificates: 'yes' }, { press: 'Отправить заявку на регистрацию' })
  expect(applicant.text).toContain('Заявка отправлена')

  const { login } = await buildStaff(test.db)
  const specialist = await signIn(test.app, login, '/office/sign-in')
  const { id } = await test.db('applications').first('id')
  await specialist.open(`/office/applications/${id}`)
  expect(specialist.text).toContain('Подпись действительна')
  expect(specialist.text).toContain('Сертификат выдан этой организации')
  await specialist.submit({}, { press: 'Взять в работу' })
  await specialist.follow('Одобрить')
  const ticks = specialist.$('[name=confirmed]').length > 0 ? { confirmed: 'yes' } : {}
  await specialist.submit(ticks, { press: 'Одобрить заявку' })
  expect(await test.db('applications').first('status')).toEqual({ status: 'approved' })
  // The certificate that came with the signature serves the organisation from now on.
  expect(await test.db('organisation_certificates')).toHaveLength(1)
})

it('refuses the signature of a changed file, and takes that of the right one', async () => {
  const file = await download()
  writeFileSync(join(directory, file), `${readFileSync(join(directory, file), 'utf8')}\n`)
  await demoSignAndUpload(file)
  expect(applicant.status).toBe(422)
  expect(applicant.errors).toEqual([{ field: 'signature', text: expect.stringContaining('Подписан другой файл') }])

  await demoSignAndUpload(await download())
  await applicant.submit({}, { press: 'Отправить заявку на регистрацию' })
  expect(applicant.text).toContain('Заявка отправлена')
})
