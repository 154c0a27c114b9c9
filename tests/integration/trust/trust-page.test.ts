import request from 'supertest'
import { historyOf } from '../../../src/audit/audit'
import { type Browser } from '../../support/browser'
import { buildAccount, buildStaff } from '../../support/builders'
import { signIn } from '../../support/sign-in'
import { basicConstraints, issue, keyUsage, nameOf, revocationList } from '../../unit/crypto/support/authority'
import { explicit, integer, oid, sequence, set } from '../../unit/crypto/support/der'
import { fixture, pem, sharedFile, sharedFilesExist } from '../../unit/crypto/support/files'
import { loadFixtures, openTrustOffice, type TrustOffice } from './trusting'

let office: TrustOffice
let admin: Browser

beforeEach(async () => {
  office = await openTrustOffice()
  admin = office.admin
})
afterEach(() => office.destroy())

const ROOT = 'Демонстрационный корневой УЦ'
const AUTHORITY = 'Демонстрационный УЦ'

const stored = (table: string): Promise<Record<string, unknown>[]> => office.db(table).orderBy('id')
const said = (browser: Browser): string[] => browser.errors.map(({ text }) => text)
const rowOf = (name: string): string =>
  admin
    .$('tbody tr')
    .toArray()
    .map(row => admin.$(row).text().replace(/\s+/g, ' ').trim())
    .find(text => text.startsWith(name)) ?? ''

const authority = (name: string, days?: { from?: Date; to?: Date }) =>
  issue({ name: nameOf(name), extensions: [basicConstraints(true), keyUsage(0x06)], ...days })

describe('the page of trusted authorities', () => {
  it('is for the administrator of the system; for other members of staff it does not exist', async () => {
    await admin.open('/office/applications')
    await (await admin.follow('Управление')).follow('Доверенные центры')
    expect([admin.status, admin.heading]).toEqual([200, 'Доверенные центры'])
    for (const role of ['specialist', 'office_admin']) {
      const member = await buildStaff(office.db, { role })
      const browser = await signIn(office.app, member.login, '/office/sign-in')
      expect(browser.text).not.toContain('Доверенные центры')
      expect((await browser.open('/office/trust')).status).toBe(404)
      expect((await browser.open('/office/trust/certificates/1/remove')).status).toBe(404)
    }
  })

  it('sends whoever is not signed in as staff to the sign-in of the staff', async () => {
    const account = await buildAccount(office.db)
    const respondent = await signIn(office.app, account.okpo)
    await respondent.open('/office/trust')
    expect(respondent.url).toBe('/office/sign-in?next=%2Foffice%2Ftrust')
    // Before a form is read: nobody else gets a large file into memory.
    const sent = await request(office.app).post('/office/trust').attach('file', Buffer.alloc(1000), 'a.crl')
    expect([sent.status, sent.headers.location]).toEqual([303, '/office/sign-in?next=%2Foffice'])
  })

  it('takes nothing from a form whose token is missing', async () => {
    await admin.open('/office/trust')
    await admin.submit(
      {},
      { files: { file: { name: 'root.cer', bytes: fixture('root.cer') } }, forge: { asRoot: 'yes', _csrf: 'x' } },
    )
    expect(admin.status).toBe(403)
    expect(await stored('trust_certificates')).toEqual([])
  })
})

