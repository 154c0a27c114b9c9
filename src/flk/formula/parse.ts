import {
  type ArithmeticOperator,
  type ComparisonOperator,
  type Items,
  isNumeric,
  type Junction,
  type LogicOperator,
  type Node,
  type Operand,
} from './ast'
import { FormulaError } from './formula-error'
import { Scanner } from './scanner'

/** Parentheses and functions inside each other; more would only exhaust the stack. */
const DEEPEST = 100

const NUMBER = /\d+(?:\.\d+)?|\.\d+/y
const CODE = /[\p{L}\p{N}._]+/uy
const WHOLE = /-?\d{1,3}(?!\.)/y

export interface ParsedFormula {
  readonly node: Node
  /** AND and OR stand side by side without parentheses, so that the result hangs on which binds tighter. */
  readonly mixesLogic: boolean
}

/** Reads a formula of a rule or condition: it must hold or fail. Throws `FormulaError`. */
export const parseFormula = (formula: string, logic: 'and-first' | 'equal'): ParsedFormula => {
  const parser = new Parser(new Scanner(formula), logic)
  const node = parser.whole()
  return { node, mixesLogic: parser.mixesLogic }
}

class Parser {
  mixesLogic = false
  private depth = 0
  private readonly parenthesised = new WeakSet<Node>()

  constructor(
    private readonly scanner: Scanner,
    private readonly logic: 'and-first' | 'equal',
  ) {}

  whole(): Node {
    const node = this.formula()
    if (!this.scanner.atEnd) this.scanner.fail('ожидается знак действия или конец формулы')
    if (isNumeric(node)) throw new FormulaError('В формуле нет сравнения: проверять нечего.', 1)
    return node
  }

  private formula(): Node {
    return this.logic === 'and-first'
      ? this.junction(['or'], () => this.junction(['and'], () => this.comparison()))
      : this.junction(['and', 'or'], () => this.comparison())
  }

  private junction(operators: readonly LogicOperator[], part: () => Node): Node {
    const { position: at } = this.scanner
    const first = part()
    const rest: Junction[] = []
    for (let operator = this.scanner.takeOneOf(operators); operator; operator = this.scanner.takeOneOf(operators))
      rest.push({ operator, right: this.logical(part()) })
    if (rest.length === 0) return first
    const joined = [first, ...rest.map(({ right }) => right)]
    if (joined.some(node => node.kind === 'logic' && !this.parenthesised.has(node))) this.mixesLogic = true
    if (new Set(rest.map(({ operator }) => operator)).size > 1) this.mixesLogic = true
    return { kind: 'logic', first: this.logical(first), rest, at }
  }

  private comparison(): Node {
    const operators = ['<=', '>=', '<>', '<', '=', '>'] as const
    const { position: at } = this.scanner
    const first = this.sum()
    const rest: { operator: ComparisonOperator; right: Node }[] = []
    for (let operator = this.scanner.takeOneOf(operators); operator; operator = this.scanner.takeOneOf(operators))
      rest.push({ operator, right: this.numeric(this.sum()) })
    return rest.length === 0 ? first : { kind: 'compare', first: this.numeric(first), rest, at }
  }

  private sum(): Node {
    return this.arithmetic(['+', '-'], () => this.arithmetic(['*', '/'], () => this.unary()))
  }

  private arithmetic(operators: readonly ArithmeticOperator[], part: () => Node): Node {
    const { position: at } = this.scanner
    const first = part()
    const rest: Operand[] = []
    for (let operator = this.scanner.takeOneOf(operators); operator; operator = this.scanner.takeOneOf(operators))
      rest.push({ operator, right: this.numeric(part()) })
    return rest.length === 0 ? first : { kind: 'arithmetic', first: this.numeric(first), rest, at }
  }

  private unary(): Node {
    const { position: at } = this.scanner
    if (!this.scanner.take('-')) return this.primary()
    return this.nested(() => ({ kind: 'negate', of: this.numeric(this.unary()), at }))
  }

