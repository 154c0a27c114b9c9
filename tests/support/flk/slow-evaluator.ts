import { type FormTemplate, type Report, SPECIFICS, type TemplateSection } from '../../../src/flk'

/*
 * The rule language once more, written apart from the engine and for reading only: formulas are walked as text each time,
 * every value is a fraction of BigInts, every matrix an array of arrays. It shares the model of templates with the engine
 * and nothing else.
 */

type Fraction = readonly [bigint, bigint]
type Value = Fraction | null
type Grid<T> = T[][]

/** What a control comes to: true, skipped, or the failed pairs as decimal texts. */
export type SlowOutcome = 'ok' | 'skip' | [string | null, string, string | null][]

class Skip extends Error {}

const fraction = (n: bigint, d: bigint): Fraction => (d < 0n ? [-n, -d] : [n, d])
const parse = (text: string): Fraction => {
  const [whole = '', part = ''] = text.replace('-', '').split('.')
  const n = BigInt(whole + part)
  return [text.startsWith('-') ? -n : n, 10n ** BigInt(part.length)]
}

const plus = (a: Value, b: Value): Value =>
  a === null ? b : b === null ? a : fraction(a[0] * b[1] + b[0] * a[1], a[1] * b[1])
const negative = (a: Value): Value => (a === null ? null : [-a[0], a[1]])
const times = (a: Value, b: Value): Value => (a === null || b === null ? null : fraction(a[0] * b[0], a[1] * b[1]))
const over = (a: Value, b: Value): Value => {
  if (b === null) return null
  if (a === null) return [0n, 1n]
  return b[0] === 0n ? null : fraction(a[0] * b[1], a[1] * b[0])
}

const abs = (n: bigint): bigint => (n < 0n ? -n : n)
/** Half away from zero, or cut off. */
const roundedUnits = ([n, d]: Fraction, places: number, cut = false): bigint => {
  const up = places >= 0 ? 10n ** BigInt(places) : 1n
  const down = places < 0 ? 10n ** BigInt(-places) : 1n
  const [top, bottom] = [abs(n) * up, d * down]
  const units = cut ? top / bottom : (2n * top + bottom) / (2n * bottom)
  return n < 0n ? -units : units
}
const round = (a: Value, places: number, cut: boolean): Value => {
  if (a === null) return null
  const units = roundedUnits(a, places, cut)
  return places >= 0 ? [units, 10n ** BigInt(places)] : [units * 10n ** BigInt(-places), 1n]
}
const floor = (a: Value): Value => {
  if (a === null) return null
  const [n, d] = a
  const whole = n / d
  return [whole * d > n ? whole - 1n : whole, 1n]
}
const equal = (a: Value, b: Value): boolean => (a?.[0] ?? 0n) * (b?.[1] ?? 1n) === (b?.[0] ?? 0n) * (a?.[1] ?? 1n)

const grid = <A, B, C>(a: Grid<A>, b: Grid<B>, act: (x: A, y: B) => C): Grid<C> => {
  const size = (x: number, y: number): number => {
    if (x !== y && x !== 1 && y !== 1) throw new Skip()
    return x === 1 ? y : x
  }
  const rows = size(a.length, b.length)
  const columns = size((a[0] as A[]).length, (b[0] as B[]).length)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const left = a[a.length === 1 ? 0 : row] as A[]
      const right = b[b.length === 1 ? 0 : row] as B[]
      return act(left[left.length === 1 ? 0 : column] as A, right[right.length === 1 ? 0 : column] as B)
    }),
  )
}

interface Lists {
  rows: string
  columns: string
}
/** A number that is yet to be calculated: SUM has to know its sibling first. */
interface Lazy {
  lists: Lists[]
  value: (context: Lists | undefined) => Grid<Value>
}
interface Truth {
  holds: boolean
  failed: [string | null, string, string | null][]
}
type Parsed = { number: Lazy } | { truth: () => Grid<Truth> }

