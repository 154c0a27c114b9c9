import type { CellNode, Node } from './ast'
import type { Selection } from './selection'

/** The rows and columns that a part of a formula runs over, as SUM compares them: after expansion. */
export interface Lists {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
}

/** The lists of a part: of its cells, on each axis the longest; undefined where it has no cell. SUM counts as its inside. */
export const listsOf = (node: Node, selections: ReadonlyMap<CellNode, Selection>): Lists | undefined =>
  cellsOf(node)
    .flatMap(cell => {
      const selection = selections.get(cell)
      return selection === undefined ? [] : [listsOfSelection(selection)]
    })
    .reduce<Lists | undefined>(
      (a, b) =>
        a === undefined
          ? b
          : {
              rows: b.rows.length > a.rows.length ? b.rows : a.rows,
              columns: b.columns.length > a.columns.length ? b.columns : a.columns,
            },
      undefined,
    )

const listsOfSelection = ({ section, rows, columns }: Selection): Lists => ({
  rows: rows.map(position => section.rows[position]?.key ?? ''),
  columns: columns.map(position => section.columns[position]?.key ?? ''),
})

/** Whether both name the same codes in the same order. */
export const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((code, index) => code === b[index])

/** All cell references of a part, from left to right. */
export const cellsOf = (node: Node): CellNode[] => {
  switch (node.kind) {
    case 'number':
      return []
    case 'cell':
      return [node]
    case 'negate':
    case 'sum':
    case 'abs':
    case 'floor':
    case 'round':
      return cellsOf(node.of)
    case 'isnull':
    case 'nullif':
    case 'coalesce':
      return node.of.flatMap(cellsOf)
    default:
      return [node.first, ...node.rest.map(({ right }) => right)].flatMap(cellsOf)
  }
}
