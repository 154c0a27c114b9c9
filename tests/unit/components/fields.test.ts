import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { draw, render, safe } from './render'

const FIELDS = ['input', 'textarea', 'select', 'file-upload', 'password-input', 'radios', 'checkboxes', 'date-input']
const items = [{ value: '1', text: 'Один', name: 'one', label: 'Один' }]
const views = resolve(__dirname, '../../../views')

describe.each(FIELDS)('the field %s', component => {
  const told = {
    id: 'okpo',
    idPrefix: 'okpo',
    name: 'okpo',
    label: { text: 'ОКПО' },
    fieldset: { legend: { text: 'ОКПО' } },
    items,
    hint: { text: 'Подсказка' },
    errorMessage: { text: 'Исправьте' },
    warningMessage: { text: 'Проверьте' },
    notice: { text: 'Взято из регистра' },
  }

  test('is described by its hint, error, warning and notice, in the order in which they stand', () => {
    const $ = draw(component, told)
    expect($('[aria-describedby]').first().attr('aria-describedby')).toBe(
      'okpo-hint okpo-error okpo-warning okpo-notice',
    )
    expect(
      $('[id^=okpo-]:not(input, label)')
        .map((_, element) => $(element).attr('id'))
        .get(),
    ).toEqual(['okpo-hint', 'okpo-error', 'okpo-warning', 'okpo-notice'])
  })

  test('says in words what is an error, what a warning and what a notice', () => {
    const $ = draw(component, told)
    expect($('#okpo-error').text()).toBe('Ошибка: Исправьте')
    expect($('#okpo-warning.app-warning-message').text()).toBe('Предупреждение: Проверьте')
    expect($('#okpo-notice.app-notice-message').text()).toBe('Обратите внимание: Взято из регистра')
  })

  test('marks its group by error and by warning', () => {
    expect(draw(component, told)('.govuk-form-group--error.app-form-group--warning').length).toBe(1)
    expect(
      draw(component, { ...told, errorMessage: undefined, warningMessage: undefined })(
        '.govuk-form-group--error, .app-form-group--warning',
      ).length,
    ).toBe(0)
  })

  test('is not described by anything when nothing is said', () => {
    const { id, idPrefix, name, label, fieldset } = told
    expect(draw(component, { id, idPrefix, name, label, fieldset, items })('[aria-describedby]').length).toBe(0)
  })

  test('escapes every text and attribute', () => {
    const hostile = '"><img src=x onerror=alert(1)>\'&'
    const html = render(component, {
      id: hostile,
      idPrefix: hostile,
      name: hostile,
      value: hostile,
      classes: hostile,
      label: { text: hostile, classes: hostile },
      fieldset: { legend: { text: hostile } },
      items: [
        { value: hostile, text: hostile, name: hostile, label: hostile, hint: { text: hostile }, conditional: hostile },
      ],
      hint: { text: hostile },
      errorMessage: { text: hostile },
      warningMessage: { text: hostile },
      notice: { text: hostile },
      attributes: { 'data-x': hostile },
    })
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img')
  })
})

test('a text that begins with a line end keeps it in a textarea', () => {
  expect(
    draw('textarea', { name: 'note', label: { text: 'Примечание' }, value: '\nвторая строка' })('textarea').val(),
  ).toBe('\nвторая строка')
  expect(draw('textarea', { name: 'note', label: { text: 'Примечание' }, value: 'первая\n' })('textarea').val()).toBe(
    'первая\n',
  )
})

test('a password is never printed back', () => {
  expect(render('password-input', { name: 'password', label: { text: 'Пароль' }, value: 'Секрет-2026' })).not.toContain(
    'Секрет-2026',
  )
})

test('fields that go with an item are printed as the macro gave them, a plain string is escaped', () => {
  const draft = (conditional: unknown) =>
    draw('radios', { name: 'kind', items: [{ value: '1', text: 'Один', conditional }] })
  expect(draft(safe('<input name="more">'))('.govuk-radios__conditional input').length).toBe(1)
  expect(draft('<input name="more">')('.govuk-radios__conditional input').length).toBe(0)
})

test('a single tick without a fieldset carries the messages itself, before its own hint', () => {
  const $ = draw('checkboxes', {
    name: 'agree',
    items: [{ value: '1', text: 'Согласен', hint: { text: 'Ниже' } }],
    errorMessage: { text: 'Отметьте' },
  })
  expect($('input').attr('aria-describedby')).toBe('agree-error agree-item-hint')
})

test('no template switches escaping off', () => {
  const templates = ['components', 'layouts'].flatMap(folder =>
    readdirSync(join(views, folder), { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name)),
  )
  expect(templates.length).toBeGreaterThan(30)
  for (const file of templates) expect(readFileSync(file, 'utf8')).not.toMatch(/\|\s*safe|autoescape/)
})
