/** Numbers from a seed: the same in every run (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Formulas, values and controls by chance, over a section of fixed rows (1) and one of free rows with a specific (2). */
export class Chance {
  private readonly next: () => number

  constructor(seed: number) {
    this.next = randomFrom(seed)
  }

  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }

  value(): string | undefined {
    const kind = this.below(12)
    if (kind < 2) return undefined
    if (kind === 2) return '0'
    if (kind === 3) return String(this.below(1e15) * 7 + 1)
    const whole = this.below(this.pick([3, 20, 1000]))
    const sign = this.below(5) === 0 ? '-' : ''
    return this.below(2) === 0 ? `${sign}${whole}` : `${sign}${whole}.${this.below(this.pick([10, 100, 1000]))}`
  }

  control() {
    return {
      rule: this.formula(2),
      condition: this.below(3) === 0 ? this.formula(1) : '',
      fault: this.pick(['0', '0', '0.5', '2', '0.005', '-1']),
      precision: this.pick([0, 1, 2, 2, 4]),
    }
  }

  private formula(depth: number): string {
    const compared = () => `${this.number(depth)}${this.operator()}${this.number(depth)}`
    const kind = this.below(10)
    if (kind === 0) return `${compared()}${this.operator()}${this.number(1)}`
    if (kind === 1 && depth > 0)
      return `(${this.formula(depth - 1)}) ${this.pick(['and', 'OR'])} ${this.formula(depth - 1)}`
    if (kind === 2 && depth > 0)
      return `${this.formula(depth - 1)} ${this.pick(['and', 'OR'])} ${this.formula(depth - 1)}`
    return compared()
  }

  private operator(): string {
    const operator = this.pick(['=', '<', '<=', '>', '>=', '<>'])
    return this.below(2) === 0 ? `|${operator}|` : operator
  }

  private number(depth: number): string {
    const inner = () => this.number(depth - 1)
    if (depth === 0) return this.below(5) === 0 ? this.literal() : this.cell()
    switch (this.below(14)) {
      case 0:
        return this.literal()
      case 1:
      case 2:
        return `${inner()}${this.pick(['+', '-', '*', '/'])}${inner()}`
      case 3:
        return `(${inner()}${this.pick([' + ', ' - ', ' * ', ' / '])}${inner()})`
      case 4:
      case 5:
        return `SUM${this.cell()}`
      case 6:
        return `sum(${inner()})`
      case 7:
        return `abs(${inner()})`
      case 8:
        return `FLOOR(${inner()})`
      case 9:
        return `round(${inner()},${this.below(4) - 1}${this.pick(['', ',0', ',1'])})`
      case 10:
        return `isnull(${inner()},${inner()})`
      case 11:
        return `coalesce(${inner()},${inner()},${inner()})`
      case 12:
        return this.below(2) === 0 ? `nullif(${inner()},${inner()})` : `-${this.cell()}`
      default:
        return this.cell()
    }
  }

  private literal(): string {
    return this.pick(['0', '1', '2', '3', '10', '0.5', '1.05', '100', '.25'])
  }

  private cell(): string {
    const rows = this.pick(['*', '1', '2', '1-3', '2,3', '1,9', '1-9', '3-4', '01'])
    const columns = this.pick(['*', '3', '4', '3-4', '3,5', '5', '4-5'])
    if (this.below(3) > 0) {
      const cell = `[1][${rows}][${columns}]`
      return this.below(6) === 0 ? `{{${cell}}}` : `{${cell}}`
    }
    const specific = this.pick(['', '', '[*]', '[a]', '[B,d]', '[a-c]', '[c-a]', '[zz]'])
    return `{[2][${this.pick(['*', '1', '2'])}][${columns}]${specific === '[c-a]' ? '[b-c]' : specific}}`
  }
}
