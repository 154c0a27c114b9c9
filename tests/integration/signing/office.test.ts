import { recheckSignatures } from '../../../src/features/signatures/recheck-applications'
import type { Browser } from '../../support/browser'
import { buildStaff } from '../../support/builders'
import { download as fetchFile, signIn, signInByHand } from '../../support/sign-in'
import { hierarchy } from '../../unit/crypto/support/authority'
import { signedData } from '../../unit/crypto/support/cms'
import { download, openSigning, type Signing, sendSigned, sendUnsigned, sign, signAndUpload, upload } from './signing'

let site: Signing
let applicant: Browser
let specialist: Browser
let login: string

beforeEach(async () => {
  site = await openSigning()
  applicant = await site.applicant()
  ;({ login } = await buildStaff(site.db, { full_name: 'Специалист Пробный' }))
  specialist = await signIn(site.app, login, '/office/sign-in')
})
afterEach(() => site.destroy())

const open = async (): Promise<Browser> => specialist.open(`/office/applications/${(await site.row()).id as number}`)
const tag = (): string => specialist.$('#signature + p .govuk-tag').text()
const parts = (): Record<string, string> =>
  Object.fromEntries(
    specialist
      .$('#signature ~ table')
      .first()
      .find('tbody tr')
      .toArray()
      .map(row => [specialist.$(row).find('th').text(), specialist.$(row).find('td').text()]),
  )

describe('the page of a signed application', () => {
  it('shows the verdict with all its parts, the signer and the certificate', async () => {
    await signAndUpload(site, applicant)
    site.pass(60_000)
    await sendSigned(applicant)
    await open()
    expect(tag()).toBe('Подпись действительна')
    expect(parts()).toMatchObject({
      'Подпись и документ': expect.stringContaining('верно'),
      'Цепочка сертификатов': expect.stringContaining('ведёт к доверенному центру'),
      Сроки: expect.stringContaining('действовали'),
      'Отзыв сертификатов': expect.stringContaining('не отозван'),
      'Назначение ключа': expect.stringContaining('верно'),
      'Владелец и организация': expect.stringContaining('Сертификат выдан этой организации (ИНН 7736050003)'),
    })
    expect(specialist.text).toContain('ПодписалПодписант Демонстрационный, ООО «Ромашка (демо)»')
    expect(specialist.text).toContain('Получена23.11.2026, 13:00 (МСК+4)')
    expect(specialist.text).toContain('Время подписания23.11.2026, 13:00 (МСК+4), по часам подписавшего')
    expect(specialist.text).toContain('ИНН организации7736050003')
    expect(specialist.text).toContain('Подана с электронной подписью')
  })

  it('warns when the certificate is made out to somebody else', async () => {
    await signAndUpload(site, applicant, { inn: '4299000019', ogrn: null })
    await sendSigned(applicant)
    await open()
    expect(parts()['Владелец и организация']).toContain('обратите внимание')
    expect(parts()['Владелец и организация']).toContain('ИНН 4299000019')
  })

  it('says that nothing but the document was compared when the certificate is nowhere to be found', async () => {
    const { signer } = hierarchy()
    await upload(applicant, signedData({ document: await download(applicant), signer, certificates: [] }))
    await sendSigned(applicant)
    await open()
    expect(tag()).toBe('Подпись не удалось проверить')
    const { 'Подпись и документ': first, ...rest } = parts()
    expect(first).toContain('не удалось проверить')
    expect(rest).toEqual(
      Object.fromEntries(
        Object.entries({
          'Цепочка сертификатов': 'Цепочка не построена',
          Сроки: 'Сроки не проверены',
          'Отзыв сертификатов': 'Отзыв не проверен',
          'Назначение ключа': 'Назначение ключа не проверено',
          'Владелец и организация': 'Владелец не сверен с организацией',
        }).map(([title, said]) => [title, expect.stringContaining(`${said}: сертификат подписавшего неизвестен`)]),
      ),
    )
    expect(specialist.text).toContain('Сама подпись не проверена: сертификат подписавшего не вложен в файл')
    expect(specialist.text).toContain('Попросите организацию загрузить сертификат')
    expect(specialist.text).toContain('Подписалв подписи не назван')
  })

  it('has no such part for an unsigned application', async () => {
    await signAndUpload(site, applicant)
    await sendUnsigned(applicant)
    await open()
    expect(specialist.$('#signature')).toHaveLength(0)
    expect(specialist.text).toContain('Подана без электронной подписи')
    const { id } = await site.row()
    for (const file of ['application.xml', 'application.xml.sig'])
      expect((await specialist.open(`/office/applications/${id as number}/signature/${file}`)).status).toBe(404)
  })

  it('gives out the document and the signature byte for byte, to its own office alone', async () => {
    const { cms } = await sign(site, applicant, { attached: true })
    await upload(applicant, cms)
    await sendSigned(applicant)
    const { id, number } = await site.row()
    const address = `/office/applications/${id as number}/signature/application.xml`
    const { after } = await signInByHand(site.app, login, '/office/sign-in')
    const document = await fetchFile(site.app, address, after)
    const [row] = await site.signatures()
    expect(Uint8Array.from(document.body)).toEqual(Uint8Array.from(row?.document as Buffer))
    const file = await fetchFile(site.app, `${address}.sig`, after)
    expect(Uint8Array.from(file.body)).toEqual(cms)
    expect(file.headers['content-disposition']).toBe(`attachment; filename="application-${number as string}.xml.sig"`)
    const { id: otherOffice } = await site.db('offices').whereNot({ id: 42 }).first('id')
    const elsewhere = await buildStaff(site.db, { office_id: otherOffice })
    const stranger = await signIn(site.app, elsewhere.login, '/office/sign-in')
    for (const url of [address, `${address}.sig`]) expect((await stranger.open(url)).status).toBe(404)
    await applicant.open(address)
    expect(applicant.url).toContain('/office/sign-in')
  })
})

