import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type CompiledForm,
  checkReport,
  compileTemplate,
  newReport,
  type Protocol,
  periodsOf,
  previousPeriod,
  type Report,
  readReport,
  readTemplate,
  writeReport,
} from '../../../src/flk'

const folder = resolve(__dirname, '../../../seeds/demo/templates')
const names = readdirSync(folder).filter(name => name.endsWith('.xml'))

const read = (name: string) => readTemplate(readFileSync(join(folder, name)))
const form = (name: string): CompiledForm => compileTemplate(read(`${name}.xml`).template)

/** Rows as `section/row[/s1[/s2]]` → values by column. */
type Filling = Readonly<Record<string, Readonly<Record<string, string>>>>

const filled = ({ template }: CompiledForm, period: string, filling: Filling, year = '2026'): Report => {
  const title = Object.fromEntries(template.title.map(({ field }) => [field, field === 'okpo' ? '99900016' : 'Пример']))
  const empty = newReport(template, { year, period, title })
  const rows = Object.entries(filling).map(([key, cells]) => {
    const [section = '', code = '', s1, s2] = key.split('/')
    const specifics = { ...(s1 ? { s1 } : {}), ...(s2 ? { s2 } : {}) }
    return { section, code, specifics, cells: Object.entries(cells).map(([column, value]) => ({ column, value })) }
  })
  const report = {
    ...empty,
    sections: empty.sections.map(({ code }) => ({ code, rows: rows.filter(({ section }) => section === code) })),
  }
  return readReport(writeReport(report))
}

const told = ({ findings }: Protocol): string[] =>
  findings.map(({ code, severity, section, row, column }) => `${code} ${severity} ${section}/${row}/${column}`)

