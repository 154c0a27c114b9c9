import { MAX_SCALE } from '../number/column-numbers'
import { decimalParts } from '../number/decimal-text'
import { rationalFrom } from '../number/rational'
import type { FlkOptions } from '../options'
import type { FormTemplate } from '../template/model'
import type { TemplateIndex } from '../template/template-index'
import { aggregate, type SummedAxis } from './aggregate'
import { combine } from './arithmetic'
import type { CellNode, Node } from './ast'
import { type Comparing, compareMatrices } from './comparison'
import { absolute, coalesce, floor, negate, nullif, round } from './functions'
import { gatherer, type Reports } from './gather'
import { cellsOf, type Lists, listsOf, sameList } from './lists'
import { type Matrix, SINGLE } from './matrix'
import { type Selection, selectionOf } from './selection'
import { join, type Verdicts } from './verdicts'

/** A formula as a function of the reports. It throws `NotApplicable` where the control has to be skipped. */
export type CompiledFormula = (reports: Reports) => Verdicts
type Calculation = (reports: Reports) => Matrix

/** What a formula is compiled for. */
export interface CompilePlace {
  readonly template: FormTemplate
  readonly index: TemplateIndex
  readonly comparing: Comparing
}

/** Compiles a formula for one template. Throws `NotApplicable` where the template lacks what the formula names. */
export const compileFormula = (node: Node, { template, index, comparing }: CompilePlace): CompiledFormula => {
  const { options } = comparing
  const selections = new Map(cellsOf(node).map(cell => [cell, selectionOf(cell, template, index, options)]))
  return new Compiler(selections, comparing).logical(node)
}

class Compiler {
  private readonly options: FlkOptions

  constructor(
    private readonly selections: ReadonlyMap<CellNode, Selection>,
    private readonly comparing: Comparing,
  ) {
    this.options = comparing.options
  }

  logical(node: Node): CompiledFormula {
    if (node.kind === 'logic') {
      const first = this.logical(node.first)
      const rest = node.rest.map(({ operator, right }) => ({ operator, right: this.logical(right) }))
      return reports => rest.reduce((left, { operator, right }) => join(operator, left, right(reports)), first(reports))
    }
    if (node.kind === 'compare') return this.comparison(node)
    throw new TypeError(`a ${node.kind} neither holds nor fails`)
  }

  /** A chain a = b = c is a = b AND b = c. */
  private comparison({ first, rest }: Extract<Node, { kind: 'compare' }>): CompiledFormula {
    const pairs: CompiledFormula[] = []
    let before = first
    for (const { operator, right } of rest) {
      const left = this.numeric(before, listsOf(right, this.selections))
      const other = this.numeric(right, listsOf(before, this.selections))
      pairs.push(reports => compareMatrices(operator, left(reports), other(reports), this.comparing))
      before = right
    }
    const [only, ...others] = pairs
    if (only === undefined) throw new TypeError('a comparison has at least two sides')
    return reports => others.reduce((left, pair) => join('and', left, pair(reports)), only(reports))
  }

  /** @param context what SUM compares its lists with: those of the sibling of the nearest operator that has cells */
  private numeric(node: Node, context: Lists | undefined): Calculation {
    switch (node.kind) {
      case 'number':
        return constant(node.text)
      case 'cell':
        return gatherer(this.selection(node), this.options)
      case 'arithmetic':
        return this.arithmetic(node, context)
      case 'sum':
        return this.sum(node.of, context)
      case 'negate':
        return this.unary(node.of, context, negate)
      case 'abs':
        return this.unary(node.of, context, absolute)
      case 'floor':
        return this.unary(node.of, context, floor)
      case 'round': {
        const cut = node.mode !== 0 && this.options.roundMode === 'truncate'
        const rounding = cut ? 'truncate' : this.options.rounding
        return this.unary(node.of, context, matrix => round(matrix, node.places, rounding))
      }
      case 'isnull':
      case 'coalesce':
      case 'nullif':
        return this.choice(node, context)
      default:
        throw new TypeError(`a ${node.kind} gives no number`)
    }
  }

  private selection(node: CellNode): Selection {
    const selection = this.selections.get(node)
    if (selection === undefined) throw new TypeError('a cell that was not selected')
    return selection
  }

  private unary(of: Node, context: Lists | undefined, act: (matrix: Matrix) => Matrix): Calculation {
    const inner = this.numeric(of, context)
    return reports => act(inner(reports))
  }

  private arithmetic({ first, rest }: Extract<Node, { kind: 'arithmetic' }>, context: Lists | undefined): Calculation {
    const nodes = [first, ...rest.map(({ right }) => right)]
    const lists = nodes.map(node => listsOf(node, this.selections))
    const climbed = this.options.sumContext === 'climb' ? context : undefined
    // The sibling of a later operand is everything before it; that of the first one is the second.
    const contexts = nodes.map((_, place) => {
      const before = lists.slice(0, place).find(list => list !== undefined)
      return before ?? lists.slice(place + 1).find(list => list !== undefined) ?? climbed
    })
    const [start, ...operands] = nodes.map((node, place) => this.numeric(node, contexts[place]))
    if (start === undefined) throw new TypeError('an operator without operands')
    const operators = rest.map(({ operator }) => operator)
    return reports =>
      operands.reduce(
        (left, operand, place) => combine(operators[place] ?? '+', left, operand(reports), this.options),
        start(reports),
      )
  }

  private choice(node: Extract<Node, { of: readonly Node[] }>, context: Lists | undefined): Calculation {
    const [first, ...others] = node.of.map(part => this.numeric(part, context))
    if (first === undefined) throw new TypeError('a choice of nothing')
    if (node.kind === 'nullif') {
      const [second] = others
      if (second === undefined) throw new TypeError('NULLIF of one')
      return reports => nullif(first(reports), second(reports))
    }
    return reports =>
      coalesce(
        first(reports),
        others.map(other => other(reports)),
      )
  }

  private sum(of: Node, context: Lists | undefined): Calculation {
    const inner = this.numeric(of, context)
    const axis = summedAxis(listsOf(of, this.selections), context)
    return reports => aggregate(inner(reports), axis)
  }
}

/** Same columns as the other side: over the rows. Same rows: over the columns. Otherwise everything. */
const summedAxis = (own: Lists | undefined, context: Lists | undefined): SummedAxis => {
  if (own === undefined || context === undefined) return 'both'
  if (sameList(own.columns, context.columns)) return 'rows'
  return sameList(own.rows, context.rows) ? 'columns' : 'both'
}

const constant = (text: string): Calculation => {
  const parts = decimalParts(text)
  const value = rationalFrom(text) ?? null
  const fits = parts !== undefined && parts.integer.length + parts.fraction.length <= MAX_SCALE
  const matrix: Matrix = fits
    ? {
        ...SINGLE,
        numbers: {
          exact: false,
          scale: parts.fraction.length,
          units: Float64Array.of(Number(parts.integer + parts.fraction)),
        },
      }
    : { ...SINGLE, numbers: { exact: true, values: [value] } }
  return () => matrix
}
