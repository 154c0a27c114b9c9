import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { directories } from '../../../src/directories'
import { inCp866, inWindows1251 } from '../../support/cyrillic'
import { isCollected } from '../reference-data/collected'
import { type Importing, openImporting } from './importing'

let site: Importing
beforeEach(async () => {
  site = await openImporting()
})
afterEach(() => site.destroy())

/** As the official files are written: every field in quotation marks, semicolons, CRLF, no header. */
const official = (...rows: string[][]): string =>
  rows.map(row => `${row.map(value => `"${value.replaceAll('"', '""')}"`).join(';')}\r\n`).join('')

const REST = ['', '', '', '', '', '']
const place = (code: string, section: string, name: string): string[] => [
  code.slice(0, 2),
  code.slice(2, 5),
  code.slice(5, 8),
  code.slice(8).padEnd(3, '0'),
  '0',
  section,
  name,
  ...REST,
]
const HEADING = place('42600000', '1', 'Муниципальные районы/')
const DISTRICT = place('42601000', '1', 'Первый район')
const VILLAGE = place('42601101001', '2', 'д Ёлкино "Малое"; у реки')

describe('the first file of a classifier', () => {
  it('brings its codes in, headings apart, each under its heading, in force always', async () => {
    const one = await site.load('oktmo', inWindows1251(official(HEADING, DISTRICT, VILLAGE)))
    expect(one.counts).toEqual({
      rows: 3,
      refused: 0,
      new: 3,
      renamed: 0,
      moved: 0,
      reopened: 0,
      closed: 0,
      unchanged: 0,
      inForce: 0,
    })
    expect(await site.code('oktmo', '42600000')).toMatchObject({ parent: null, valid_from: null, valid_to: null })
    expect(Boolean((await site.code('oktmo', '42600000'))?.selectable)).toBe(false)
    expect(Boolean((await site.code('oktmo', '42601000'))?.selectable)).toBe(true)
    expect(await site.code('oktmo', '42601000')).toMatchObject({ parent: '42600000', name: 'Первый район' })
    expect(await site.code('oktmo', '42601101001')).toMatchObject({
      parent: '42601000',
      name: 'д Ёлкино "Малое"; у реки',
    })
  })

  it('may be of ОКАТО: levels that are zero are left out of the code', async () => {
    const row = (code: string, section: string, name: string) => place(code, section, name).toSpliced(4, 1)
    await site.load(
      'okato',
      official(row('79000000', '1', 'Республика'), row('79201000', '1', 'Район'), row('79201000001', '2', 'п Южный')),
    )
    const codes = await site.db('classifier_codes').where({ classifier: 'okato' }).orderBy('code')
    expect(codes.map(({ code, parent }) => [code, parent])).toEqual([
      ['79', null],
      ['79201', '79'],
      ['79201000001', '79201'],
    ])
  })
})

it('takes only hundreds for headings: 410 is a neighbour of 419', async () => {
  const codes = ['42601000', '42601410', '42601419', '42601500', '42601501']
  await site.load('oktmo', official(...codes.map(code => place(code, '1', `Поселение ${code}`))))
  const rows = await site.db('classifier_codes').where({ classifier: 'oktmo' }).orderBy('code')
  expect(rows.map(({ parent }) => parent)).toEqual([null, '42601000', '42601000', '42601000', '42601500'])
})

describe('the next file', () => {
  beforeEach(async () => {
    await site.load('oktmo', official(HEADING, DISTRICT, VILLAGE))
  })
  const NEXT = '2026-03-01'

  it('closes what it leaves out on its date, renames, moves and adds; nothing is deleted', async () => {
    const renamed = place('42601000', '1', 'Первый округ')
    const added = place('42602000', '1', 'Второй округ')
    const one = await site.load(
      'oktmo',
      official(place('42600000', '1', 'Муниципальные районы/'), renamed, added),
      NEXT,
    )
    expect(one.counts).toMatchObject({ new: 1, renamed: 1, closed: 1, unchanged: 1, inForce: 3 })
    expect(await site.changes(one, 'renamed')).toEqual([['42601000', 'Первый район', 'Первый округ']])
    expect(await site.changes(one, 'closed')).toEqual([['42601101001', 'д Ёлкино "Малое"; у реки', null]])
    expect(await site.code('oktmo', '42601101001')).toMatchObject({ valid_from: null, valid_to: NEXT })
    expect(await site.code('oktmo', '42602000')).toMatchObject({ valid_from: NEXT, valid_to: null })
    expect(await site.code('oktmo', '42601000')).toMatchObject({ name: 'Первый округ', valid_from: null })
  })

  it('opens a closed code again when it comes back', async () => {
    await site.load('oktmo', official(HEADING, DISTRICT), NEXT)
    const one = await site.load('oktmo', official(HEADING, DISTRICT, VILLAGE), '2026-04-01')
    expect(one.counts).toMatchObject({ reopened: 1, new: 0, unchanged: 2 })
    expect(await site.code('oktmo', '42601101001')).toMatchObject({ valid_to: null })
  })

  it('tells when a code became a heading', async () => {
    const one = await site.load('oktmo', official(HEADING, place('42601000', '1', 'Первый район/'), VILLAGE), NEXT)
    expect(one.counts).toMatchObject({ renamed: 1, moved: 0 })
    expect(Boolean((await site.code('oktmo', '42601000'))?.selectable)).toBe(false)
  })

  it('does not close a code whose row it could not read', async () => {
    const one = await site.load('oktmo', official(HEADING, DISTRICT, place('42601101001', '2', '')), NEXT)
    expect(one.counts).toMatchObject({ closed: 0, refused: 1, unchanged: 2 })
    expect(await site.refused(one)).toEqual(['3 name.required'])
  })

  it('is refused when it is older than the one before', async () => {
    await expect(site.check('oktmo', official(HEADING), '2025-12-31')).rejects.toMatchObject({
      message: expect.stringContaining('уже обновлён по файлу от 15.01.2026'),
    })
    expect(await site.db('classifier_imports').count({ number: '*' }).first()).toMatchObject({ number: 1 })
  })

  it('changes nothing while nobody applies it', async () => {
    await site.check('oktmo', official(HEADING), NEXT)
    expect(await site.code('oktmo', '42601000')).toMatchObject({ name: 'Первый район', valid_to: null })
  })

  it('that was compared before another was applied is stale, and stays to be looked at', async () => {
    const early = await site.check('oktmo', official(HEADING), NEXT)
    await site.load('oktmo', official(HEADING, DISTRICT), NEXT)
    expect(await site.apply(early)).toBe('stale')
    expect(await site.code('oktmo', '42601000')).toMatchObject({ valid_to: null })
  })

  it('applied twice at once is applied once, and one of two files wins', async () => {
    const [one, other] = [
      await site.check('oktmo', official(HEADING, DISTRICT), NEXT),
      await site.check('oktmo', official(HEADING), NEXT),
    ]
    const same = await Promise.all([site.apply(one), site.apply(one), site.apply(other)])
    expect(same.filter(outcome => outcome === 'applied')).toHaveLength(1)
    expect(await site.db('audit_log').where({ event: 'classifier.imported' })).toHaveLength(2)
  })
})

it('tells the files of two classifiers apart: one import does not make the other stale', async () => {
  const countries = await site.check('oksm', 'code,shortname_ru\n643,РОССИЯ\n')
  await site.load('oktmo', official(DISTRICT))
  expect(await site.apply(countries)).toBe('applied')
})

it('forgets after a day what nobody decided about', async () => {
  const one = await site.check('oktmo', official(DISTRICT))
  await site.db('classifier_imports').where({ id: one.id }).update({ created_at: '2020-01-01T00:00:00.000Z' })
  await site.check('oktmo', official(HEADING))
  expect(await site.db('classifier_imports').where({ id: one.id })).toEqual([])
  expect(await site.db('classifier_import_rows').where({ import_id: one.id })).toEqual([])
})

describe('a broken file', () => {
  it.each([
    ['empty', '', 'Файл пуст'],
    ['a page of the site', '<!DOCTYPE html>\n<html><body>', 'Это веб-страница'],
    ['a workbook', 'PK\u0003\u0004 and so on', 'книга Excel'],
    ['UTF-16', Buffer.from(`\ufeff${official(DISTRICT)}`, 'utf16le'), 'UTF-16'],
    ['in the encoding of MS-DOS', inCp866(official(DISTRICT)), 'нет ни одной строки'],
    ['with a header that lacks a column', 'TER;KOD1;KOD2;KOD3;RAZDEL\r\n42;601;000;000;1\r\n', 'нет столбцов: «NAME1»'],
    ['of another classifier', official(['A', '01', 'Растениеводство']), 'столбцов: 3, а в файле'],
    ['without delimiters', 'просто текст\r\nещё текст\r\n', 'не найден разделитель'],
  ])('that is %s is refused with a sentence, and nothing of it stays', async (_, content, sentence) => {
    await expect(site.check('oktmo', content)).rejects.toMatchObject({ message: expect.stringContaining(sentence) })
    expect(await site.db('classifier_imports')).toEqual([])
    expect(await site.db('classifier_import_rows')).toEqual([])
  })

  it('loses only its bad rows, each with its reason', async () => {
    const one = await site.check(
      'oktmo',
      official(
        HEADING,
        DISTRICT,
        DISTRICT,
        place('4260100', '1', 'Короткий'),
        ['42', '603'],
        place('42604000', '1', 'рАЙОН в коде КОИ'),
        place('42605000', '1', 'я'.repeat(70_000)),
        place('42606000', '1', 'знак\u0007'),
        VILLAGE,
      ),
    )
    expect(one.counts).toMatchObject({ rows: 9, new: 3, refused: 6 })
    expect(await site.refused(one)).toEqual([
      '3 code.duplicate',
      '4 code.format',
      '5 row.fields',
      '6 name.letters',
      '7 row.too_long',
      '8 row.control',
    ])
  })
})

const collected = (name: string): Buffer => readFileSync(resolve(directories.root, '../shared/data/classifiers', name))

// Only where the collection of real files lies beside the project.
const withFiles = isCollected ? describe : describe.skip

withFiles('the official files', () => {
  it('of ОКВЭД2 has 2,899 rows: all are taken, and the classes that were shipped stay', async () => {
    const one = await site.load('okved2', collected('okved2-official-20231201.cp1251.csv'), '2023-12-01')
    expect(one.counts).toMatchObject({ rows: 2899, refused: 0, closed: 0, reopened: 0, moved: 0, inForce: 109 })
    expect(one.counts.new).toBe(2899 - 109)
    expect(await site.code('okved2', '01.11.1')).toMatchObject({ parent: '01.11', valid_to: null })
    expect(await site.code('okved2', '62')).toMatchObject({ parent: 'J' })
    const headings = (await site.db('classifier_codes').where({ classifier: 'okved2', selectable: false })).length
    expect(headings).toBe(21)
    const again = await site.check('okved2', collected('okved2-official-20231201.cp1251.csv'), '2023-12-01')
    expect(again.counts).toMatchObject({ unchanged: 2899, new: 0, renamed: 0 })
  })

  it.each([
    ['okopf', 'okopf-2022.csv', 127],
    ['okfs', 'okfs.csv', 33],
    ['oksm', 'oksm-2022.csv', 251],
  ] as const)('of %s says what was shipped: nothing new, nothing closed, nothing moved', async (name, file, rows) => {
    const { counts } = await site.check(name, collected(file))
    expect(counts).toMatchObject({ rows, refused: 0, new: 0, closed: 0, moved: 0 })
  })

  it('of ОКВЭД (2001) is taken whole', async () => {
    const { counts } = await site.check('okved', collected('okved-2001.csv'))
    expect(counts).toMatchObject({ rows: 1842, refused: 0, new: 1842 })
  })
})
