import { matchingWords, saveWords, wordMark, wordsOf } from '../../../src/db/text-search'
import { createDatabase, type TestDatabase } from '../../support/database'

const TABLE = 'organisation_words'
let database: TestDatabase
beforeAll(async () => {
  database = await createDatabase()
  const names = ['ООО «Ёлочка»', 'АО "Елочные игрушки"', 'ИП Иванов-Ёлкин И. И.', 'МБОУ СОШ № 5', "ООО 'Пять' & !(5)"]
  for (const [index, name] of names.entries())
    await saveWords(database.db, TABLE, index + 1, [wordMark('o', index % 2), ...wordsOf(name)])
})
afterAll(() => database.destroy())

const find = async (typed: string, marks: string[] = []): Promise<number[]> => {
  const rows: { id: number }[] = await matchingWords(database.db, TABLE, { words: wordsOf(typed), marks, limit: 10 })
  return rows.map(({ id }) => id).sort((one, other) => one - other)
}

it.each([
  ['елочка', [1]],
  ['ЁЛОЧ', [1, 2]],
  ['«елочные» ИГР', [2]],
  ['елкин иванов', [3]],
  ['соц', []],
  ['сош №5', [4]],
  ['5', [4, 5]],
  ['ооо', [1, 5]],
  ['оо', []],
])('finds %s by the beginnings of words, whatever the capitals, ё and signs', async (typed, found) => {
  expect(await find(typed)).toEqual(found)
})

it('narrows by a mark, and by nothing that a person could type', async () => {
  expect(await find('елоч', [wordMark('o', 0)])).toEqual([1])
  expect(wordsOf('_o0')).toEqual(['o0'])
})

it('takes the signs of either query language for what they are: no words', () => {
  expect(wordsOf(`a' & !b:* | "c" NEAR(d) -- \u0000`)).toEqual(['a', 'b', 'c', 'near', 'd'])
})

it('replaces the words of a row', async () => {
  await saveWords(database.db, TABLE, 1, wordsOf('Сосна'))
  expect(await find('елочка')).toEqual([])
  expect(await find('сосна')).toEqual([1])
})
