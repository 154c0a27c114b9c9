import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MAX_RECORD_LENGTH, type Place, readRecords, type TextRecord } from '../../../src/delimited/records'
import type { Encoding } from '../../../src/delimited/sniff'
import { inWindows1251 } from '../../support/cyrillic'

const folder = mkdtempSync(join(tmpdir(), 'websbor-records-'))
const path = join(folder, 'extract.csv')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Given = { from?: Place; encoding?: Encoding; pieceBytes?: number | undefined }

const read = async (
  content: string | Uint8Array,
  { from = { offset: 0, line: 1 }, encoding = 'utf-8', pieceBytes }: Given = {},
): Promise<{ records: TextRecord[]; places: Place[] }> => {
  writeFileSync(path, content)
  const records: TextRecord[] = []
  const places: Place[] = []
  for await (const piece of readRecords(path, from, encoding, pieceBytes)) {
    records.push(...piece.records)
    places.push(piece.next)
  }
  return { records, places }
}

const told = ({ records }: { records: TextRecord[] }): string[] =>
  records.map(({ line, text, problem }) => `${line} ${problem ?? text}`)

const CONTENT = [
  'один;"с «ёлкой»"',
  '"в двух\nстроках";два',
  '',
  'ООО "Ромашка"',
  '"не закрыта;три',
  'четыре',
  '"a""b\r\nc";пять\r',
  'шесть',
].join('\n')

it.each([1, 2, 3, 7, 16, 50, undefined])(
  'gives the same records however large the pieces are: %s bytes',
  async pieceBytes => {
    // A mark is open or closed by their number: the three of the line after the next close the one of «не закрыта».
    expect(told(await read(CONTENT, { pieceBytes }))).toEqual([
      '1 один;"с «ёлкой»"',
      '2 "в двух\nстроках";два',
      '4 ',
      '5 ООО "Ромашка"',
      '6 "не закрыта;три\nчетыре\n"a""b\r',
      '9 row.quote',
      '10 шесть',
    ])
  },
)

it('never lets a mark that nobody closes swallow more than itself', async () => {
  const lines = ['"открыта', ...Array.from({ length: 40 }, (_, index) => `строка ${index}`)]
  for (const pieceBytes of [5, 100, undefined]) {
    const { records } = await read(lines.join('\n'), { pieceBytes })
    expect(records).toHaveLength(41)
    expect(records[0]).toEqual({ line: 1, text: '', problem: 'row.quote' })
    expect(records[40]).toEqual({ line: 41, text: 'строка 39', problem: undefined })
  }
})

it('reads endless lines away in little memory, and goes on with the next', async () => {
  const long = 'ж'.repeat(MAX_RECORD_LENGTH + 1)
  for (const pieceBytes of [1000, undefined]) {
    expect(told(await read(`а\n${long}\nб\n"${long}`, { pieceBytes }))).toEqual([
      '1 а',
      '2 row.too_long',
      '3 б',
      '4 row.too_long',
    ])
    expect(told(await read(`"а\n${long}${long}${long}\nб`, { pieceBytes }))).toEqual([
      '1 row.quote',
      '2 row.too_long',
      '3 б',
    ])
  }
})

it('goes on from the place behind any piece', async () => {
  const whole = await read(CONTENT, { pieceBytes: 10 })
  for (const from of whole.places) {
    const rest = told(await read(CONTENT, { from, pieceBytes: 11 }))
    expect(told(whole).slice(told(whole).length - rest.length)).toEqual(rest)
    expect(rest[0]?.startsWith(`${from.line} `) ?? true).toBe(true)
  }
})

it('reads windows-1251, and marks what is no UTF-8', async () => {
  expect(told(await read(inWindows1251('ёж;№ 1\nщука'), { encoding: 'windows-1251', pieceBytes: 4 }))).toEqual([
    '1 ёж;№ 1',
    '2 щука',
  ])
  const mixed = Buffer.concat([Buffer.from('да\n'), inWindows1251('нет'), Buffer.from('\nда')])
  expect(told(await read(mixed, { pieceBytes: 3 }))).toEqual(['1 да', '2 \ufffd\ufffd\ufffd', '3 да'])
})

it('goes through a piece once, wherever the quotation marks stand', async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `строка ${index}`)
  expect((await read(`${lines.join('\n')}\n"да"`)).records).toHaveLength(20_001)
})
