import { codeLabel, isSuperseded } from '../../../src/features/classifiers/classifier'
import {
  findCode,
  findKnown,
  isKnown,
  isLoaded,
  loadClassifier,
} from '../../../src/features/classifiers/classifiers.repository'
import { okfs } from '../../../src/validation/rules/okfs'
import { okopf } from '../../../src/validation/rules/okopf'
import { oksm } from '../../../src/validation/rules/oksm'
import { createDatabase, type TestDatabase } from '../../support/database'
import { collectedRows, isCollected } from './collected'

let database: TestDatabase

beforeAll(async () => {
  database = await createDatabase()
})
afterAll(() => database.destroy())

const load = (name: Parameters<typeof loadClassifier>[1]) => loadClassifier(database.db, name)

describe('the classifiers that the project ships', () => {
  it.each([
    ['okopf', 127, okopf],
    ['okfs', 33, okfs],
    ['oksm', 251, oksm],
  ] as const)('%s has %i codes, in order, that its own rule takes', async (name, count, field) => {
    const codes = (await load(name)).map(({ code }) => code)
    expect(codes).toHaveLength(count)
    expect(codes).toEqual([...codes].sort())
    expect(codes.filter(code => !field.safeParse(code).success)).toEqual([])
  })

  it('have 21 sections and 88 classes of ОКВЭД2', async () => {
    const codes = await load('okved2')
    expect(
      codes
        .filter(({ selectable }) => !selectable)
        .map(({ code }) => code)
        .join(''),
    ).toBe('ABCDEFGHIJKLMNOPQRSTU')
    expect(codes.filter(({ code }) => /^\d\d$/.test(code))).toHaveLength(88)
    expect(codes.find(({ code }) => code === '62')).toEqual({
      code: '62',
      name: 'Разработка компьютерного программного обеспечения, консультационные услуги в данной области и другие сопутствующие услуги',
      parent: 'J',
      selectable: true,
      validFrom: null,
      validTo: null,
    })
  })

  it('stand under headings that exist', async () => {
    for (const name of ['okved2', 'okopf', 'okfs'] as const) {
      const codes = await load(name)
      const known = new Set(codes.map(({ code }) => code))
      expect(codes.filter(({ parent }) => parent !== null && !known.has(parent))).toEqual([])
    }
    expect((await findCode(database.db, 'okopf', '12247'))?.parent).toBe('12200')
    expect((await findCode(database.db, 'okopf', '15300'))?.parent).toBe('10000')
    expect((await findCode(database.db, 'okfs', '42'))?.parent).toBe('40')
  })

  it('offer no heading of ОКОПФ for choice', async () => {
    const headings = (await load('okopf')).filter(({ selectable }) => !selectable).map(({ code }) => code)
    expect(headings).toEqual(['10000', '20000', '30000', '40000', '50000', '60000', '70000'])
  })

  it('are written in normal letters', async () => {
    const names = (await Promise.all((['okved2', 'okopf', 'okfs', 'oksm'] as const).map(load))).flat()
    expect(names.filter(({ name }) => name.length > 3 && name === name.toUpperCase())).toEqual([])
    expect(names.filter(({ name }) => /\s{2}|^\s|\s$|[A-Za-z]/.test(name))).toEqual([])
    expect((await findCode(database.db, 'oksm', '643'))?.name).toBe('Россия')
  })
})

describe('a code of ОКВЭД2', () => {
  it('is vouched for by its class while the deeper codes are not imported', async () => {
    expect((await findKnown(database.db, 'okved2', '01.11.1'))?.code).toBe('01')
    expect(await findCode(database.db, 'okved2', '01.11.1')).toBeUndefined()
    expect(await isKnown(database.db, 'okved2', '01')).toBe(true)
    expect(await isKnown(database.db, 'okved2', '04.11')).toBe(false)
    expect(await isKnown(database.db, 'okved2', '01.111')).toBe(false)
    expect(await isKnown(database.db, 'okved2', '01%')).toBe(false)
  })

  it('must be there once its class was imported', async () => {
    const trx = await database.db.transaction()
    await trx('classifier_codes').insert({ classifier: 'okved2', code: '62.01', name: 'Разработка', parent: '62' })
    expect((await findKnown(trx, 'okved2', '62.01'))?.code).toBe('62.01')
    expect(await isKnown(trx, 'okved2', '62.99')).toBe(false)
    expect(await isKnown(trx, 'okved2', '63.99')).toBe(true)
    await trx.rollback()
  })
})

describe('a code of another classifier', () => {
  it('is known when it is there', async () => {
    expect(await isKnown(database.db, 'okfs', '16')).toBe(true)
    expect(await isKnown(database.db, 'okfs', '99')).toBe(false)
    expect(await isKnown(database.db, 'oksm', '16')).toBe(false)
    expect(codeLabel((await findCode(database.db, 'okfs', '16')) ?? { code: '', name: '' })).toBe(
      '16 – Частная собственность',
    )
  })

  it('says nothing while the classifier is empty', async () => {
    expect(await isLoaded(database.db, 'oksm')).toBe(true)
    expect(await isLoaded(database.db, 'oktmo')).toBe(false)
  })

  it('is superseded from the day after its last one', async () => {
    const trx = await database.db.transaction()
    await trx('classifier_codes').where({ classifier: 'okfs', code: '18' }).update({ valid_to: '2026-06-30' })
    const code = await findCode(trx, 'okfs', '18')
    await trx.rollback()
    expect(code?.validTo).toBe('2026-06-30')
    expect(isSuperseded(code ?? { validTo: null }, '2026-06-30')).toBe(false)
    expect(isSuperseded(code ?? { validTo: null }, '2026-07-01')).toBe(true)
    expect(isSuperseded({ validTo: null }, '2999-01-01')).toBe(false)
  })
})

if (isCollected)
  describe('beside the collected files', () => {
    const plain = (name: string) => name.replaceAll('`', "'").replace(/\s+/g, ' ').toUpperCase()

    it.each([
      ['okopf', 'classifiers/okopf-2022.csv', 'name'],
      ['okfs', 'classifiers/okfs.csv', 'name'],
      ['oksm', 'classifiers/oksm-2022.csv', 'shortname_ru'],
    ] as const)('%s has the same codes and names', async (name, path, column) => {
      const collected = collectedRows(path).map(row => `${row.code} ${plain(row[column] ?? '')}`)
      expect((await load(name)).map(code => `${code.code} ${plain(code.name)}`)).toEqual(collected.sort())
    })
  })
