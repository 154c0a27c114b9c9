import { readSearch } from '../../../src/features/review/queue.search'

test.each([
  ['2026-000123', '2026-000123'],
  ['№ 2026-000123', '2026-000123'],
  [' 2026 – 000123 ', '2026-000123'],
  ['2026−1234567', '2026-1234567'],
])('«%s» is the number of an application', (typed, number) => {
  expect(readSearch(typed)).toEqual({ kind: 'number', number })
})

test.each([
  ['00000011', '00000011'],
  ['7', '7'],
  ['7708 50 37 27', '7708503727'],
  ['12345678901234', '12345678901234'],
])('«%s» are digits that an ОКПО or ИНН begins with', (typed, digits) => {
  expect(readSearch(typed)).toEqual({ kind: 'digits', digits })
})

test.each([
  ['ромашка', ['ромашка']],
  ['  ООО   «Ёлка» ', ['ооо', 'елка']],
  ['школа 12', ['школа', '12']],
  ['да да ДА', ['да']],
  ['100%', ['100']],
  ['а б в г д е ж з и к', ['а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з']],
  ['2026-00012', ['2026', '00012']],
  ['123456789012345', ['123456789012345']],
  ['ром\u0000ашка', ['ром', 'ашка']],
  ['«»', []],
])('«%s» are words of a name', (typed, words) => {
  expect(readSearch(typed)).toEqual({ kind: 'name', words })
})

test.each(['', '   ', '\t', '\u0000'])('%j looks for nothing', typed => {
  expect(readSearch(typed)).toBeUndefined()
})