describe('a certificate', () => {
  it('is loaded as a root by a tick, written to the audit log, and shown with its validity', async () => {
    await office.upload('root.cer', undefined, true)
    expect([admin.status, admin.url]).toEqual([200, '/office/trust'])
    expect(admin.text).toContain('Загружено: сертификатов 1.')
    expect(rowOf(ROOT)).toMatch(/– до 31\.12\.2049|– до 01\.01\.2050/)
    const [row] = await stored('trust_certificates')
    expect(row).toMatchObject({ role: 'root', added_by: office.adminId })
    const [entry] = await historyOf(office.db, { kind: 'trust_certificate', id: row?.id as number })
    expect(entry).toMatchObject({ event: 'trust.certificate_added', details: { role: 'root', sha256: row?.sha256 } })
  })

  it('is loaded without the tick as an intermediate one', async () => {
    await office.upload('authority.cer')
    expect(rowOf(AUTHORITY)).toContain(`${AUTHORITY} ${ROOT}`)
  })

  it('that signs itself is not taken without the tick', async () => {
    await office.upload('root.cer')
    expect(admin.status).toBe(422)
    expect(said(admin)).toEqual([
      `«${ROOT}» – корневой (самоподписанный) сертификат: загрузите его с отметкой «Доверять как корневому»`,
    ])
    expect(await stored('trust_certificates')).toEqual([])
  })

  it('that another authority has signed is no root', async () => {
    await office.upload('authority.cer', undefined, true)
    expect(said(admin)).toEqual([
      'В файле нет корневого (самоподписанного) сертификата: снимите отметку «Доверять как корневому»',
    ])
    expect(admin.value('asRoot')).toBe('yes')
  })

  it('of a person is not taken: no trust can rest on it', async () => {
    await office.upload('legal.cer')
    expect(said(admin)[0]).toContain('не сертификат удостоверяющего центра')
  })

  it('that is loaded already is said to be', async () => {
    await office.upload('authority.cer')
    await office.upload('authority.cer')
    expect(admin.text).toContain('Уже были загружены раньше: 1.')
    expect(await stored('trust_certificates')).toHaveLength(1)
  })

  it('may come in PEM, several in one file, or in a set without signatures', async () => {
    const [one, two] = [authority('Первый УЦ (демо)'), authority('Второй УЦ (демо)')]
    await office.upload('both.pem', pem('CERTIFICATE', one.der) + pem('CERTIFICATE', two.der), true)
    expect(admin.text).toContain('Загружено: сертификатов 2.')
    const bundle = sequence(
      oid('1.2.840.113549.1.7.2'),
      explicit(
        0,
        sequence(
          integer(1),
          set(),
          sequence(oid('1.2.840.113549.1.7.1')),
          explicit(0, Buffer.concat([fixture('authority.cer'), fixture('root.cer')])),
          set(),
        ),
      ),
    )
    await office.upload('set.p7b', bundle)
    expect(admin.text).toContain('Загружено: сертификатов 1. Не загружено: 1.')
    expect(await stored('trust_certificates')).toHaveLength(3)
  })

  it('is removed after a question, with a record in the audit log', async () => {
    await office.upload('authority.cer')
    const [row] = await stored('trust_certificates')
    await admin.follow('Удалить')
    expect(admin.heading).toBe(`Удалить сертификат «${AUTHORITY}»?`)
    await admin.submit({}, { press: 'Удалить сертификат' })
    expect(admin.text).toContain('Сертификат удалён.')
    expect(await stored('trust_certificates')).toEqual([])
    const history = await historyOf(office.db, { kind: 'trust_certificate', id: row?.id as number })
    expect(history.map(({ event }) => event)).toEqual(['trust.certificate_added', 'trust.certificate_removed'])
    expect((await admin.open(`/office/trust/certificates/${String(row?.id)}/remove`)).status).toBe(404)
  })

  it('is told to end soon, to have ended, to begin later', async () => {
    const day = (days: number) => new Date(Date.parse('2026-11-23T06:00:00Z') + days * 86_400_000)
    await office.upload('a.cer', authority('Скоро (демо)', { to: day(21.5) }).der, true)
    await office.upload('b.cer', authority('Истёк (демо)', { to: day(-1) }).der, true)
    await office.upload('c.cer', authority('Рано (демо)', { from: day(2) }).der, true)
    expect(rowOf('Скоро')).toContain('истекает через 21 день')
    expect(rowOf('Истёк')).toContain('истёк')
    expect(rowOf('Рано')).toContain('ещё не действует')
    expect(admin.text).toContain(
      'Срок действия корневого сертификата «Скоро (демо)» истекает 14.12.2026: загрузите новый',
    )
    expect(admin.text).toContain('Срок действия корневого сертификата «Истёк (демо)» истёк 22.11.2026')
  })
})

describe('a file that does not belong here', () => {
  it.each([
    ['nothing', '', 'Файл пуст: выберите другой файл'],
    [
      'a page',
      '<html>',
      'Это не сертификат, не набор сертификатов и не список отзыва: выберите файл .cer, .pem, .p7b или .crl',
    ],
    [
      'a private key',
      pem('PRIVATE KEY', sequence(integer(0), sequence(oid('1.2.643.7.1.1.1.1')), Buffer.from([4, 2, 1, 2]))),
      'Вы загружаете закрытый ключ',
    ],
    ['a set of persons', fixture('certificates.p7b'), 'не сертификат удостоверяющего центра'],
    ['a signature without certificates', fixture('nocerts.p7s'), 'В наборе нет ни сертификатов, ни списков отзыва'],
  ])('%s is refused with a sentence', async (_, bytes, sentence) => {
    await office.upload('file', bytes)
    expect(admin.status).toBe(422)
    expect(said(admin)[0]).toContain(sentence)
  })

  it('a set of certificates larger than a megabyte is refused', async () => {
    await office.upload('big.pem', pem('CERTIFICATE', fixture('root.cer')).repeat(2000), true)
    expect(said(admin)).toEqual(['Набор сертификатов больше 1 МБ: загрузите его по частям'])
  })

  it('and a form without a file is sent back', async () => {
    await admin.open('/office/trust')
    await admin.submit()
    expect(said(admin)).toEqual(['Выберите файл и нажмите «Загрузить»'])
  })
})

