import {
  checkReport,
  compileTemplate,
  type FlkOptions,
  mayBeSent,
  type Protocol,
  readReport,
  readTemplate,
} from '../../../src/flk'
import { metaForm, reportXml } from '../../support/flk/meta-form'
import { NAUGHTY } from '../../support/naughty-strings'

type Form = Parameters<typeof metaForm>[0]
type Filled = Parameters<typeof reportXml>[0]

const check = (form: Form, filled: Filled | string, options: Partial<FlkOptions> = {}): Protocol =>
  checkReport(
    compileTemplate(readTemplate(metaForm(form)).template, options),
    readReport(typeof filled === 'string' ? filled : reportXml(filled)),
  )

const codes = (protocol: Protocol): string[] => protocol.findings.map(({ code }) => code)
const told = (protocol: Protocol): string[] => protocol.findings.map(({ code, message }) => `${code} ${message}`)

const zColumn = (attributes: string): string =>
  `<column code="3" type="Z" name="Графа 3"><default-cell column="3" inputType="2" ${attributes}/></column>`
const inCell = (text: string): Filled => ({ rows: `<row code="1"><col code="3">${text}</col></row>` })

test('a report that fits passes, with nothing skipped', () => {
  const protocol = check({ controls: '<control id="1" rule="{[1][1][3]}=1"/>' }, {})
  expect(protocol).toEqual({ findings: [], skipped: [], held: 1, stoppedAfter: null, more: 0, empty: false })
  expect(mayBeSent(protocol)).toBe(true)
})

describe('block 1, attributes', () => {
  test.each<[Filled, string]>([
    [{ code: '610016007004' }, '1.0 Отчёт составлен по другой форме: её код 610016007004, а ожидается 699999001004.'],
    [{ version: '31-12-2024' }, '1.1 Отчёт составлен по версии шаблона 31-12-2024, а действует версия 01-01-2025.'],
    [{ version: '' }, '1.1 Не указана версия шаблона. Составьте отчёт по версии 01-01-2025.'],
    [{ year: '25' }, '1.2 Указан недопустимый год «25».'],
    [{ period: '1202' }, '1.3 Период «1202» — месяц, а форма квартальная.'],
    [{ period: '0405' }, '1.4 Указан недопустимый период «0405».'],
    [{ period: 'II' }, '1.4 Указан недопустимый период «II».'],
    [{ period: '5' }, '1.4 Указан недопустимый период «5».'],
  ])('%j', (filled, sentence) => {
    expect(told(check({}, filled))).toEqual([sentence])
  })

  test('every error of the block is told, and nothing of the blocks after it', () => {
    const protocol = check({}, { version: 'x', year: 'x', period: 'x', title: '', rows: '<row code="99"/>' })
    expect(codes(protocol)).toEqual(['1.1', '1.2', '1.4'])
    expect(protocol.stoppedAfter).toBe(1)
  })

  test('short period codes, the zero before the code, and years of a dictionary', () => {
    for (const period of ['1', '4', '3', '12', '0401', '404']) expect(codes(check({}, { period }))).toEqual([])
    expect(codes(check({}, { code: '0699999001004' }))).toEqual([])
    const dics = '<dic id="s_mes"><term id="3"/><term id="6"/></dic><dic id="s_god"><term id="2025"/></dic>'
    expect(codes(check({ dics }, { period: '6' }))).toEqual([])
    expect(codes(check({ dics }, { period: '9', year: '2024' }))).toEqual(['1.2', '1.4'])
  })
})

describe('block 2, title', () => {
  test('every error of the block is told', () => {
    const title =
      '<item name="okpo" value="1234567"/><item name="okpo" value="00000011"/><item name="лишнее" value="1"/><item name="name" value=" "/>'
    expect(told(check({}, { title }))).toEqual([
      '2.2 Поле титула «ОКПО» указано дважды.',
      '2.1 В титуле лишнее поле «лишнее»: в форме его нет.',
      '2.4 Код «1234567» записан неверно: код состоит из 8, 10, 12 или 14 цифр.',
      '2.3 Заполните поле титула «Наименование».',
    ])
    expect(codes(check({}, { title: '' }))).toEqual(['2.5', '2.6'])
  })

  test.each([8, 10, 12, 14])('a code of %i digits is accepted', length => {
    const title = `<item name="okpo" value="${'1'.repeat(length)}"/><item name="name" value="Пример"/>`
    expect(codes(check({}, { title }))).toEqual([])
  })
})