const longest = (lists: Lists[]): Lists | undefined => {
  const count = (list: string): number => list.split(',').length
  let found: Lists | undefined
  for (const { rows, columns } of lists) {
    found ??= { rows, columns }
    if (count(rows) > count(found.rows)) found = { ...found, rows }
    if (count(columns) > count(found.columns)) found = { ...found, columns }
  }
  return found
}

const plain = (code: string): string => code.toLowerCase().replace(/^0+(?=.)/, '')

interface Scope {
  template: FormTemplate
  report: Report
  previous: Report | undefined
  precision: number
  fault: Fraction
}

class Walker {
  private at = 0
  private readonly text: string

  constructor(
    formula: string,
    private readonly scope: Scope,
  ) {
    this.text = formula.replace(/[\s|]/g, '').toLowerCase()
  }

  run(): Grid<Truth> {
    const parsed = this.or()
    if (this.at !== this.text.length || !('truth' in parsed)) throw new Error(`cannot read ${this.text} at ${this.at}`)
    return parsed.truth()
  }

  private take(...tokens: string[]): string | undefined {
    const token = tokens.find(token => this.text.startsWith(token, this.at))
    if (token !== undefined) this.at += token.length
    return token
  }

  private or(): Parsed {
    let left = this.and()
    while (this.take('or')) left = this.logic(left, this.and(), (x, y) => x || y)
    return left
  }

  private and(): Parsed {
    let left = this.compare()
    while (this.take('and')) left = this.logic(left, this.compare(), (x, y) => x && y)
    return left
  }

  private logic(a: Parsed, b: Parsed, act: (x: boolean, y: boolean) => boolean): Parsed {
    if (!('truth' in a) || !('truth' in b)) throw new Error('a number is neither true nor false')
    return {
      truth: () =>
        grid(a.truth(), b.truth(), (x, y) => {
          const holds = act(x.holds, y.holds)
          return { holds, failed: holds ? [] : [...(x.holds ? [] : x.failed), ...(y.holds ? [] : y.failed)] }
        }),
    }
  }

  private compare(): Parsed {
    const first = this.sum()
    if (!('number' in first)) return first
    const sides = [first.number]
    const operators: string[] = []
    for (;;) {
      const operator = this.take('<=', '>=', '<>', '<', '=', '>')
      if (operator === undefined) break
      operators.push(operator)
      sides.push(this.number(this.sum()))
    }
    if (operators.length === 0) return first
    return operators
      .map((operator, place): Parsed => {
        const [a, b] = [sides[place] as Lazy, sides[place + 1] as Lazy]
        return {
          truth: () => grid(a.value(longest(b.lists)), b.value(longest(a.lists)), (x, y) => this.test(x, operator, y)),
        }
      })
      .reduce((left, right) => this.logic(left, right, (x, y) => x && y))
  }

  private test(x: Value, operator: string, y: Value): Truth {
    const { precision, fault } = this.scope
    const [l, r] = [x, y].map(value => (value === null ? 0n : roundedUnits(value, precision))) as [bigint, bigint]
    const near = fault[0] > 0n && abs(l - r) * fault[1] <= fault[0] * 10n ** BigInt(precision)
    const holds =
      operator === '<>'
        ? (x === null && y === null) || (l !== r && !near)
        : operator === '='
          ? l === r || near
          : operator === '<='
            ? l <= r || near
            : operator === '>='
              ? l >= r || near
              : operator === '<'
                ? l < r
                : l > r
    const text = (value: Value, units: bigint): string | null => {
      if (value === null) return null
      const digits = abs(units)
        .toString()
        .padStart(precision + 1, '0')
      const whole = digits.slice(0, digits.length - precision)
      return `${units < 0n ? '-' : ''}${whole}${precision > 0 ? `.${digits.slice(whole.length)}` : ''}`
    }
    return { holds, failed: holds ? [] : [[text(x, l), operator, text(y, r)]] }
  }

  private number(parsed: Parsed): Lazy {
    if (!('number' in parsed)) throw new Error('a comparison is no number')
    return parsed.number
  }

  private sum(): Parsed {
    return this.chain(['+', '-'], () => this.product())
  }

