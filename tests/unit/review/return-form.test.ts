import { parseRemarks, readRemarks } from '../../../src/features/review/return.form'

const TARGETS = [
  { name: 'inn', label: 'ИНН', value: '7736050003' },
  { name: 'contact-00000000000a', label: 'Контакт', value: 'Петров' },
]

const NONE = {
  field: 'remark-application',
  severity: 'error',
  rule: 'remarks.required',
  message: 'Напишите хотя бы одно замечание: что исправить в заявке',
}

test('remarks come in the order of the page, the general one last', () => {
  const raw = {
    'remark-application': ' Приложите устав ',
    'remark-contact-00000000000a': 'Нет доверенности',
    'remark-inn': 'Сверьте',
  }
  expect(parseRemarks(raw, TARGETS)).toEqual({
    errors: [],
    remarks: [
      { field: 'inn', label: 'ИНН', text: 'Сверьте' },
      { field: 'contact-00000000000a', label: 'Контакт', text: 'Нет доверенности' },
      { field: 'application', label: 'Заявка в целом', text: 'Приложите устав' },
    ],
  })
})

test.each([[{}], [{ 'remark-inn': ' \n\t ' }], [{ 'remark-okpo': 'о том, чего в заявке нет' }]])(
  'without any remark there is nothing to return for: %j',
  raw => {
    expect(parseRemarks(raw as Record<string, string>, TARGETS)).toEqual({ remarks: [], errors: [NONE] })
  },
)

test('the longest remark passes, one sign more does not; the general one may be longer', () => {
  const ask = (field: string, length: number) =>
    parseRemarks({ [`remark-${field}`]: '😀'.repeat(length) }, TARGETS).errors.map(({ message }) => message)
  expect(ask('inn', 500)).toEqual([])
  expect(ask('inn', 501)).toEqual(['Замечание не длиннее 500 знаков: сократите его'])
  expect(ask('application', 2000)).toEqual([])
  expect(ask('application', 2001)).toEqual(['Замечание не длиннее 2000 знаков: сократите его'])
})

test('of a body only remarks are read, and only as text', () => {
  const body = {
    'remark-inn': 'Сверьте\r\nИНН',
    'remark-x': ['a', 'b'],
    'remark-y': { a: 'b' },
    _csrf: 'x',
    seen: '1',
    'remark-<b>': 'z',
    [`remark-${'a'.repeat(61)}`]: 'z',
  }
  expect(readRemarks(body)).toEqual({ 'remark-inn': 'Сверьте\nИНН', 'remark-x': 'a', 'remark-y': '' })
  for (const nothing of [undefined, null, 'text', 5]) expect(readRemarks(nothing)).toEqual({})
})