describe('block 3, numbers', () => {
  const number = zColumn('format="N(5,2)"')

  test.each([
    [
      '1e9',
      '3.9 Раздел 1, строка 01, графа 3. Значение «1e9» записано со степенью. Запишите число полностью, цифрами.',
    ],
    [
      'NaN',
      '3.9 Раздел 1, строка 01, графа 3. Значение «NaN» не является числом. Запишите число цифрами, дробную часть через точку.',
    ],
    [
      'Infinity',
      '3.9 Раздел 1, строка 01, графа 3. Значение «Infinity» не является числом. Запишите число цифрами, дробную часть через точку.',
    ],
    [
      '1 234,5',
      '3.9 Раздел 1, строка 01, графа 3. Значение «1 234,5» содержит пробелы. Запишите число без пробелов, дробную часть через точку.',
    ],
    [
      '12,5',
      '3.9 Раздел 1, строка 01, графа 3. Значение «12,5» записано с запятой. Запишите дробную часть через точку.',
    ],
    [
      '123456',
      '3.10 Раздел 1, строка 01, графа 3. Число «123456» не соответствует формату. Ожидается число, до запятой не больше 5 цифр, после неё не больше 2.',
    ],
    [
      '1.234',
      '3.10 Раздел 1, строка 01, графа 3. Число «1.234» не соответствует формату. Ожидается число, до запятой не больше 5 цифр, после неё не больше 2.',
    ],
  ])('%s', (text, sentence) => {
    expect(told(check({ columns: number }, inCell(text)))).toEqual([sentence])
  })

  test.each(['0', '-12345.67', '12345', '+1', '.5', '5.', '007'])('%s fits', text => {
    expect(codes(check({ columns: number }, inCell(text)))).toEqual([])
  })

  test('sign and length are counted as the options say', () => {
    expect(codes(check({ columns: number }, inCell('-12345'), { signCounts: true }))).toEqual(['3.10'])
    expect(codes(check({ columns: number }, inCell('1234.56'), { numberLength: 'all-digits' }))).toEqual(['3.10'])
  })
})

describe('block 3, values', () => {
  const dics = '<dic id="colours"><term id="red"/><term id="Blue"/></dic>'

  test.each([
    ['format="C(3)"', 'абвг', ['3.11']],
    ['format="C(3)"', 'абв', []],
    ['format="C(5)" vldType="1" dic="Colours"', 'BLUE', []],
    ['format="C(5)" vldType="1" dic="colours"', 'green', ['3.12']],
    ['format="N(5,1)" vldType="2" vld="-10.5-10"', '-10.5', []],
    ['format="N(5,1)" vldType="2" vld="-10.5-10"', '-10.6', ['3.13']],
    ['format="N(5,1)" vldType="2" vld="-10--5"', '-4', ['3.13']],
    ['format="N(5,1)" vldType="3" vld="1, 2"', '2', []],
    ['format="N(5,1)" vldType="3" vld="1, 2"', '2.0', ['3.14']],
    ['format="N(2,0)" vldType="2" vld="0-50"', '100', ['3.10', '3.13']],
  ])('%s: «%s»', (attributes, text, expected) => {
    expect(codes(check({ columns: zColumn(attributes), dics }, inCell(text)))).toEqual(expected)
  })
})

