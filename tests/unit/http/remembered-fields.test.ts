import nunjucks from 'nunjucks'
import { OptionList } from '../../../src/http/option-list'
import { type Macro, REMEMBERED, remembering } from '../../../src/http/remembered-fields'
import { environment } from '../components/render'

type Exported = { getExported(done: (error: unknown, macros: Record<string, Macro>) => void): void }

const FILES = {
  input: 'input',
  passwordInput: 'password-input',
  radios: 'radios',
  select: 'select',
  textarea: 'textarea',
}

const macroOf = (name: keyof typeof FILES): Macro => {
  let found: Macro | undefined
  const file = environment.getTemplate(`components/${FILES[name]}/macro.njk`, true) as unknown as Exported
  file.getExported((_, macros) => {
    found = macros[name]
  })
  return found as Macro
}

const list = new OptionList([
  { value: '1', text: 'Первый' },
  { value: '2', text: 'Второй' },
])
const items = [
  { value: '', text: 'Не указано' },
  { value: 'a', text: 'А & Б' },
]

const VALUES = [
  '',
  'a',
  '2',
  '77',
  ' ',
  '<b>"x"</b> & \'y\'',
  '\nвторая строка',
  '\uE000value\uE000',
  'длинный '.repeat(30),
]
const SAID = [
  {},
  { errorMessage: { text: 'Введите <ИНН>' } },
  { errorMessage: { text: 'Другая ошибка' }, notice: { text: 'Было «1»' } },
  { warningMessage: { text: '' } },
  { warningMessage: { text: 'Проверьте' }, errorMessage: { text: '\uE000notice\uE000' } },
]
const FIELDS: Record<keyof typeof FILES, object[]> = {
  input: [
    { label: { text: 'ИНН' } },
    { label: { text: 'ИНН' }, hint: { text: '10 цифр' }, inputmode: 'numeric', spellcheck: false },
    { label: { text: 'ИНН' }, attributes: { list: 'offices' } },
    { label: { text: 'Пароль' }, attributes: { value: 'Tajna-1' } },
    { label: { text: '<b>ИНН</b>' } },
    { label: { text: new nunjucks.runtime.SafeString('<b>ИНН</b>') } },
  ],
  passwordInput: [
    { label: { text: 'Пароль' }, attributes: {} },
    { label: { text: 'Пароль' }, attributes: { value: 'x' } },
  ],
  textarea: [{ label: { text: 'Адрес' }, rows: 3 }],
  radios: [
    { fieldset: { legend: { text: 'Тип' } }, items },
    { items: [...items, { value: 'c', text: 'В', conditional: new nunjucks.runtime.SafeString('<p>в</p>') }] },
  ],
  select: [
    { label: { text: 'Код' }, items },
    { label: { text: 'Код' }, options: list },
  ],
}

describe.each(Object.keys(FIELDS) as (keyof typeof FILES)[])('A remembered %s', name => {
  const macro = macroOf(name)
  const remembered = remembering(macro)
  const cases = FIELDS[name].flatMap(params =>
    SAID.flatMap(said => VALUES.map(value => ({ id: 'x', name: 'x', value, ...params, ...said }))),
  )

  it('is one of those that are remembered', () => {
    expect(REMEMBERED.has(name)).toBe(true)
  })

  it('prints what its macro prints, the first time and again, whatever came before', () => {
    for (const params of [...cases, ...cases.toReversed(), ...cases])
      expect(String(remembered(params))).toBe(String(macro(params)))
  })

  it('leaves its parameters as they were', () => {
    for (const params of cases) {
      const before = JSON.stringify(params)
      remembered(params)
      expect(JSON.stringify(params)).toBe(before)
    }
  })
})

it('A macro runs once for all values of a field, and again for another label', () => {
  let runs = 0
  const input = macroOf('input')
  const remembered = remembering(params => {
    runs += 1
    return input(params)
  })
  for (const value of ['1', '2', '<3>']) remembered({ name: 'inn', value, label: { text: 'ИНН' } })
  expect(runs).toBe(1)
  remembered({ name: 'inn', value: '1', label: { text: 'ИНН организации' } })
  expect(runs).toBe(2)
})