describe('checking again', () => {
  const again = async (): Promise<void> => {
    await open()
    await specialist.submit({}, { press: 'Проверить ещё раз' })
  }

  it('finds the same while nothing has changed, years later as well', async () => {
    await signAndUpload(site, applicant)
    await sendSigned(applicant)
    const [before] = await site.signatures()
    await again()
    expect(specialist.text).toContain('Подпись проверена ещё раз. Подпись действительна. Результат прежний.')
    expect(tag()).toBe('Подпись действительна')
    const [after] = await site.signatures()
    expect(after).toMatchObject({ verdict: 'valid', result: before?.result, received_at: before?.received_at })
    const { id: staffId } = await site.db('staff').where({ login }).first('id')
    expect(await site.db('signature_checks').orderBy('id')).toMatchObject([
      { verdict: 'valid', staff_id: null },
      { verdict: 'valid', staff_id: staffId },
    ])
    expect(await site.db('audit_log').where({ event: 'signature.rechecked' })).toMatchObject([
      { actor_kind: 'staff', actor_id: staffId, subject_kind: 'application' },
    ])
    site.setNow('2029-11-23T06:00:00.000Z')
    const { number } = await site.row()
    expect(await recheckSignatures(site.deps, number as string)).toEqual([
      `signature ${after?.id as number}: valid -> valid`,
    ])
  })

  it('finds something else once the root was taken out, and the history keeps both', async () => {
    await signAndUpload(site, applicant)
    await sendSigned(applicant)
    await site.removeRoot()
    await again()
    expect(tag()).toBe('Подпись не удалось проверить')
    expect(specialist.text).toContain('Подпись проверена ещё раз. Подпись не удалось проверить.')
    const history = specialist
      .$('[aria-label="Проверки подписи"] li')
      .toArray()
      .map(item => specialist.$(item).text().replace(/\s+/g, ' ').trim())
    expect(history).toEqual([
      expect.stringMatching(/^Подпись действительна .*система, при получении$/),
      expect.stringMatching(/^Подпись не удалось проверить .*Специалист Пробный$/),
    ])
    expect(await site.signatures()).toMatchObject([{ verdict: 'unknown' }])
  })

  it('finds a certificate revoked that was revoked before the signature came in, but known only later', async () => {
    const { cms, crl } = await sign(site, applicant, { flaw: 'revoked' })
    await upload(applicant, cms)
    await sendSigned(applicant)
    expect(await site.signatures()).toMatchObject([{ verdict: 'valid' }])
    await site.addList(crl)
    await again()
    expect(tag()).toBe('Подпись недействительна')
    expect(parts()['Отзыв сертификатов']).toContain('отозван')
  })

  it('without the token does nothing', async () => {
    await signAndUpload(site, applicant)
    await sendSigned(applicant)
    await open()
    await specialist.submit({}, { press: 'Проверить ещё раз', forge: { _csrf: 'x' } })
    expect(specialist.status).toBe(403)
    expect(await site.db('signature_checks')).toHaveLength(1)
  })

  it('by the command goes over all that could not be checked, or over one application', async () => {
    await signAndUpload(site, applicant)
    await sendSigned(applicant)
    const second = await site.applicant('00083262')
    await signAndUpload(site, second, { flaw: 'unknown_issuer' })
    await sendSigned(second)
    const waiting = await site.applicant('00044428')
    await signAndUpload(site, waiting, { flaw: 'unknown_issuer' })
    const [first, other] = await site.signatures()
    expect(await recheckSignatures(site.deps)).toEqual([`signature ${other?.id as number}: unknown -> unknown`])
    const { number } = await site.row()
    expect(await recheckSignatures(site.deps, number as string)).toEqual([
      `signature ${first?.id as number}: valid -> valid`,
    ])
    expect(await recheckSignatures(site.deps, '2026-999999')).toBeUndefined()
    expect(await site.db('audit_log').where({ event: 'signature.rechecked', actor_kind: 'system' })).toHaveLength(2)
  })
})
