/** A formula as it was read. Every node knows its place in the text, for the defects of a template. */
export type Node =
  | NumberNode
  | CellNode
  | { readonly kind: 'negate'; readonly of: Node; readonly at: number }
  | { readonly kind: 'arithmetic'; readonly first: Node; readonly rest: readonly Operand[]; readonly at: number }
  | { readonly kind: 'sum' | 'abs' | 'floor'; readonly of: Node; readonly at: number }
  | RoundNode
  | { readonly kind: 'isnull' | 'nullif' | 'coalesce'; readonly of: readonly Node[]; readonly at: number }
  | { readonly kind: 'compare'; readonly first: Node; readonly rest: readonly Comparison[]; readonly at: number }
  | { readonly kind: 'logic'; readonly first: Node; readonly rest: readonly Junction[]; readonly at: number }

export interface NumberNode {
  readonly kind: 'number'
  readonly text: string
  readonly at: number
}

/** `{[section][rows][columns][s1][s2][s3]}`; doubled braces read the previous period. */
export interface CellNode {
  readonly kind: 'cell'
  readonly previous: boolean
  readonly section: string
  readonly rows: Items
  readonly columns: Items
  readonly specifics: readonly Items[]
  readonly at: number
}

export interface RoundNode {
  readonly kind: 'round'
  readonly of: Node
  readonly places: number
  readonly mode: number
  readonly at: number
}

/** `*`, or single codes and ranges of them. */
export type Items = '*' | readonly Item[]
export interface Item {
  readonly from: string
  /** The same as `from` for a single code. */
  readonly to: string
  readonly range: boolean
}

export type ArithmeticOperator = '+' | '-' | '*' | '/'
export interface Operand {
  readonly operator: ArithmeticOperator
  readonly right: Node
}

export type ComparisonOperator = '<' | '<=' | '=' | '>=' | '>' | '<>'
export interface Comparison {
  readonly operator: ComparisonOperator
  readonly right: Node
}

export type LogicOperator = 'and' | 'or'
export interface Junction {
  readonly operator: LogicOperator
  readonly right: Node
}

/** Nodes that give numbers, as opposed to those that hold or fail. */
export const isNumeric = ({ kind }: Node): boolean => kind !== 'compare' && kind !== 'logic'
