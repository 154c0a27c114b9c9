import { inCp866, inWindows1251 } from '../../support/cyrillic'
import { extract, HEADER, type Importing, openImporting } from './importing'

let site: Importing
beforeAll(async () => {
  site = await openImporting()
})
afterAll(() => site.destroy())

const GOOD = '20000003;ООО «Верная»;;;42'

it.each([
  ['an empty file', '', 'Файл пуст'],
  ['a header alone', HEADER, 'одна строка'],
  ['UTF-16', Buffer.from(`\ufeff${extract(GOOD)}`, 'utf16le'), 'UTF-16'],
  ['UTF-16 without a mark', Buffer.from(extract(GOOD), 'utf16le'), 'нулевые байты'],
  ['an Excel workbook', Buffer.from('PK\u0003\u0004 and so on'), 'книга Excel'],
  ['a page', '<html>\n<body>', 'Это веб-страница'],
  ['a text without columns', 'ОКПО\n20000003\n', 'не найден разделитель'],
  [
    'a header without ОКПО',
    'ИНН;Наименование;ТОГС\r\n1;2;3\r\n',
    'нет столбцов: «ОКПО». Найдены столбцы: ИНН; Наименование; ТОГС',
  ],
  ['a header without an office', 'ОКПО;Наименование\r\n1;2\r\n', '«ТОГС» (или «ОКТМО», или «ОКАТО»)'],
  ['a column twice', 'ОКПО;Наименование;ТОГС;Код ОКПО\r\n1;2;3;4\r\n', 'Столбец «ОКПО» встречается в файле дважды'],
  [
    'a wrong encoding',
    inCp866('ОКПО;Наименование;ТОГС\r\n20000003;ООО Верная;42\r\n'),
    'сохраните файл в кодировке UTF-8',
  ],
])('refuses %s with a sentence that says what to do', async (_, content, sentence) => {
  const { state, problem } = await site.load(content)
  expect(state).toBe('failed')
  expect(problem).toContain(sentence)
})

it.each([
  ['UTF-8 with a mark', `\ufeff${extract('20000003;ООО «Ёлка»;;;42')}`],
  ['windows-1251', inWindows1251(extract('20000003;ООО «Ёлка»;;;42'))],
  ['commas', extract('20000003;ООО «Ёлка»;;;42').replaceAll(';', ',')],
  [
    'columns in another order with names of their own',
    'okpo,office,name,unknown\n20000003,№ 42 – КЕМЕРОВОСТАТ,ООО «Ёлка»,x\n',
  ],
  ['quotation marks, and a line end within them', `${HEADER}\n"20000003";"ООО «Ёлка»";"Общество\n""Ёлка""";"";42\n`],
  [
    'an ОКТМО instead of an office, and no line end at the end',
    'ОКПО;Наименование;ОКТМО\n20000003;ООО «Ёлка»;32701000',
  ],
])('reads %s', async (_, content) => {
  await site.db('organisations').delete()
  expect(await site.load(content)).toMatchObject({ state: 'done', report: { refused: {}, new: 1 } })
  expect(await site.organisation('20000003')).toMatchObject({ short_name: 'ООО «Ёлка»', office_id: 42 })
})

it('refuses each bad row with its line and its reason, and takes the good ones between', async () => {
  await site.db('organisations').delete()
  const rows = [
    '123;ООО;;;42',
    '20000010;;;;42',
    `20000026;${'о'.repeat(256)};;;42`,
    '20000032;ООО;;12;42',
    '20000049;ООО;;;99',
    '20000055;ООО;;;42;лишнее',
    '20000061;ООО\u0000;;;42',
    '20000078;"ООО;;;42',
    GOOD,
    `20000084;${'x'.repeat(70_000)};;;42`,
    '20000003;ООО «Вторая с тем же ОКПО»;;;42',
    '=cmd;"=1+1";;;42',
  ]
  const { id, report } = await site.load(extract(...rows))
  expect(report).toMatchObject({
    rows: 12,
    new: 1,
    refused: {
      'okpo.format': 2,
      'short_name.required': 1,
      'short_name.too_long': 1,
      'inn.format': 1,
      'office.unknown': 1,
      'row.fields': 1,
      'row.control': 1,
      'row.quote': 1,
      'row.too_long': 1,
      'okpo.duplicate': 1,
    },
  })
  const lines = site.refused(id).map(line => line.split(';').slice(0, 3).join(';'))
  expect(lines).toContain('2;;ОКПО должен состоять из 8, 10, 12 или 14 цифр')
  expect(lines).toContain('8;20000061;В строке есть недопустимые управляющие знаки')
  expect(lines).toContain('12;20000003;ОКПО уже встретился в файле выше: строка 10')
  expect(site.refused(id).join('\n')).not.toMatch(/;=/)
  expect(await site.db('organisations').pluck('okpo')).toEqual(['20000003'])
})

it('says of a row in another encoding that it is, not what it looks like', async () => {
  await site.db('organisations').delete()
  const mixed = Buffer.concat([
    Buffer.from('\ufeff'),
    Buffer.from(extract(GOOD)),
    inWindows1251('20000010;ООО «Чужая»;;;42\r\n'),
  ])
  expect((await site.load(mixed)).report).toMatchObject({ new: 1, refused: { 'row.encoding': 1 } })
})

it('does not archive what the extract names in a row that is refused', async () => {
  await site.db('organisations').delete()
  await site.load(extract(GOOD, '20000010;ООО;;;42'))
  const { report } = await site.load(extract(GOOD, '20000010;ООО;;12;42'), { full: true })
  expect(report).toMatchObject({ archived: 0, refused: { 'inn.format': 1 } })
})

it('takes a whole file of bad rows for what it is, in the same memory', async () => {
  const bad = Array.from({ length: 30_000 }, (_, index) => `плохая строка ${index};;;;`)
  const { id, state, report } = await site.load(extract(...bad))
  expect([state, report?.rows, report?.refused]).toEqual(['done', 30_000, { 'okpo.format': 30_000 }])
  expect(site.refused(id)).toHaveLength(30_000)
})

it('asks before it archives a tenth of the register', async () => {
  await site.db('organisations').delete()
  const many = Array.from({ length: 60 }, (_, index) => `${30_000_000 + index};ООО;;;42`)
  await site.load(extract(...many))
  const { id, state, report } = await site.load(extract(...many.slice(0, 30)), { full: true })
  expect([state, report?.archived]).toEqual(['checked', 30])
  expect(await site.db('organisations').whereNotNull('archived_at')).toEqual([])
  await site
    .db('register_imports')
    .where({ id })
    .update({ state: 'cancelled', open_slot: null, ended_at: '2026-11-23T06:00:00.000Z' })
})