  private primary(): Node {
    const { scanner } = this
    const { position: at } = scanner
    const text = scanner.match(NUMBER)
    if (text !== undefined) return { kind: 'number', text, at }
    if (scanner.sees('{')) return this.cell()
    if (scanner.sees('(')) {
      const inner = this.inParentheses(() => this.formula())
      this.parenthesised.add(inner)
      return inner
    }
    const name = scanner.takeOneOf(['sum', 'abs', 'floor', 'round', 'isnull', 'nullif', 'coalesce'])
    if (name === undefined) return scanner.fail('ожидается число, ячейка, функция или скобка')
    return this.nested(() => this.call(name, at))
  }

  private call(name: 'sum' | 'abs' | 'floor' | 'round' | 'isnull' | 'nullif' | 'coalesce', at: number): Node {
    if (name === 'sum' || name === 'abs' || name === 'floor')
      return { kind: name, of: this.numeric(this.primary()), at }
    if (name === 'round') return this.inParentheses(() => this.round(at))
    const of = this.inParentheses(() => this.list())
    if (name !== 'coalesce' && of.length !== 2)
      throw new FormulaError(`У функции ${name.toUpperCase()} должно быть два аргумента (знак ${at}).`, at)
    return { kind: name, of, at }
  }

  private list(): Node[] {
    const nodes = [this.numeric(this.sum())]
    while (this.scanner.take(',')) nodes.push(this.numeric(this.sum()))
    return nodes
  }

  private round(at: number): Node {
    const of = this.numeric(this.sum())
    this.scanner.expect(',')
    const places = this.wholeNumber()
    const mode = this.scanner.take(',') ? this.wholeNumber() : 0
    return { kind: 'round', of, places, mode, at }
  }

  /** A whole number that a rounding can do something with. */
  private wholeNumber(): number {
    const text = this.scanner.match(WHOLE)
    const number = text === undefined ? Number.NaN : Number(text)
    return Math.abs(number) <= 20 ? number : this.scanner.fail('ожидается целое число от −20 до 20')
  }

  private cell(): Node {
    const { scanner } = this
    const { position: at } = scanner
    const previous = scanner.take('{{')
    if (!previous) scanner.expect('{')
    const sections = this.bracket()
    const [section] = sections === '*' ? [] : sections
    if (section === undefined || section.range || sections.length > 1)
      throw new FormulaError(`В первых скобках ячейки ожидается код одного раздела (знак ${at}).`, at)
    const rows = this.bracket()
    const columns = this.bracket()
    const specifics: Items[] = []
    while (specifics.length < 3 && scanner.sees('[')) specifics.push(this.bracket())
    scanner.expect(previous ? '}}' : '}')
    return { kind: 'cell', previous, section: section.from, rows, columns, specifics, at }
  }

  private bracket(): Items {
    const { scanner } = this
    scanner.expect('[')
    if (scanner.take('*')) {
      scanner.expect(']')
      return '*'
    }
    const items = [this.item()]
    while (scanner.take(',')) items.push(this.item())
    scanner.expect(']')
    return items
  }

  private item() {
    const from = this.code()
    const range = this.scanner.take('-')
    return { from, to: range ? this.code() : from, range }
  }

  private code(): string {
    return this.scanner.match(CODE) ?? this.scanner.fail('ожидается код')
  }

  private inParentheses<T>(part: () => T): T {
    return this.nested(() => {
      this.scanner.expect('(')
      const inner = part()
      this.scanner.expect(')')
      return inner
    })
  }

  private nested<T>(part: () => T): T {
    this.depth += 1
    if (this.depth > DEEPEST) this.scanner.fail(`скобки вложены глубже ${DEEPEST} раз`)
    const inner = part()
    this.depth -= 1
    return inner
  }

  private numeric(node: Node): Node {
    if (isNumeric(node)) return node
    throw new FormulaError(`Сравнение стоит там, где ожидается число (знак ${node.at}).`, node.at)
  }

  private logical(node: Node): Node {
    if (!isNumeric(node)) return node
    throw new FormulaError(`Число стоит там, где ожидается сравнение (знак ${node.at}).`, node.at)
  }
}