  private product(): Parsed {
    return this.chain(['*', '/'], () => this.unary())
  }

  private chain(operators: string[], part: () => Parsed): Parsed {
    let left = part()
    for (;;) {
      const operator = this.take(...operators)
      if (operator === undefined) return left
      left = { number: this.binary(this.number(left), operator, this.number(part())) }
    }
  }

  private binary(a: Lazy, operator: string, b: Lazy): Lazy {
    const act =
      operator === '+'
        ? plus
        : operator === '-'
          ? (x: Value, y: Value) => plus(x, negative(y))
          : operator === '*'
            ? times
            : over
    return {
      lists: [...a.lists, ...b.lists],
      value: context => grid(a.value(longest(b.lists) ?? context), b.value(longest(a.lists) ?? context), act),
    }
  }

  private unary(): Parsed {
    if (!this.take('-')) return this.primary()
    return { number: this.each(this.number(this.unary()), negative) }
  }

  private each({ lists, value }: Lazy, act: (x: Value) => Value): Lazy {
    return { lists, value: context => value(context).map(row => row.map(act)) }
  }

  private primary(): Parsed {
    if (this.take('(')) {
      const inner = this.or()
      this.take(')')
      return inner
    }
    if (this.take('sum')) return { number: this.total(this.number(this.primary())) }
    if (this.take('abs')) return { number: this.each(this.number(this.primary()), x => x && [abs(x[0]), x[1]]) }
    if (this.take('floor')) return { number: this.each(this.number(this.primary()), floor) }
    if (this.take('round')) return { number: this.rounding() }
    const choice = this.take('isnull', 'coalesce', 'nullif')
    if (choice !== undefined) return { number: this.choice(choice) }
    if (this.text[this.at] === '{') return { number: this.cell() }
    const digits = /^(\d+(\.\d+)?|\.\d+)/.exec(this.text.slice(this.at))?.[0]
    if (digits === undefined) throw new Error(`cannot read ${this.text} at ${this.at}`)
    this.at += digits.length
    return { number: { lists: [], value: () => [[parse(digits)]] } }
  }

  private list(): Lazy[] {
    this.take('(')
    const items = [this.number(this.sum())]
    while (this.take(',')) items.push(this.number(this.sum()))
    this.take(')')
    return items
  }

  private choice(name: string): Lazy {
    return this.list().reduce((a, b) => ({
      lists: [...a.lists, ...b.lists],
      value: context =>
        grid(a.value(context), b.value(context), (x, y) => (name === 'nullif' ? (equal(x, y) ? null : x) : (x ?? y))),
    }))
  }

  private rounding(): Lazy {
    this.take('(')
    const of = this.number(this.sum())
    const [, places = '0', mode = '0'] = /^,(-?\d+)(?:,(-?\d+))?\)/.exec(this.text.slice(this.at)) ?? []
    this.at = this.text.indexOf(')', this.at) + 1
    return this.each(of, x => round(x, Number(places), Number(mode) !== 0))
  }

  private total({ lists, value }: Lazy): Lazy {
    const own = longest(lists)
    const add = (values: Value[]): Value => values.reduce(plus, null)
    return {
      lists,
      value: context => {
        const cells = value(context)
        if (own !== undefined && own.columns === context?.columns)
          return [(cells[0] as Value[]).map((_, column) => add(cells.map(row => row[column] as Value)))]
        if (own !== undefined && own.rows === context?.rows) return cells.map(row => [add(row)])
        return [[add(cells.flat())]]
      },
    }
  }

  private cell(): Lazy {
    const [all, open = '', brackets = ''] = /^(\{\{?)((?:\[[^\]]*\])+)\}\}?/.exec(this.text.slice(this.at)) ?? []
    if (all === undefined) throw new Error(`cannot read ${this.text} at ${this.at}`)
    this.at += all.length
    const [code = '', rows = '', columns = '', ...specifics] = brackets.slice(1, -1).split('][')
    const section = this.scope.template.sections.find(section => plain(section.code) === plain(code))
    if (section === undefined) throw new Skip()
    const report = open === '{{' ? this.scope.previous : this.scope.report
    if (report === undefined) throw new Skip()
    const rowCodes = select(
      rows,
      section.rows.filter(({ type }) => type !== 'C'),
    )
    const columnCodes = select(
      columns,
      section.columns.filter(({ type }) => type === 'Z'),
    )
    return {
      lists: [{ rows: rowCodes.join(), columns: columnCodes.join() }],
      value: () => read(report, section, rowCodes, columnCodes, specifics, this.scope.template),
    }
  }
}

