import { decodeTable, readTable } from '../../../src/features/reports/paste/table-text'

const rows = (text: string) => readTable(text).rows

describe('a block from a spreadsheet', () => {
  it('is rows and cells, with line ends of any system', () => {
    expect(rows('1\t2\r\n3\t\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ])
    expect(rows('1\t2\r3\t4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(rows('\n\t5\n\n')).toEqual([[''], ['', '5']])
  })

  it('has tabs, line ends and doubled quotes inside quoted cells', () => {
    expect(rows('"a\tb"\t"c\nd"\t"ООО ""Ромашка"""\n2')).toEqual([['a\tb', 'c\nd', 'ООО "Ромашка"'], ['2']])
  })

  it('keeps a quote that is just a letter, as other programs copy it', () => {
    expect(rows('"Ромашка" ООО\t5" труба\n"не закрыта\t1\n2')).toEqual([
      ['"Ромашка" ООО', '5" труба'],
      ['"не закрыта', '1'],
      ['2'],
    ])
  })

  it('with commas in numbers is not cut at them', () => {
    expect(rows('1 234,5\n-0,5\n')).toEqual([['1 234,5'], ['-0,5']])
    expect(rows('1,5\t2,5')).toEqual([['1,5', '2,5']])
  })
})

describe('a CSV file', () => {
  it.each([
    [
      'a;b,c\n1,5;2',
      ';',
      [
        ['a', 'b,c'],
        ['1,5', '2'],
      ],
    ],
    [
      'a,b\n1.5,"2,5"',
      ',',
      [
        ['a', 'b'],
        ['1.5', '2,5'],
      ],
    ],
    ['\uFEFFa;b', ';', [['a', 'b']]],
  ])('%j is cut at %j', (text, delimiter, expected) => {
    expect(readTable(text)).toEqual({ delimiter, rows: expected, isCut: false })
  })

  it('is cut at the delimiter that was chosen', () => {
    expect(readTable('1,5;2', ',').rows).toEqual([['1', '5;2']])
  })

  it.each([
    ['UTF-8', Buffer.from('Строка;Да')],
    ['UTF-8 with a mark', Buffer.from('\uFEFFСтрока;Да')],
    ['windows-1251', Buffer.from([0xd1, 0xf2, 0xf0, 0xee, 0xea, 0xe0, 0x3b, 0xc4, 0xe0])],
    ['UTF-16', Buffer.from('\uFEFFСтрока;Да', 'utf16le')],
  ])('in %s is read', (_name, bytes) => {
    expect(rows(decodeTable(bytes))).toEqual([['Строка', 'Да']])
  })
})

it('garbage of quotes and delimiters ends, and is bounded', () => {
  for (const part of ['"', '""', '"\t', '"\n', '"a""\n', '\t', '"a\n"b'])
    expect(readTable(part.repeat(20_000)).rows.length).toBeGreaterThanOrEqual(0)
  expect(readTable('1\t'.repeat(300_000))).toMatchObject({ isCut: true })
})