describe('a revocation list', () => {
  it('is shown with its issuer, number and days once its issuer is known', async () => {
    await loadFixtures(office)
    expect(admin.text).toContain('Загружено: списков отзыва 1.')
    expect(rowOf(`${AUTHORITY} 4`)).toMatch(/^Демонстрационный УЦ 4\d 01\.01\.2026 .* 1 загружен вручную$/)
    const [row] = await stored('revocation_lists')
    expect((await historyOf(office.db, { kind: 'revocation_list', id: row?.id as number }))[0]?.event).toBe(
      'trust.list_added',
    )
  })

  it('of an unknown issuer is refused', async () => {
    await office.upload('authority.crl')
    expect(said(admin)).toEqual([
      'Издатель списка отзыва неизвестен: сначала загрузите сертификат этого удостоверяющего центра',
    ])
  })

  it('that would need more memory than lists may take is refused, and taken when there is room', async () => {
    const small = await openTrustOffice({ CRL_MEMORY_MB: '1' })
    try {
      await small.upload('root.cer', undefined, true)
      for (const name of ['authority.cer', 'root.crl']) await small.upload(name)
      const { sha256 } = await small.db('revocation_lists').where({ source: 'upload' }).first('sha256')
      const filler = { sha256, part: 1, bytes: Buffer.alloc(1024 * 1024) }
      await small.db('revocation_list_parts').insert(filler)
      await small.upload('authority.crl')
      expect(said(small.admin)).toEqual([
        `Список отзыва издателя «${AUTHORITY}» не принят: списки заняли всю отведённую им память. Увеличьте её настройкой CRL_MEMORY_MB и загрузите список ещё раз`,
      ])
      expect(await small.db('revocation_lists').where({ source: 'upload' })).toHaveLength(1)
      await small.db('revocation_list_parts').where({ sha256, part: 1 }).delete()
      await small.upload('authority.crl')
      expect(small.admin.text).toContain('Загружено: списков отзыва 1.')
    } finally {
      await small.destroy()
    }
  })

  it('whose signature is not its issuer’s is refused', async () => {
    await loadFixtures(office)
    const forged = Uint8Array.from(fixture('authority.crl'))
    forged.set([(forged.at(-1) as number) ^ 1], forged.length - 1)
    await office.upload('forged.crl', forged)
    expect(said(admin)).toEqual([
      `Подпись списка отзыва не подтверждается сертификатом издателя «${AUTHORITY}»: список не принят`,
    ])
    expect(await stored('revocation_lists')).toHaveLength(2)
  })

  it('that is stale is marked, and staff are warned on their first page', async () => {
    const issuer = authority('Поздний УЦ (демо)')
    await office.upload('issuer.cer', issuer.der, true)
    const list = (thisUpdate: string, nextUpdate: string) =>
      revocationList({ issuer, thisUpdate: new Date(thisUpdate), nextUpdate: new Date(nextUpdate) })
    await office.upload('old.crl', list('2026-11-01T00:00:00Z', '2026-11-10T00:00:00Z'))
    expect(rowOf('Поздний УЦ (демо) 1 ')).toContain('устарел')
    const member = await buildStaff(office.db)
    const specialist = await signIn(office.app, member.login, '/office/sign-in')
    await specialist.open('/office/applications')
    const sentence = 'Список отозванных сертификатов «Поздний УЦ (демо)» устарел 10.11.2026'
    expect(specialist.text).toContain(sentence)
    expect((await admin.open('/office/applications')).text).toContain(sentence)
    await office.upload('new.crl', list('2026-11-22T00:00:00Z', '2026-11-24T00:00:00Z'))
    await specialist.open('/office/applications')
    expect(specialist.text).toContain('«Поздний УЦ (демо)» действует до 24.11.2026: пора загрузить новый')
    await office.upload('newest.crl', list('2026-11-23T00:00:00Z', '2026-12-24T00:00:00Z'))
    await specialist.open('/office/applications')
    expect(specialist.text).not.toContain('Поздний УЦ')
  })
})