describe('block 3, rows and cells', () => {
  test('sections, rows and columns that are not there, or stand twice', () => {
    const rows =
      '<row code="77"><col code="3">1</col></row><row code="01"><col code="99">1</col><col code="3">1</col><col code="03">2</col></row><row code="1"><col code="4">1</col></row>'
    expect(told(check({}, { sections: `<section code="01">${rows}</section><section code="5"/>` }))).toEqual([
      '3.5 Раздела «5» нет в форме. Уберите его из отчёта.',
      '3.6 Раздел 1, строка 77: такой строки в форме нет.',
      '3.6 Раздел 1, строка 01, графа 99. В форме нет такой ячейки. Уберите значение.',
      '3.2 Раздел 1, строка 01, графа 3. Графа указана в строке дважды.',
      '3.2 Раздел 1, строка 01 повторяется. Оставьте её один раз.',
    ])
    expect(
      told(check({}, { sections: '<section code="7"><row code="1"><col code="3">1</col></row></section>' })),
    ).toEqual([
      '3.5 Раздела «7» нет в форме. Уберите его из отчёта.',
      '3.1 Раздел 1 отсутствует в отчёте. Добавьте его, хотя бы пустым.',
    ])
  })

  test('mandatory cells: of a row that is missing, of one that is there, and of free rows only where there are any', () => {
    const columns = `${zColumn('format="N(5,0)"').replace('inputType="2"', 'inputType="1"')}<column code="4" type="Z"><default-cell column="4" format="N(5,0)" inputType="2"/></column>`
    const rows =
      '<row code="1" type="F" name=""/><row code="2" type="F" name=""/><row code="3" type="M" name=""/><row code="" type="C" name=""/>'
    const filled = '<row code="1"><col code="4">1</col></row>'
    expect(codes(check({ columns, rows }, { rows: filled }))).toEqual(['3.4', '3.3'])
    expect(codes(check({ columns, rows }, { rows: `${filled}<row code="3"><col code="4">1</col></row>` }))).toEqual([
      '3.4',
      '3.4',
      '3.3',
    ])
  })

  test('a cell that is not for input takes no data, unless the option says so', () => {
    const columns = zColumn('format="N(5,0)"').replace('inputType="2"', 'inputType="0"')
    expect(codes(check({ columns }, inCell('1')))).toEqual(['3.6'])
    expect(codes(check({ columns }, inCell('1'), { closedCells: 'accept' }))).toEqual([])
  })

  test('free rows: the same specifics twice, in any case, with the default', () => {
    const columns = `<column code="Б" type="S" fld="s1" name="Вид"><default-cell column="Б" format="C(3)" inputType="2" default="z"/></column>${zColumn('format="N(5,0)"')}`
    const rows = '<row code="1" type="M" name=""/>'
    const row = (s1: string): string => `<row code="1"${s1}><col code="3">1</col></row>`
    expect(codes(check({ columns, rows }, { rows: row(' s1="a"') + row(' s1="b"') + row('') }))).toEqual([])
    expect(
      told(check({ columns, rows }, { rows: row(' s1="a"') + row(' s1="A"') + row('') + row(' s1="z"') })),
    ).toEqual([
      '3.2 Раздел 1, строка 1 со значением «A» повторяется. Оставьте её один раз или измените значение.',
      '3.2 Раздел 1, строка 1 со значением «z» повторяется. Оставьте её один раз или измените значение.',
    ])
    expect(codes(check({ columns, rows }, { rows: row(' s1="четыре"') }))).toEqual(['3.11'])
  })

  test('a fixed row with other specifics is a repetition, unless the option says otherwise', () => {
    const columns = `<column code="Б" type="S" fld="s1" name="Вид"/>${zColumn('format="N(5,0)"')}`
    const rows = '<row code="1" s1="a"><col code="3">1</col></row><row code="1" s1="b"><col code="3">1</col></row>'
    expect(codes(check({ columns }, { rows }))).toEqual(['3.2'])
    expect(codes(check({ columns }, { rows }, { fixedRowOnce: false }))).toEqual([])
  })

  test('an empty report is refused where the form wants one filled, and passes otherwise without a look', () => {
    const settings = '<notEmpty>true</notEmpty>'
    const columns = zColumn('format="N(5,0)"').replace('inputType="2"', 'inputType="1"')
    expect(codes(check({ settings, columns }, { rows: '' }))).toEqual(['3.0', '3.3', '3.3'])
    expect(check({ columns }, { rows: '<row code="1"/>' })).toMatchObject({ findings: [], empty: true })
  })
})