describe('the demo set of forms', () => {
  test.each(names)('%s has no defects, and every control of it can apply', name => {
    const { template, defects } = read(name)
    expect([...defects, ...compileTemplate(template).defects]).toEqual([])
    expect(template.name).toMatch(/^ДЕМО-\d/)
    expect(template.okud).toMatch(/^0999/)
  })

  test('they have every periodicity but the decade, and every kind of row, column and check', () => {
    const templates = names.map(name => read(name).template)
    expect(new Set(templates.map(({ periodicity }) => periodicity))).toEqual(new Set([1, 2, 4, 12, 56]))
    const sections = templates.flatMap(({ sections }) => sections)
    expect(new Set(sections.flatMap(({ rows }) => rows.map(({ type }) => type)))).toEqual(new Set(['F', 'M', 'C']))
    expect(new Set(sections.flatMap(({ columns }) => columns.map(({ type }) => type)))).toEqual(
      new Set(['B', 'V', 'S', 'Z']),
    )
    const cells = sections.flatMap(({ rows, columns }) => [
      ...rows.flatMap(({ cells }) => [...cells.values()]),
      ...columns.flatMap(({ defaultCell }) => (defaultCell === undefined ? [] : [defaultCell])),
    ])
    expect(new Set(cells.flatMap(({ check }) => (check === undefined ? [] : [check.kind])))).toEqual(
      new Set(['dictionary', 'range', 'list', 'appendix', 'related']),
    )
    expect(new Set(cells.map(({ inputType }) => inputType))).toEqual(new Set([0, 1, 2]))
  })

  test('ДЕМО-1: sums, the month before and warnings', () => {
    const trade = form('demo_trade')
    const january = filled(trade, '1201', {
      '1/01': { 1: '100', 2: '100' },
      '1/02': { 1: '60', 2: '60' },
      '1/03': { 1: '40', 2: '40' },
      '1/05': { 1: '3' },
    })
    expect(told(checkReport(trade, january))).toEqual([])
    const february = filled(trade, '1202', {
      '1/01': { 1: '400', 2: '501' },
      '1/02': { 1: '400', 2: '461' },
      '1/03': { 2: '40' },
    })
    expect(told(checkReport(trade, february, { previous: january }))).toEqual([
      '4.4 error 1/01/2',
      '4.4 error 1/02/2',
      '4.5 warning 1/01/1',
      '4.6 warning 1/05/1',
    ])
    expect(checkReport(trade, february).skipped.map(({ control }) => control)).toEqual(['3', '4', '5'])
    expect(previousPeriod(trade.template, { year: '2026', period: '1201' })).toEqual({ year: '2025', period: '1212' })
    expect(told(checkReport(trade, filled(trade, '1201', { '1/05': { 1: '10000', 2: '5' } })))).toEqual([
      '3.13 error 1/05/1',
      '3.6 error 1/05/2',
      '3.3 error 1/01/null',
    ])
  })

  test('ДЕМО-2: conditions as masks, quotients and clauses by period', () => {
    const staff = form('demo_staff')
    const rows = { '1/01': { 3: '10', 4: '1500', 5: '5' }, '1/02': { 3: '9', 4: '1500', 5: '5' }, '1/03': { 3: '1' } }
    expect(told(checkReport(staff, filled(staff, '0401', rows)))).toEqual(['4.2 error 1/03/4'])
    const right = {
      ...rows,
      '1/03': { 3: '1', 4: '0.1' },
      '2/05': { 3: '8' },
      '2/06': { 3: '3' },
      '2/07': { 3: '1' },
      '2/08': { 3: '10' },
    }
    expect(told(checkReport(staff, filled(staff, '0404', right)))).toEqual([])
    expect(told(checkReport(staff, filled(staff, '0404', rows)))).toContain('4.7 error 2/08/3')
  })

  test('ДЕМО-3: free rows, dictionaries, related dictionaries and ranges of specifics', () => {
    const products = form('demo_products')
    const rows = {
      '1/01': { 1: '30', 2: '25' },
      '1/02': { 1: '20', 2: '20' },
      '2/10/10.1/168': { 1: '20', 2: '20', 3: '1.5', 4: 'первый сорт' },
      '2/10/31.0/796': { 1: '10', 2: '5', 3: '100' },
    }
    expect(told(checkReport(products, filled(products, '0201', rows)))).toEqual([])
    expect(
      told(
        checkReport(
          products,
          filled(products, '0201', { ...rows, '2/10/99/168': { 1: '1' }, '2/10/16.1/796': { 2: '1' } }),
        ),
      ),
    ).toEqual(['3.7 error 2/10/В', '3.8 error 2/10/Г', '3.8 error 2/10/Г', '3.4 error 2/10/1'])
    expect(checkReport(products, filled(products, '0202', {}))).toMatchObject({ findings: [], empty: true })
  })

  test('ДЕМО-4: short code of the year, lists, ranges, texts', () => {
    const energy = form('demo_energy')
    const rows = {
      '1/1': { 1: '300', 2: '100', 3: '33.3', 4: '1' },
      '1/3': { 1: '5', 4: '2', 5: '200' },
      '2/9': { 1: 'Заменены лампы <LED> & окна' },
    }
    expect(told(checkReport(energy, filled(energy, '12', rows)))).toEqual([])
    expect(
      told(checkReport(energy, filled(energy, '12', { ...rows, '1/3': { 1: '5', 3: '101', 4: '3', 5: '999' } }))),
    ).toEqual(['3.13 error 1/3/3', '3.14 error 1/3/4', '3.12 error 1/3/5'])
    expect(told(checkReport(energy, filled(energy, '12', rows, '2019')))).toEqual(['1.2 error null/null/null'])
    expect(told(checkReport(energy, filled(energy, '12', {})))).toEqual([
      '3.0 error null/null/null',
      '3.3 error 1/1/null',
    ])
  })

  test('ДЕМО-5: short codes of quarters, defaults of specifics, closed cells', () => {
    const farm = form('demo_farm')
    const rows = {
      '1/01': { 4: '100', 5: '10' },
      '1/02': { 4: '50' },
      '1/03': { 4: '10' },
      '1/06': { 4: '103' },
      '2/20': { 6: '900' },
      '2/20/d1': { 6: '500', 7: '400' },
      '2/20/d3': { 6: '400' },
    }
    expect(told(checkReport(farm, filled(farm, '6', rows)))).toEqual([])
    expect(told(checkReport(farm, filled(farm, '6', { ...rows, '1/02': { 4: '20' }, '2/20': { 6: '850' } })))).toEqual([
      '4.14 error 2/20/6',
      '4.15 warning 2/20/6',
    ])
    expect(told(checkReport(farm, filled(farm, '12', { ...rows, '1/02': { 4: '1' } })))).toEqual([])
    expect(periodsOf(farm.template, 2026).map(({ code }) => code)).toEqual(['3', '6', '9', '12'])
    expect(previousPeriod(farm.template, { year: '2026', period: '3' })).toEqual({ year: '2025', period: '12' })
  })

  test('ДЕМО-6: chains of comparisons, weeks', () => {
    const prices = form('demo_prices')
    const rows = { '1/1': { 1: '50', 2: '70', 3: '60.5' }, '1/2': { 1: '80', 2: '90', 3: '95' } }
    expect(told(checkReport(prices, filled(prices, '5601', rows)))).toEqual(['4.1 error 1/2/3'])
    expect(previousPeriod(prices.template, { year: '2027', period: '5601' })).toEqual({ year: '2026', period: '5653' })
    expect(periodsOf(prices.template, 2026)).toHaveLength(53)
    expect(periodsOf(prices.template, 2025)).toHaveLength(52)
  })
})
