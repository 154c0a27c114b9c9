import { FormulaError } from './formula-error'

/** Longer formulas are refused: no form has one, and reading must stay cheap. */
const LONGEST = 50_000

/**
 * The text of a formula without what counts for nothing: white space and the bars around operators, in lower case. Words
 * need no space between them, so what comes next is always told by how the rest begins.
 */
export class Scanner {
  private readonly text: string
  private readonly positions: readonly number[]
  private index = 0

  constructor(formula: string) {
    if (formula.length > LONGEST) throw new FormulaError(`Формула длиннее ${LONGEST} знаков.`, 1)
    const kept: string[] = []
    const positions: number[] = []
    for (let position = 0; position < formula.length; position += 1) {
      const letter = formula.charAt(position)
      if (letter === '|' || letter.trim() === '') continue
      const lower = letter.toLowerCase()
      kept.push(lower.length === 1 ? lower : letter)
      positions.push(position + 1)
    }
    this.text = kept.join('')
    this.positions = positions
  }

  /** Place in the formula as it was written, counted from one. */
  get position(): number {
    return this.positions[this.index] ?? (this.positions.at(-1) ?? 0) + 1
  }

  get atEnd(): boolean {
    return this.index >= this.text.length
  }

  /** Whether the rest begins so. */
  sees(token: string): boolean {
    return this.text.startsWith(token, this.index)
  }

  /** Goes past the token if the rest begins with it. */
  take(token: string): boolean {
    if (!this.sees(token)) return false
    this.index += token.length
    return true
  }

  /** The first of the tokens that the rest begins with. */
  takeOneOf<T extends string>(tokens: readonly T[]): T | undefined {
    return tokens.find(token => this.take(token))
  }

  expect(token: string): void {
    if (!this.take(token)) this.fail(`ожидается «${token}»`)
  }

  /** What the pattern, which must be sticky, finds here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.index
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.index += found.length
    return found
  }

  fail(what: string): never {
    const rest = this.atEnd ? 'формула обрывается' : `встретилось «${this.text.slice(this.index, this.index + 12)}»`
    throw new FormulaError(`Формула не распознана: ${what}, ${rest} (знак ${this.position}).`, this.position)
  }
}