describe('block 4, controls', () => {
  test('a failure names its place, both sides and the difference; the optional control is a warning', () => {
    const controls =
      '<control id="30" name="Итог" rule="{[1][1-2][3]}=2"/><control id="31" name="Проверьте" rule="{[1][1][3]}=3" tip="0"/>'
    const { findings, stoppedAfter } = check({ controls }, {})
    expect(findings[0]).toEqual({
      block: 4,
      code: '4.30',
      control: '30',
      severity: 'error',
      field: null,
      section: '1',
      row: '01',
      column: '3',
      specifics: {},
      rowIndex: 0,
      left: '1.00',
      operator: '=',
      right: '2.00',
      difference: '-1.00',
      message: 'Итог; слева 1.00 = справа 2.00 разница -1.00',
    })
    expect(findings[1]).toMatchObject({
      row: '02',
      rowIndex: null,
      left: null,
      message: 'Итог; слева пусто = справа 2.00 разница -2.00',
    })
    expect(findings[2]).toMatchObject({ code: '4.31', severity: 'warning' })
    expect(stoppedAfter).toBe(4)
    const warned = check({ controls: '<control id="31" rule="{[1][1][3]}=3" tip="0"/>' }, {})
    expect([warned.stoppedAfter, mayBeSent(warned)]).toEqual([null, true])
  })

  test.each([
    ['(&amp;NP=2 or &amp;NP=4)', true],
    ['&amp;np in (1, 2)', true],
    ['(&amp;NP in(3))', false],
    ['&amp;NP&gt;=02 and &amp;NP&lt;=03', true],
    ['&amp;NP&lt;&gt;2', false],
    ['  ', true],
  ])('period clause %s', (clause, applies) => {
    const controls = `<control id="1" rule="1=1" periodClause="${clause}"/>`
    const { held, skipped } = check({ controls }, {})
    expect(held).toBe(applies ? 1 : 0)
    expect(skipped).toEqual(applies ? [] : [{ control: '1', reason: 'не применяется в этом периоде' }])
  })

  test('&NP of short codes: as it stands, or divided as the option says', () => {
    const dics = '<dic id="s_mes"><term id="3"/><term id="6"/><term id="9"/><term id="12"/></dic>'
    const form = {
      dics,
      controls:
        '<control id="1" rule="1=1" periodClause="&amp;NP=6"/><control id="2" rule="1=1" periodClause="&amp;NP=2"/>',
    }
    const skipped = (options: Partial<FlkOptions>) =>
      check(form, { period: '6' }, options).skipped.map(({ control }) => control)
    expect(skipped({})).toEqual(['2'])
    expect(skipped({ shortPeriod: 'gcd' })).toEqual(['1'])
  })

  test('a specific that is no key of its row makes the control skipped', () => {
    const columns = `<column code="Б" type="S" fld="s1" name=""><default-cell column="Б" default="z" format="C(3)"/></column>${zColumn('format="N(5,0)"')}`
    const form = {
      columns,
      rows: '<row code="1" type="M" grv="Г"/>',
      controls: '<control id="1" rule="{[1][1][3][a]}=0"/><control id="2" rule="{[1][1][3][z]}=1"/>',
    }
    expect(check(form, {}).skipped).toEqual([
      { control: '1', reason: 'специфика s1 не является ключевой для строки 1' },
    ])
    expect(check(form, {}, { foreignSpecific: 'ignore' }).skipped).toEqual([])
  })

  test('without the previous report a control that needs it is skipped, and named where the option says so', () => {
    const form = { controls: '<control id="1" name="Рост" rule="{{[1][1][3]}}=1"/>' }
    expect(check(form, {})).toMatchObject({
      findings: [],
      skipped: [{ control: '1', reason: 'нет отчёта за прошлый период' }],
    })
    expect(told(check(form, {}, { missingPrevious: 'notice' }))).toEqual([
      '4.1 Рост; проверка со значениями за прошлый период не проведена: прошлого отчёта нет',
    ])
  })
})

describe('formulas that cannot be used are defects of the template and never errors of the report', () => {
  test.each([
    ['{[1][1][3]}=', 'ожидается число, ячейка, функция или скобка, формула обрывается (знак 13)'],
    ['{[1][1]}=1', 'ожидается «[»'],
    ['{[1][1][3]=1', 'ожидается «}»'],
    ['{[1-2][1][3]}=1', 'ожидается код одного раздела'],
    ['(1=1', 'ожидается «)»'],
    ['1=1)', 'ожидается знак действия или конец формулы'],
    ['{[1][1][3]}', 'В формуле нет сравнения'],
    ['(1=1)+1=2', 'Сравнение стоит там, где ожидается число'],
    ['1 and 2', 'Число стоит там, где ожидается сравнение'],
    ['1 = 1 and 5', 'Число стоит там, где ожидается сравнение'],
    ['round(1,x)=1', 'ожидается целое число'],
    ['isnull(1)=1', 'У функции ISNULL должно быть два аргумента'],
    ['вася=1', 'ожидается число, ячейка, функция или скобка'],
    ['1e5=1', 'ожидается знак действия'],
    [`${'('.repeat(5000)}1`, 'скобки вложены глубже 100 раз'],
    [`${'-'.repeat(5000)}1=1`, 'скобки вложены глубже 100 раз'],
    [`1=${'1+'.repeat(30_000)}1`, 'Формула длиннее 50000 знаков'],
  ])('%.40s', (rule, sentence) => {
    const controls = `<control id="9" rule="${rule.replaceAll('<', '&lt;')}"/><control id="10" rule="{[1][1][3]}=1"/>`
    const form = compileTemplate(readTemplate(metaForm({ controls })).template)
    expect(form.defects).toEqual([
      expect.objectContaining({ severity: 'error', place: 'Контроль 9', message: expect.stringContaining(sentence) }),
    ])
    const protocol = checkReport(form, readReport(reportXml()))
    expect(protocol).toMatchObject({
      findings: [],
      held: 1,
      skipped: [{ control: '9', reason: 'формула контроля не распознана' }],
    })
  })

  test('a broken period clause, a reference that leads nowhere, and mixed AND and OR are told to staff', () => {
    const controls =
      '<control id="1" rule="1=1" periodClause="&amp;NP = июнь"/><control id="2" rule="{[1][1-99][3]}=1"/><control id="3" rule="1=1 or 1=1 and 1=2"/><control id="4" rule="1=1 or (1=1 and 1=2)"/>'
    const { defects } = compileTemplate(readTemplate(metaForm({ controls })).template)
    expect(defects.map(({ severity, place, message }) => `${severity} ${place}: ${message}`)).toEqual([
      expect.stringMatching(
        /^error Контроль 1: Условие по периоду \(periodClause\)\. Формула не распознана: ожидается номер периода/,
      ),
      'warning Контроль 2: Контроль никогда не применяется: в разделе 1 нет строки 99.',
      'warning Контроль 3: В формуле смешаны AND и OR без скобок: уточните порядок скобками.',
    ])
  })

  test('a sum of 10,000 operands is read and calculated', () => {
    const { protocol } = { protocol: check({ controls: `<control id="1" rule="${'1+'.repeat(9_999)}1=10000"/>` }, {}) }
    expect(protocol.held).toBe(1)
  })
})

