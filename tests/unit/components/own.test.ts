import { draw, render } from './render'

describe('tabs', () => {
  const items = [
    { text: 'Общая информация', current: true, status: { text: 'Есть ошибки', tone: 'danger' } },
    { text: 'Сертификаты', name: 'go', value: 'certificates' },
    { text: 'Помощь', href: '/help' },
  ]

  test('name the current step and are buttons or links as given', () => {
    const $ = draw('tab-nav', { label: 'Разделы заявки', items })
    expect($('nav').attr('aria-label')).toBe('Разделы заявки')
    expect($('[aria-current=step]').text()).toBe('Общая информация Есть ошибки')
    expect($('button[name=go]').attr('value')).toBe('certificates')
    expect($('a').attr('href')).toBe('/help')
  })

  test('leave the main action first in the form, where Enter finds it', () => {
    const $ = draw('tab-nav', {
      label: 'Разделы',
      items,
      defaultAction: { text: 'Продолжить', name: 'go', value: 'next' },
    })
    expect($('button').first().attr('value')).toBe('next')
    expect($('button').first().is('.govuk-visually-hidden[tabindex=-1][aria-hidden=true]')).toBe(true)
  })
})

describe('a filter', () => {
  test('is a GET form with its fields, what else the address carries, and a way to start anew', () => {
    const $ = draw(
      'filter-panel',
      { action: '/office', resetHref: '/office', hidden: [{ name: 'sort', value: 'sent' }] },
      '<input name="q">',
    )
    expect($('form').attr('method')).toBe('get')
    expect($('form').attr('aria-label')).toBe('Отбор')
    expect(
      $('input')
        .map((_, element) => $(element).attr('name'))
        .get(),
    ).toEqual(['sort', 'q'])
    expect($('button').text()).toBe('Показать')
    expect($('a').text()).toBe('Сбросить отбор')
  })
})

describe('a timeline', () => {
  test('says what happened, when and by whom', () => {
    const $ = draw('timeline', {
      items: [
        { what: 'Отправлена', time: { text: '11 января', datetime: '2026-01-11T15:40:00Z' } },
        {
          what: 'Возвращена',
          who: 'Специалист (демо)',
          note: 'Укажите ОГРН',
          time: { text: '12 января', datetime: '2026-01-12T07:15:00Z' },
        },
      ],
    })
    expect($('li').length).toBe(2)
    expect(
      $('.app-timeline__when')
        .map((_, element) => $(element).text())
        .get(),
    ).toEqual(['11 января', '12 января, Специалист (демо)'])
    expect($('time').first().attr('datetime')).toBe('2026-01-11T15:40:00Z')
    expect($('.app-timeline__note').text()).toBe('Укажите ОГРН')
  })
})

describe('a data table', () => {
  const head = [
    { text: 'Номер', href: '?sort=number', sort: 'ascending' },
    { text: 'Дней', format: 'numeric' },
  ]

  test('sorts by links, and tells by which column it is sorted', () => {
    const $ = draw('data-table', { caption: 'Заявки', head, rows: [] })
    expect($('th').first().attr('aria-sort')).toBe('ascending')
    expect($('th a').attr('href')).toBe('?sort=number')
    expect($('th [aria-hidden=true]').text()).toBe('↑')
  })

  test('names every value for narrow screens and heads each row by a link to it', () => {
    const $ = draw('data-table', {
      caption: 'Заявки',
      head,
      rows: [{ href: '/1', cells: [{ text: '33-1' }, { text: '2', classes: 'x' }] }],
    })
    expect($('tbody th[scope=row] a').attr('href')).toBe('/1')
    expect($('td').attr('data-label')).toBe('Дней')
    expect($('td').attr('class')).toBe('app-table__numeric x')
  })

  test('shows a state and a second line in a cell', () => {
    const $ = draw('data-table', {
      caption: 'Заявки',
      head: [{ text: 'Организация' }, { text: 'Состояние' }],
      rows: [{ cells: [{ text: 'Ромашка (демо)', note: 'ИНН 77' }, { tag: { text: 'Новая', tone: 'success' } }] }],
    })
    expect($('.app-table__note').text()).toBe('ИНН 77')
    expect($('.govuk-tag.app-tag--success').text()).toBe('Новая')
  })

  test('says so when there is nothing', () => {
    const $ = draw('data-table', { caption: 'Заявки', head, rows: [] })
    expect($('tbody').text().trim()).toBe('Ничего не найдено')
    expect($('td').attr('colspan')).toBe('2')
  })
})

describe('the protocol of the checks', () => {
  test('counts errors and warnings apart and links each to its field', () => {
    const $ = draw('finding-list', {
      errors: [{ field: 'ИНН', text: 'Не сходится контрольная цифра', href: '#inn', rule: 'inn.check_digit' }],
      warnings: [
        { text: 'Проверьте адрес', href: '#address' },
        { field: 'Телефон', text: 'Короткий номер' },
      ],
    })
    expect(
      $('h2')
        .map((_, element) => $(element).text())
        .get(),
    ).toEqual(['Ошибки: 1', 'Предупреждения: 2'])
    expect(
      $('a')
        .map((_, element) => $(element).attr('href'))
        .get(),
    ).toEqual(['#inn', '#address'])
    expect($('.app-findings--error li').text()).toBe('ИНН: Не сходится контрольная цифра Код проверки: inn.check_digit')
    expect($('.app-findings--warning li').last().text()).toBe('Телефон: Короткий номер')
  })

  test('says when nothing was found', () => {
    expect(draw('finding-list', { errors: [], warnings: [] })('p').text()).toBe(
      'Проверка пройдена: ошибок и предупреждений нет',
    )
  })
})

describe('a comparison', () => {
  test('marks a difference in words', () => {
    const $ = draw('comparison-table', {
      caption: 'Заявка и регистр',
      rows: [
        { field: 'Наименование', ours: 'Ромашка', theirs: 'Ромашка' },
        { field: 'ИНН', ours: '', theirs: '77', differs: true },
        { field: 'Телефон', ours: '123' },
      ],
    })
    expect(
      $('tbody tr td:last-child')
        .map((_, element) => $(element).text())
        .get(),
    ).toEqual(['совпадает', 'отличается', 'не с чем сравнить'])
    expect($('tbody tr').eq(1).find('td').first().text()).toBe('не указано')
    expect($('tbody tr').eq(2).find('td').eq(1).text()).toBe('нет данных')
    expect($('tbody td').first().attr('data-label')).toBe('В заявке')
  })
})

test('a status says its words and takes a tone', () => {
  expect(render('status-tag', { text: 'Новая' })).toBe('<strong class="govuk-tag">Новая</strong>')
  expect(render('status-tag', { text: 'Отклонена', tone: 'danger' })).toBe(
    '<strong class="govuk-tag app-tag--danger">Отклонена</strong>',
  )
})

test.each(['tab-nav', 'timeline', 'data-table', 'finding-list', 'comparison-table', 'status-tag'])(
  '%s escapes what it is given',
  component => {
    const hostile = '<img src=x>"'
    const item = {
      text: hostile,
      field: hostile,
      rule: hostile,
      what: hostile,
      who: hostile,
      note: hostile,
      ours: hostile,
      theirs: hostile,
      href: hostile,
      time: { text: hostile, datetime: hostile },
      status: { text: hostile },
    }
    const html = render(component, {
      text: hostile,
      label: hostile,
      caption: hostile,
      items: [item],
      head: [item],
      rows: [{ ...item, cells: [item] }],
      errors: [item],
      warnings: [item],
    })
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img')
  },
)
