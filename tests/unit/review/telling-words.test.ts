import { isTelling } from '../../../src/features/organisations/telling-words'

test.each(['вектор', 'школа', '12', 'общепит', 'предприятие', 'иванов'])('«%s» tells names apart', word => {
  expect(isTelling(word)).toBe(true)
})

test.each(['ооо', 'общество', 'обществ', 'общ', 'предпри', 'с', 'и', 'ограниченной'])(
  '«%s» is a form, its beginning, or no word of its own',
  word => {
    expect(isTelling(word)).toBe(false)
  },
)
