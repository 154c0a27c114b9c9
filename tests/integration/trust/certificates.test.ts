import { findApplication } from '../../../src/features/applications/applications.repository'
import { controlCertificates } from '../../../src/features/applications/control/control'
import { adoptCertificates } from '../../../src/features/certificates/certificates.repository'
import { loadFacts } from '../../../src/features/registration/load-facts'
import { NOW } from '../../support/app'
import { begin, GENERAL } from '../../support/applicant'
import { buildApplication } from '../../support/application-builder'
import { Browser } from '../../support/browser'
import { buildAccount, buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { fixture } from '../../unit/crypto/support/files'
import { loadFixtures, openTrustOffice, type TrustOffice } from './trusting'

let office: TrustOffice
let applicant: Browser

beforeEach(async () => {
  office = await openTrustOffice()
  applicant = await begin(new Browser(office.app))
  await applicant.submit(GENERAL)
})
afterEach(() => office.destroy())

const load = async (name: string): Promise<void> => {
  await applicant.open('/registration/certificates')
  await applicant.submit({}, { files: { certificate: { name, bytes: fixture(name) } } })
}
/** What the page says of the check; the link to the help stands behind it. */
const checkRow = (browser: Browser): string =>
  browser
    .$('dt')
    .filter((_, term) => browser.$(term).text() === 'Проверка')
    .first()
    .next('dd')
    .contents()
    .first()
    .text()
    .trim()

/** The rules of the control that have found something, but for the organisation that the fixtures are made out to. */
const rules = async (): Promise<string[]> => {
  const { id } = await office.db('applications').first('id')
  const draft = await findApplication(office.db, id)
  if (draft === undefined) throw new Error('no draft')
  const found = controlCertificates(await loadFacts(office.deps, draft)).map(
    ({ rule, severity }) => `${severity} ${rule}`,
  )
  return found.filter(rule => !/certificate\.(inn|ogrn)$/.test(rule)).toSorted()
}

const UNTRUSTED = 'Корневой сертификат УЦ не загружен в систему; это не ваша ошибка, сертификат проверит специалист'

describe('the certificate of an application', () => {
  it('of an authority that is not loaded gets a warning that is no fault of the applicant', async () => {
    await load('legal.cer')
    expect(checkRow(applicant)).toBe(UNTRUSTED)
    expect(applicant.text).toContain(`Предупреждение: ${UNTRUSTED}`)
    expect(await rules()).toEqual(['warning certificate.untrusted'])
    await applicant.open('/registration/check')
    expect(applicant.text).toContain(`Сертификаты: ${UNTRUSTED}`)
  })

  it('is checked up to its root as soon as that is loaded', async () => {
    await load('legal.cer')
    await loadFixtures(office)
    await applicant.open('/registration/certificates')
    expect(checkRow(applicant)).toBe('Сертификат действителен: цепочка и отзыв проверены')
    expect(applicant.text).not.toContain(UNTRUSTED)
  })

  it('without a fresh revocation list is not complained of, only told', async () => {
    await office.upload('root.cer', undefined, true)
    await office.upload('authority.cer')
    await load('legal.cer')
    expect(checkRow(applicant)).toContain('Проверить, не отозван ли сертификат, пока не удалось')
    expect(await rules()).toEqual([])
  })

  it('that was revoked is an error that says what to do', async () => {
    await loadFixtures(office)
    await load('revoked.cer')
    expect(applicant.text).toMatch(
      /Ошибка: Сертификат «Отозванный \(демо\)» отозван \d\d\.\d\d\.\d{4}: загрузите другой, действующий сертификат/,
    )
    expect(await rules()).toEqual(['error certificate.revoked'])
    await applicant.open('/registration/check')
    expect(applicant.text).not.toContain('Всё равно отправить')
  })

  it('with a weak key is doubtful, and one for encryption is not complained of twice', async () => {
    await loadFixtures(office)
    await load('encryption.cer')
    await load('old-legal.cer')
    await applicant.open('/registration/check')
    expect(await rules()).toEqual(['warning certificate.doubtful', 'warning certificate.key_usage'])
    expect(applicant.text).toContain('ГОСТ Р 34.10-2001, который больше не применяется')
  })

  it('is shown to the specialist with everything that is not in order', async () => {
    const { id } = await buildApplication(office.deps, { certificates: [fixture('legal.cer')] })
    const member = await buildStaff(office.db)
    const specialist = await signIn(office.app, member.login, '/office/sign-in')
    await specialist.open(`/office/applications/${id}`)
    expect(checkRow(specialist)).toBe(
      'Сертификат не удалось проверить. Сертификат издателя «Демонстрационный УЦ» не найден в хранилище: цепочка не построена',
    )
    await loadFixtures(office)
    await specialist.open(`/office/applications/${id}`)
    expect(checkRow(specialist)).toBe('Сертификат действителен')
  })

  it('is shown with its check in the cabinet too', async () => {
    const { organisationId, okpo } = await buildAccount(office.db)
    const { id: application } = await buildApplication(office.deps, { certificates: [fixture('legal.cer')] })
    await adoptCertificates(office.db, application, organisationId, NOW)
    const respondent = await signIn(office.app, okpo)
    expect(checkRow(await respondent.open('/cabinet'))).toBe(UNTRUSTED)
  })
})