/** Codes in the order of the template. */
const select = (list: string, known: readonly { readonly code: string }[]): string[] => {
  const codes = known.map(({ code }) => plain(code))
  if (list === '*') return codes
  const wanted = list.split(',').flatMap(item => {
    const [from, to] = item.split('-').map(plain)
    if (to === undefined) return [from]
    const [first, last] = [codes.indexOf(from ?? ''), codes.indexOf(to)]
    if (first === -1 || last === -1) throw new Skip()
    return codes.slice(first, last + 1)
  })
  const found = codes.filter(code => wanted.includes(code))
  if (found.length === 0) throw new Skip()
  return found
}

const read = (
  report: Report,
  section: TemplateSection,
  rows: string[],
  columns: string[],
  specifics: string[],
  template: FormTemplate,
): Grid<Value> => {
  const given = report.sections.filter(({ code }) => plain(code) === plain(section.code)).flatMap(({ rows }) => rows)
  const all = rows.flatMap(code => {
    const physical = given.filter(row => plain(row.code) === code)
    return physical.length > 0 ? physical : [{ code, specifics: {}, cells: [] }]
  })
  const kept = all.filter(row =>
    specifics.every((list, place) => {
      const name = SPECIFICS[place]
      const column = section.columns.find(({ specific }) => specific === name)
      if (list === '*' || name === undefined || column === undefined) return true
      const value = (row.specifics as Record<string, string>)[name] ?? column.defaultCell?.defaultValue ?? ''
      const terms = (template.dictionaries.get(column.defaultCell?.dictionary ?? '')?.terms ?? []).map(({ id }) =>
        id.toLowerCase(),
      )
      return list.split(',').some(item => {
        const [from, to] = item.split('-')
        if (to === undefined) return from === value.toLowerCase()
        const [first, last] = [terms.indexOf(from ?? ''), terms.indexOf(to)]
        if (first === -1 || last === -1) throw new Skip()
        return terms.slice(first, last + 1).includes(value.toLowerCase())
      })
    }),
  )
  return (kept.length > 0 ? kept : rows.map(code => ({ code, cells: [] }))).map(({ cells }) =>
    columns.map(column => {
      const value = cells.find(cell => plain(cell.column) === column)?.value
      return value === undefined ? null : parse(value)
    }),
  )
}

/** One control, for a report that has passed the other blocks. */
export const evaluateControl = (
  template: FormTemplate,
  report: Report,
  previous: Report | undefined,
  { rule, condition, fault, precision }: { rule: string; condition: string; fault: string; precision: number },
): SlowOutcome => {
  const scope = { template, report, previous, precision }
  try {
    const gate = condition === '' ? undefined : new Walker(condition, { ...scope, fault: [0n, 1n] }).run()
    if (gate?.flat().some(({ holds }) => holds) === false) return 'skip'
    const result = new Walker(rule, { ...scope, fault: parse(fault) }).run()
    const mask = gate?.length === result.length && gate[0]?.length === result[0]?.length ? gate : undefined
    const failed = result.flatMap((row, y) =>
      row.flatMap(({ holds, failed }, x) => (holds || mask?.[y]?.[x]?.holds === false ? [] : failed)),
    )
    return failed.length === 0 ? 'ok' : failed
  } catch (error) {
    if (error instanceof Skip) return 'skip'
    throw error
  }
}

/** All controls of a template; periods are left out. */
export const evaluate = (template: FormTemplate, report: Report, previous: Report | undefined): SlowOutcome[] =>
  template.controls.map(control => evaluateControl(template, report, previous, control))
