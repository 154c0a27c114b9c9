import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../../..')
const text = readFileSync(join(root, 'docs/security.md'), 'utf8')

type Row = { number: string; code: string[]; tests: string[] }

const named = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] as string)

/** The rows of the ASVS tables: number, what is asked, how it is met, code, test. */
const rows: Row[] = text
  .slice(text.indexOf('## OWASP ASVS'))
  .split('\n')
  .map(line => line.split('|').map(cell => cell.trim()))
  .filter(cells => cells.length === 7 && /^\d/.test(cells[1] ?? ''))
  .map(([, number = '', , , code = '', test = '']) => ({ number, code: named(code), tests: named(test) }))

/** Every number of a range: «6.2.1–6.2.3» is three. */
const numbersOf = (cell: string): string[] =>
  cell.split(', ').flatMap(part => {
    const [first = '', last] = part.split('–')
    if (last === undefined) return [first]
    const [stem, from, to] = [first.replace(/\d+$/, ''), Number(/\d+$/.exec(first)), Number(/\d+$/.exec(last))]
    return Array.from({ length: to - from + 1 }, (_, at) => `${stem}${from + at}`)
  })

/** The requirements of level 1 and 2 by chapter, as the text of ASVS 5.0 was published; a section alone is n/a. */
const SECTIONS: Record<string, string[]> = {
  1: ['1.1.1-2', '1.2.1-9', '1.3.1-11', '1.4.1-3', '1.5.1-2'],
  2: ['2.1.1-3', '2.2.1-3', '2.3.1-4', '2.4.1-1'],
  3: ['3.2.1-2', '3.3.1-4', '3.4.1-6', '3.5.1-5', '3.7.1-2'],
  4: ['4.1.1-3', '4.2.1-1', '4.3', '4.4'],
  5: ['5.1.1-1', '5.2.1-3', '5.3.1-2', '5.4.1-3'],
  6: ['6.1.1-3', '6.2.1-12', '6.3.1-4', '6.4.1-4', '6.5.1-5', '6.6.1-3', '6.8'],
  7: ['7.1.1-3', '7.2.1-4', '7.3.1-2', '7.4.1-5', '7.5.1-2', '7.6'],
  8: ['8.1.1-2', '8.2.1-3', '8.3.1-1', '8.4.1-1'],
  9: ['9.1.1-3', '9.2.1-4'],
  10: ['10'],
  11: ['11.1.1-2', '11.2.1-3', '11.3.1-3', '11.4.1-3', '11.5.1-1', '11.6.1-1'],
  12: ['12.1.1-3', '12.2.1-2', '12.3.1-4'],
  13: ['13.1.1-1', '13.2.1-5', '13.3.1-2', '13.4.1-5'],
  14: ['14.1.1-2', '14.2.1-4', '14.3.1-3'],
  15: ['15.1.1-3', '15.2.1-3', '15.3.1-7'],
  16: ['16.1.1-1', '16.2.1-5', '16.3.1-4', '16.4.1-3', '16.5.1-3'],
  17: ['17'],
}

describe('The table of OWASP ASVS in docs/security.md', () => {
  it.each(Object.entries(SECTIONS))('has every requirement of level 1 and 2 of chapter %s', (_chapter, sections) => {
    const given = new Set(rows.flatMap(({ number }) => numbersOf(number)))
    const asked = sections.flatMap(section => numbersOf(section.replace(/(.*\.)(\d+)-(\d+)$/, '$1$2–$1$3')))
    expect(asked.filter(number => !given.has(number))).toEqual([])
  })

  it('names no requirement twice', () => {
    const all = rows.flatMap(({ number }) => numbersOf(number))
    expect(all.filter((number, at) => all.indexOf(number) !== at)).toEqual([])
  })

  it('points to code that exists', () => {
    const missing = rows
      .flatMap(({ code }) => code)
      .filter(path => !existsSync(join(root, 'src', path)) && !existsSync(join(root, path)))
    expect(missing).toEqual([])
  })

  it('points to tests that exist', () => {
    const missing = rows.flatMap(({ tests }) => tests).filter(path => !existsSync(join(root, 'tests', path)))
    expect(missing).toEqual([])
  })
})
