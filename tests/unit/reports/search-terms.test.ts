import { searchTerms } from '../../../src/features/reports/dictionary/search-terms'
import { Dictionary } from '../../../src/flk'

const relations = new Map<string, string[]>()
const dictionary = new Dictionary(
  'goods',
  Array.from({ length: 100_000 }, (_, index) => ({
    id: `${Math.floor(index / 100)}.${index % 100}`,
    name: index % 7 === 0 ? `Ёлка ${index} зелёная` : `Товар ${index}`,
    relations,
  })),
)
const ids = (query: string, size = 3) => searchTerms(dictionary, { query, size }).terms.map(({ id }) => id)

it('finds by the beginning of a code and by words in any order, with е for ё', () => {
  expect(ids('999.9')).toEqual(['999.9', '999.90', '999.91'])
  expect(ids('зеленая елка 21')[0]).toBe('0.21')
  expect(ids('нет такого')).toEqual([])
})

it('walks the pages of 100,000 terms there and back, and meets each once', () => {
  const size = 5000
  const seen: string[] = []
  let page = searchTerms(dictionary, { query: '', size })
  for (;;) {
    seen.push(...page.terms.map(({ id }) => id))
    if (page.next === undefined) break
    page = searchTerms(dictionary, { query: '', size, cursor: { side: 'after', position: page.next } })
  }
  expect([seen.length, new Set(seen).size]).toEqual([100_000, 100_000])
  const back = searchTerms(dictionary, { query: '', size, cursor: { side: 'before', position: page.previous ?? 0 } })
  expect(back.terms.at(-1)?.id).toBe('949.99')
  const first = searchTerms(dictionary, { query: '', size: 10, cursor: { side: 'before', position: 4 } })
  expect([first.terms.length, first.previous, first.next]).toEqual([10, undefined, 9])
})

it('shows only what fits, where another value decides', () => {
  const fits = ({ id }: { id: string }) => id.endsWith('.7')
  expect(searchTerms(dictionary, { query: '', size: 2, fits }).terms.map(({ id }) => id)).toEqual(['0.7', '1.7'])
})
