import { load } from 'cheerio'
import { OptionList } from '../../../src/http/option-list'
import { draw } from './render'

const regions = [
  { value: '33', text: 'Владимирская область' },
  { value: '77', text: 'Москва' },
]

const options = (html: unknown) => {
  const $ = load(`<select>${String(html)}</select>`)
  return $('option')
    .map((_, element) => ({
      value: $(element).attr('value'),
      text: $(element).text(),
      chosen: $(element).attr('selected') !== undefined,
    }))
    .get()
}

describe('a list of options that is rendered once', () => {
  const list = new OptionList(regions, 'Выберите из списка')

  test('marks the chosen option and no other', () => {
    expect(options(list.render('77'))).toEqual([
      { value: '', text: 'Выберите из списка', chosen: false },
      { value: '33', text: 'Владимирская область', chosen: false },
      { value: '77', text: 'Москва', chosen: true },
    ])
  })

  test.each([[''], [undefined], [null]])('marks the empty option when nothing is chosen (%p)', value => {
    expect(options(list.render(value)).filter(option => option.chosen)).toEqual([
      { value: '', text: 'Выберите из списка', chosen: true },
    ])
  })

  test('marks nothing when nothing is chosen and there is no empty option', () => {
    expect(options(new OptionList(regions).render('')).some(option => option.chosen)).toBe(false)
  })

  test('keeps a value that is not in the list, as an option of its own on top', () => {
    expect(options(list.render('00'))[0]).toEqual({ value: '00', text: '00', chosen: true })
    expect(options(list.render('00'))).toHaveLength(4)
  })

  test('remembers nothing between two renderings', () => {
    list.render('33')
    expect(options(list.render('77')).filter(option => option.chosen)).toHaveLength(1)
  })

  test('escapes values, texts, groups and what was typed', () => {
    const hostile = '"><script>alert(1)</script>&\''
    const html = String(
      new OptionList([{ value: hostile, text: hostile, group: hostile }], hostile).render(`x${hostile}`),
    )
    expect(html).not.toContain('<script')
    expect(load(`<select>${html}</select>`)('option').last().attr('value')).toBe(hostile)
    expect(options(new OptionList([{ value: hostile, text: hostile }]).render(hostile))).toEqual([
      { value: hostile, text: hostile, chosen: true },
    ])
  })

  test('of equal values marks the first', () => {
    const twice = new OptionList([...regions, { value: '33', text: 'Ещё раз' }])
    expect(options(twice.render('33')).filter(option => option.chosen)).toEqual([
      { value: '33', text: 'Владимирская область', chosen: true },
    ])
  })

  test('puts neighbours of one group under its name and closes every group', () => {
    const grouped = new OptionList([
      { value: '1', text: 'Без группы' },
      { value: '2', text: 'Два', group: 'Первая' },
      { value: '3', text: 'Три', group: 'Первая' },
      { value: '4', text: 'Четыре', group: 'Вторая' },
    ])
    const $ = load(`<select>${String(grouped.render('3'))}</select>`)
    expect(
      $('optgroup')
        .map((_, group) => `${$(group).attr('label')}: ${$(group).children().length}`)
        .get(),
    ).toEqual(['Первая: 2', 'Вторая: 1'])
    expect(String(grouped.render('3')).match(/<\/optgroup>/g)).toHaveLength(2)
    expect($('option[selected]').attr('value')).toBe('3')
  })

  test('is printed by the macro of select without being escaped again', () => {
    const $ = draw('select', { name: 'region', label: { text: 'Регион' }, options: list, value: '77' })
    expect($('select > option').length).toBe(3)
    expect($('option[selected]').text()).toBe('Москва')
  })
})
