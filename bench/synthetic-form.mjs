// A form of the size of the largest real ones, and reports of it: pure functions of their arguments.

/** Large: 396 KB of template, 400 controls, 6,000 cells. Small: 60 controls, 360 cells. */
export const SIZES = {
  large: { sections: 20, rows: 20, columns: 15, controls: 400, bytes: 396 * 1024 },
  small: { sections: 3, rows: 12, columns: 10, controls: 60, bytes: 0 },
}

const OKUD = '0999999'
const CODE = '999999001012'
const numbers = (count, from = 1) => Array.from({ length: count }, (_, index) => index + from)

/** The last section has free rows told apart by a specific; everywhere row 1 and the last column are totals. */
const isFree = (section, { sections }) => section === sections

const columnsXml = (section, { columns, sections }) => {
  const values = numbers(columns).map(
    code =>
      `<column code="${code}" type="Z" name="Графа ${code}" fld=""><default-cell column="${code}" format="N(15,2)" inputType="2"/></column>`,
  )
  const specific =
    '<column code="В" type="S" name="Вид" fld="s1"><default-cell column="В" format="C(5)" inputType="2" dic="kinds" vldType="4" vld="kinds"/></column>'
  return [...(isFree(section, { sections }) ? [specific] : []), ...values].join('')
}

const rowsXml = (section, size) =>
  isFree(section, size)
    ? '<row code="1" type="F" name="Всего"/><row code="2" type="M" name="По видам" grv="В"/>'
    : numbers(size.rows)
        .map(code => `<row code="${String(code).padStart(2, '0')}" type="F" name="Показатель ${section}.${code}"/>`)
        .join('')

/** One control of a section; what kind it is goes round with its number. */
const control = (section, number, size) => {
  const { columns, rows, sections } = size
  const first = (number % (columns - 2)) + 1
  const second = ((number * 3) % (columns - 2)) + 1
  const last = columns
  const parts = isFree(section, size) ? '2' : `2-${rows}`
  const cell = (row, column, specific = '') => `{[${section}][${row}][${column}]${specific}}`
  const kinds = [
    { rule: `${cell('1', '*')}|=|SUM${cell(parts, '*')}` },
    { rule: `${cell('*', last)}|=|SUM${cell('*', `1-${columns - 1}`)}` },
    { rule: `${cell('*', first)}|<=|${cell('*', last)}` },
    { rule: `${cell(parts, first)}|>|0`, condition: `${cell(parts, second)}|>|0` },
    { rule: `ROUND(${cell('*', first)}*100/${cell('*', last)},1)|<=|100`, condition: `${cell('*', last)}|>|0` },
    { rule: `isnull(${cell('*', first)},0)+coalesce(${cell('*', second)},0)|<=|2*${cell('*', last)}` },
    { rule: `${cell('1', last)}|>|{[${(section % sections) + 1}][1][${last}]}/1000` },
    {
      rule: `abs(${cell('1', first)}-${cell('1', second)})|<|${cell('1', last)} and (${cell('1', '*')}|>|0 or ${cell('1', '*')}|=|0)`,
    },
    { rule: `1|<=|SUM${cell(parts, first, isFree(section, size) ? '[k2-k9]' : '')}`, tip: '0' },
    { rule: `${cell('1', last)}|<=|10*{{[${section}][1][${last}]}}`, tip: '0', periodClause: '(&NP > 1)' },
  ]
  return kinds[number % kinds.length]
}

const attribute = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const controlXml = (section, number, size, caption) => {
  const { rule, condition = '', tip = '1', periodClause = '' } = control(section, number, size)
  return `<control id="${section * 1000 + number}" name="${caption}" rule="${attribute(rule)}" condition="${attribute(condition)}" periodClause="${attribute(periodClause)}" tip="${tip}" fault="0" precision="2"/>`
}

const assemble = (size, caption) => {
  const sections = numbers(size.sections).map(
    section =>
      `<section code="${section}" name="Раздел ${section}" nb="${size.rows}"><columns>${columnsXml(section, size)}</columns><rows>${rowsXml(section, size)}</rows></section>`,
  )
  const each = size.controls / size.sections
  const controls = numbers(size.sections).flatMap(section =>
    numbers(each).map(number => controlXml(section, number, size, caption)),
  )
  const terms = numbers(size.rows).map(number => `<term id="k${number}" name="Вид ${number}"/>`)
  return `<?xml version="1.0" encoding="utf-8"?>
<metaForm OKUD="${OKUD}" code="${CODE}" idf="1" idp="12" shifr="bench" name="Измерительная форма" obj="okpo" version="01-01-2026" format-version="1.3">
<settings><validation>always</validation><notEmpty>true</notEmpty></settings>
<title><item field="okpo" name="Код ОКПО" dic="s_okpo"/><item field="name" name="Наименование"/></title>
<sections>
${sections.join('\n')}
</sections>
<controls>
${controls.join('\n')}
</controls>
<dics><dic id="kinds">${terms.join('')}</dic></dics>
</metaForm>
`
}

/** The XML of the template; captions of controls are made as long as its size wants, spaces at the end do the rest. */
export const templateXml = size => {
  const length = xml => Buffer.byteLength(xml)
  const spare = Math.max(0, size.bytes - length(assemble(size, 'Контроль'))) / size.controls
  const letters = Math.floor(spare / (length(' проверка') / ' проверка'.length))
  const xml = assemble(size, 'Контроль'.padEnd('Контроль'.length + letters, ' проверка'))
  return xml + ' '.repeat(Math.max(0, size.bytes - length(xml)))
}

/** Numbers without a pattern that are the same in every run. */
const noise = seed => {
  const value = Math.sin(seed * 12.9898) * 43758.5453
  return value - Math.floor(value)
}

/** Values of a section in hundredths, row by row: totals in row 1 and in the last column are right. */
const valuesOf = (section, { rows, columns }, factor) => {
  const cents = numbers(rows - 1).map(row =>
    numbers(columns - 1).map(column => 100 + Math.floor(noise(section * 10_000 + row * 100 + column) * 1e6 * factor)),
  )
  const total = row => [...row, row.reduce((sum, value) => sum + value, 0)]
  const parts = cents.map(total)
  const sums = numbers(columns).map((_, column) => parts.reduce((sum, row) => sum + row[column], 0))
  return [sums, ...parts]
}

const rowXml = (section, row, values, size) => {
  const free = isFree(section, size) && row > 1
  const cells = values.map((value, column) => `<col code="${column + 1}">${(value / 100).toFixed(2)}</col>`)
  return `<row code="${free ? 2 : row}"${free ? ` s1="k${row}"` : ''}>${cells.join('')}</row>`
}

/** The XML of a report that all controls hold for, or one in which each section has a wrong total. */
export const reportXml = (size, { period = '1202', factor = 1, wrong = false } = {}) => {
  const sections = numbers(size.sections).map(section => {
    const rows = valuesOf(section, size, factor)
    if (wrong) rows[0][0] += 1
    return `<section code="${section}">${rows.map((values, index) => rowXml(section, index + 1, values, size)).join('')}</section>`
  })
  return `<?xml version="1.0" encoding="utf-8"?>
<report code="${CODE}" form="1" shifr="bench" version="01-01-2026" format-version="1.3" year="2026" period="${period}">
<title><item name="okpo" value="99900016"/><item name="name" value="Измерение"/></title>
<sections>${sections.join('\n')}</sections>
</report>
`
}