describe('hundreds of certificates and lists', () => {
  const names = (section: string): string[] =>
    admin
      .$(`#${section}`)
      .nextAll('table')
      .first()
      .find('tbody tr')
      .toArray()
      .map(row => admin.$(row).find('td, th').first().text().trim().replace(/\s+/g, ' '))

  const next = (section: string): string =>
    admin
      .$('a[rel="next"]')
      .toArray()
      .map(link => admin.$(link).attr('href') ?? '')
      .find(href => href.endsWith(`#${section}`)) ?? ''

  it('are turned over twenty at a time, each table by itself, those that expire next first', async () => {
    const roots = Array.from({ length: 25 }, (_, i) =>
      authority(`Корень ${i}`, { to: new Date(Date.UTC(2060 - i, 0, 1)) }),
    )
    await office.upload('roots.pem', roots.map(({ der }) => pem('CERTIFICATE', der)).join('\n'), true)
    const lists = roots.map(issuer => pem('X509 CRL', revocationList({ issuer })))
    await office.upload('lists.pem', lists.join('\n'))
    const expected = roots.map((_, i) => `Корень ${24 - i}`)
    await admin.open('/office/trust')
    expect(names('roots')).toEqual(expected.slice(0, 20))
    const onFirst = names('lists')
    expect(onFirst).toHaveLength(20)
    await admin.open(next('roots'))
    expect([names('roots'), names('lists')]).toEqual([expected.slice(20), onFirst])
    await admin.open(next('lists'))
    expect(names('roots')).toEqual(expected.slice(20))
    expect(new Set([...onFirst, ...names('lists')]).size).toBe(25)
    await admin.open('/office/trust?roots=nonsense&lists[]=x')
    expect(names('roots')).toEqual(expected.slice(0, 20))
  })

  it('that expire all at once are a handful of warnings and their number', async () => {
    const roots = Array.from({ length: 8 }, (_, i) =>
      authority(`Корень ${i}`, { to: new Date('2026-12-01T00:00:00Z') }),
    )
    await office.upload('roots.pem', roots.map(({ der }) => pem('CERTIFICATE', der)).join('\n'), true)
    await admin.open('/office/trust')
    expect(admin.$('.govuk-warning-text')).toHaveLength(6)
    expect(admin.text).toContain('Есть и другие предупреждения об удостоверяющих центрах: 3')
  })
})

describe('a stale list', () => {
  it('of an authority that is out of force or was taken out troubles nobody', async () => {
    const [ended, removed] = [
      authority('Закрытый УЦ (демо)', { to: new Date('2026-11-20T00:00:00Z') }),
      authority('Лишний УЦ (демо)'),
    ]
    for (const issuer of [ended, removed]) {
      await office.upload('issuer.cer', issuer.der, true)
      const dates = { thisUpdate: new Date('2026-11-01T00:00:00Z'), nextUpdate: new Date('2026-11-10T00:00:00Z') }
      await office.upload('list.crl', revocationList({ issuer, ...dates }))
    }
    expect(admin.text).toContain('Список отозванных сертификатов «Лишний УЦ (демо)» устарел')
    expect(admin.text).not.toContain('Список отозванных сертификатов «Закрытый УЦ (демо)» устарел')
    const { id } = await office.db('trust_certificates').orderBy('id', 'desc').first('id')
    await admin.open(`/office/trust/certificates/${String(id)}/remove`)
    await admin.submit({}, { press: 'Удалить сертификат' })
    expect(admin.text).not.toContain('Список отозванных сертификатов «Лишний УЦ (демо)» устарел')
  })
})

describe('the roots of the state', () => {
  const name = sharedFilesExist ? 'are named on the page' : 'are not at hand here, so there is nothing to name'
  it(name, async () => {
    if (!sharedFilesExist) return expect(await stored('trust_certificates')).toEqual([])
    for (const file of ['mincifry2026.cer', 'mincom2018.cer']) await office.upload(file, sharedFile(file), true)
    expect(rowOf('Минцифры России')).toContain('Государственный корневой сертификат Минцифры России 2026 года')
    expect(rowOf('Минкомсвязь России')).toContain('Государственный корневой сертификат Минкомсвязи России 2018 года')
  })
})
