import { compareTemplates, readTemplate } from '../../../src/flk'
import { metaForm } from '../../support/flk/meta-form'

const template = (parts: Parameters<typeof metaForm>[0]) => readTemplate(metaForm(parts)).template
const column = (code: string, name: string, type = 'Z') => `<column code="${code}" type="${type}" name="${name}"/>`
const row = (code: string, name: string) => `<row code="${code}" type="F" name="${name}"/>`

test('what is gone, new or called differently is named with its section', () => {
  const before = template({
    columns: column('А', 'Подпись', 'B') + column('3', 'Всего') + column('4', 'Прочее'),
    rows: `${row('', 'Заголовок').replace('"F"', '"C"')}${row('01', 'Итого')}${row('02', 'Старая')}`,
  })
  const after = template({
    title: '<item field="okpo" name="ОКПО"/><item field="email" name="Почта"/>',
    columns: column('Б', 'Подпись', 'B') + column('03', 'Всего') + column('5', 'Новая'),
    rows: row('1', 'Всего по строке') + row('03', 'Ещё'),
  })
  expect(
    compareTemplates(before, after).map(({ kind, part, section, code, was }) => [kind, part, section, code, was]),
  ).toEqual([
    ['gone', 'field', null, 'name', null],
    ['new', 'field', null, 'email', null],
    ['gone', 'column', '1', '4', null],
    ['new', 'column', '1', '5', null],
    ['gone', 'row', '1', '02', null],
    ['renamed', 'row', '1', '1', 'Итого'],
    ['new', 'row', '1', '03', null],
  ])
})

test('whole sections are named once, and a version is no different from itself', () => {
  const one = template({})
  const two = template({ sections: '<section code="2" name="Второй"><columns/><rows/></section>' })
  expect(compareTemplates(one, two).map(({ kind, part, code }) => [kind, part, code])).toEqual([
    ['gone', 'section', '1'],
    ['new', 'section', '2'],
  ])
  expect(compareTemplates(one, one)).toEqual([])
})