describe('hostile reports', () => {
  test('whatever stands in cells, specifics, title and attributes, the control ends in sentences', () => {
    const columns = `<column code="Б" type="S" fld="s1" name=""><default-cell column="Б" format="C(100000)"/></column>${zColumn('format="C(100000)"')}<column code="4" type="Z"><default-cell column="4" format="N(5,0)"/></column>`
    const form = compileTemplate(
      readTemplate(
        metaForm({
          columns,
          rows: '<row code="1" type="M"/>',
          controls: '<control id="1" rule="SUM{[1][*][*]}&gt;=0"/>',
        }),
      ).template,
    )
    const base = readReport(reportXml())
    for (const text of NAUGHTY) {
      const row = (value: string) => [
        {
          code: '1',
          rows: [
            {
              code: '1',
              specifics: { s1: text },
              cells: [
                { column: '3', value: text },
                { column: '4', value },
              ],
            },
          ],
        },
      ]
      expect(checkReport(form, { ...base, sections: row('5') }).findings).toEqual([])
      for (const hostile of [
        { ...base, sections: row(text) },
        { ...base, title: [{ name: text, value: text }] },
        { ...base, year: text, period: text, version: text, code: text },
        {
          ...base,
          sections: [{ code: text, rows: [{ code: text, specifics: {}, cells: [{ column: text, value: '1' }] }] }],
        },
      ])
        for (const { message } of checkReport(form, hostile).findings) expect(message).toMatch(/^[А-ЯЁ]/)
    }
  })

  test('a list of findings that nobody could read is cut and counted', () => {
    const rows = Array.from({ length: 7000 }, (_, i) => `<row code="1" s1="${i}"><col code="3">x</col></row>`).join('')
    const protocol = check({ rows: '<row code="1" type="M"/>' }, { rows })
    expect([protocol.findings.length, protocol.more]).toEqual([5000, 2000])
  })

  test('a sum of thousands of unlike quotients stays within bounds', () => {
    const rows = Array.from(
      { length: 3000 },
      (_, i) => `<row code="1" s1="${i}"><col code="3">${i + 1}</col><col code="4">${100_003 + 2 * i}</col></row>`,
    ).join('')
    const { held } = check(
      { rows: '<row code="1" type="M"/>', controls: '<control id="1" rule="SUM({[1][1][3]}/{[1][1][4]})&gt;0"/>' },
      { rows },
    )
    expect(held).toBe(1)
  })

  test('a dictionary of 100,000 terms is searched, not walked', () => {
    const terms = Array.from({ length: 100_000 }, (_, i) => `<term id="t${i}"/>`).join('')
    const columns = `<column code="Б" type="S" fld="s1"><default-cell column="Б" format="C(9)" dic="big" vldType="4" vld="big"/></column>${zColumn('format="C(9)" vldType="1" dic="big"')}`
    const rows = Array.from(
      { length: 2000 },
      (_, i) => `<row code="1" s1="t${i * 50}"><col code="3">t${99_999 - i}</col></row>`,
    ).join('')
    const form = {
      columns,
      rows: '<row code="1" type="M"/>',
      dics: `<dic id="big">${terms}</dic>`,
      controls: '<control id="1" rule="SUM{[1][1][3][t0-t99999]}=0"/>',
    }
    expect(check(form, { rows })).toMatchObject({ findings: [], held: 1 })
    expect(codes(check(form, { rows: '<row code="1" s1="t100000"><col code="3">u</col></row>' }))).toEqual([
      '3.7',
      '3.12',
    ])
  })
})
