import { termKey } from '../codes'

export interface DictionaryTerm {
  readonly id: string
  readonly name: string
  /** Ids of terms of other dictionaries, by the other dictionary's id in lower case. */
  readonly relations: ReadonlyMap<string, readonly string[]>
}

/** A list of permitted values in the order of the template. */
export class Dictionary {
  readonly terms: readonly DictionaryTerm[]
  private readonly positions = new Map<string, number>()
  private sorted: readonly string[] | undefined

  constructor(
    readonly id: string,
    terms: Iterable<DictionaryTerm>,
  ) {
    this.terms = [...terms]
    for (const [position, term] of this.terms.entries()) this.positions.set(termKey(term.id), position)
  }

  /** Whether the value is the id of a term; upper and lower case are the same. */
  has(value: string): boolean {
    return this.positions.has(termKey(value))
  }

  term(value: string): DictionaryTerm | undefined {
    const position = this.positions.get(termKey(value))
    return position === undefined ? undefined : this.terms[position]
  }

  /**
   * Ids from one term to another, both included, in lower case: in the order of the template, or sorted where that is
   * asked for or where the first stands after the last. Undefined where an end is no term.
   */
  range(from: string, to: string, order: 'document' | 'sorted'): readonly string[] | undefined {
    const first = this.positions.get(termKey(from))
    const last = this.positions.get(termKey(to))
    if (first === undefined || last === undefined) return undefined
    if (order === 'document' && first <= last) return this.terms.slice(first, last + 1).map(({ id }) => termKey(id))
    this.sorted ??= [...this.positions.keys()].sort()
    return this.sorted.filter(id => id >= termKey(from) && id <= termKey(to))
  }
}
