import { DateTime } from 'luxon'
import { matchOffice } from '../../../src/features/offices/match-office'
import { type Office, officeLabel, servesTerritory } from '../../../src/features/offices/office'
import { findOffice, listOffices, officeForSubject } from '../../../src/features/offices/offices.repository'
import { email } from '../../../src/validation/rules/email'
import { okpo, okpoCheckDigitMatches } from '../../../src/validation/rules/okpo'
import { createDatabase, type TestDatabase } from '../../support/database'
import { collectedRows, isCollected } from './collected'

let database: TestDatabase
let offices: Office[]

beforeAll(async () => {
  database = await createDatabase()
  offices = await listOffices(database.db)
})
afterAll(() => database.destroy())

const byNumber = (siteNo: string): Office => offices.find(office => office.siteNo === siteNo) as Office

describe('the offices', () => {
  it('are 70 and serve 89 subjects', () => {
    expect(offices).toHaveLength(70)
    expect(new Set(offices.flatMap(office => office.subjects.map(subject => subject.code))).size).toBe(89)
    expect(offices.map(office => office.siteNo)).toEqual(offices.map(office => office.siteNo).sort())
  })

  it('have a code or a mailbox only where it was confirmed', () => {
    const known = (key: 'code' | 'mailbox' | 'exchangeCode' | 'phone') =>
      Object.fromEntries(offices.filter(office => office[key] !== null).map(office => [office.siteNo, office[key]]))
    expect(known('code')).toEqual({ '41': '02347676', '42': '02347699' })
    expect(known('mailbox')).toEqual({ '42': '42.es@rosstat.gov.ru', '77': '77@rosstat.gov.ru' })
    expect(known('exchangeCode')).toEqual({})
    expect(known('phone')).toEqual({})
  })

  it('have codes and mailboxes that our own rules take', () => {
    for (const { code, mailbox } of offices) {
      if (code !== null) expect([okpo.parse(code), okpoCheckDigitMatches(code)]).toEqual([code, true])
      if (mailbox !== null) expect(email.parse(mailbox).ascii).toBe(mailbox)
    }
  })

  it('live in time zones that the platform knows, from UTC+2 to UTC+12', () => {
    const offsets = offices.map(
      ({ timeZone }) => DateTime.fromISO('2026-11-22T12:00:00Z', { zone: timeZone }).offset / 60,
    )
    expect([...new Set(offsets)].sort((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
    expect(byNumber('39').timeZone).toBe('Europe/Kaliningrad')
    expect(byNumber('41').timeZone).toBe('Asia/Kamchatka')
    expect(byNumber('77').timeZone).toBe('Europe/Moscow')
  })

  it('are called in full', () => {
    expect(byNumber('42').fullName).toBe(
      'Территориальный орган Федеральной службы государственной статистики по Кемеровской области — Кузбассу',
    )
    expect(byNumber('77').fullName).toBe(
      'Управление Федеральной службы государственной статистики по г. Москве и Московской области',
    )
  })

  it('are listed by code, or by number until the code is known', () => {
    expect(officeLabel(byNumber('42'))).toBe('02347699 – КЕМЕРОВОСТАТ')
    expect(officeLabel(byNumber('77'))).toBe('№ 77 – МОССТАТ')
  })

  it('are found by id and by subject', async () => {
    expect(await findOffice(database.db, 42)).toEqual(byNumber('42'))
    expect(await findOffice(database.db, 1)).toBeUndefined()
    expect(await officeForSubject(database.db, '50')).toEqual(byNumber('77'))
    expect(await officeForSubject(database.db, '95')).toEqual(byNumber('84'))
    expect(await officeForSubject(database.db, '00')).toBeUndefined()
  })

  it('know the territories of ОКАТО and ОКТМО codes', () => {
    expect(servesTerritory(byNumber('77'), '45382000')).toBe(true)
    expect(servesTerritory(byNumber('77'), '46')).toBe(true)
    expect(servesTerritory(byNumber('77'), '40382000')).toBe(false)
    expect(servesTerritory(byNumber('72'), '71876000')).toBe(true)
  })

  it('are not listed after they were closed, but are still found', async () => {
    const closing = await database.db.transaction()
    await closing('offices').where({ id: 95 }).update({ closed_at: '2026-11-01T00:00:00.000Z' })
    expect(await listOffices(closing)).toHaveLength(69)
    expect(await listOffices(closing, { closedToo: true })).toHaveLength(70)
    expect((await findOffice(closing, 95))?.closedAt).toBe('2026-11-01T00:00:00.000Z')
    await closing.rollback()
  })
})

describe('an office is found by what was typed', () => {
  it.each([
    ['02347699', ['42']],
    ['02347699 – КЕМЕРОВОСТАТ', ['42']],
    ['02347699 - кемеровостат', ['42']],
    ['0234', ['41', '42']],
    ['№ 77 – МОССТАТ', ['77']],
    ['77', ['77']],
    ['50', ['77']],
    ['95', ['84', '95']],
    ['мосстат', ['77']],
    ['москва', ['77']],
    ['Московская область', ['77']],
    ['кузбасс', ['42']],
    ['якутия', ['14']],
    ['орел', ['57']],
    ['ОРЁЛСТАТ', ['57']],
    ['алтай', ['22']],
    ['Республика Алтай', ['22']],
    ['югра', ['72']],
    ['северная осетия', ['26']],
    ['край хабар', ['27']],
    ['Атлантида', []],
    ['', []],
    [' «» ', []],
    ['%', []],
  ])('%j', (typed, numbers) => {
    expect(matchOffice(offices, typed).map(office => office.siteNo)).toEqual(numbers)
  })

  it('by its own label, name, code and number, whichever office it is', () => {
    for (const office of offices)
      for (const typed of [officeLabel(office), office.shortName.toLowerCase(), office.fullName])
        expect(matchOffice(offices, typed)).toEqual([office])
  })
})

if (isCollected)
  describe('beside the collected list', () => {
    it('nothing differs in numbers, names, subjects, sites and codes', () => {
      const collected = collectedRows('classifiers/togs.csv').map(row => [
        row.site_no,
        row.short_name,
        row.full_name,
        row.subject_codes?.split(' ').sort().join(' '),
        row.subjects?.split('; ').sort().join('; '),
        row.website,
        row.togs_code === '' ? null : row.togs_code,
      ])
      const ours = offices.map(office => [
        office.siteNo,
        office.shortName,
        office.fullName,
        office.subjects.map(subject => subject.code).join(' '),
        office.subjects
          .map(subject => subject.name)
          .sort()
          .join('; '),
        office.website,
        office.code,
      ])
      expect(ours).toEqual(collected)
    })

    it('the territories are those of ОКТМО', () => {
      const territories = new Map(
        offices.flatMap(office => office.subjects).map(({ code, territory }) => [code, territory]),
      )
      for (const row of collectedRows('classifiers/region-urban-population.csv'))
        if (row.subject_code !== '99') expect(territories.get(row.subject_code ?? '')).toBe(row.oktmo?.slice(0, 2))
    })
  })
