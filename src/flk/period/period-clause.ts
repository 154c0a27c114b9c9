import { Scanner } from '../formula/scanner'

/** Whether a control applies in a period, by its number in the year (&NP). */
export type PeriodTest = (number: number) => boolean

const DEEPEST = 50

/** Reads `periodClause`; blank applies always. AND binds tighter than OR. Throws `FormulaError`. */
export const parsePeriodClause = (clause: string): PeriodTest => {
  const scanner = new Scanner(clause)
  if (scanner.atEnd) return () => true
  const test = either(scanner, 0)
  if (!scanner.atEnd) scanner.fail('ожидается and, or или конец условия')
  return test
}

const either = (scanner: Scanner, depth: number): PeriodTest => {
  const tests = [both(scanner, depth)]
  while (scanner.take('or')) tests.push(both(scanner, depth))
  return number => tests.some(test => test(number))
}

const both = (scanner: Scanner, depth: number): PeriodTest => {
  const tests = [single(scanner, depth)]
  while (scanner.take('and')) tests.push(single(scanner, depth))
  return number => tests.every(test => test(number))
}

const single = (scanner: Scanner, depth: number): PeriodTest => {
  if (depth > DEEPEST) scanner.fail(`скобки вложены глубже ${DEEPEST} раз`)
  if (scanner.take('(')) {
    const inner = either(scanner, depth + 1)
    scanner.expect(')')
    return inner
  }
  scanner.expect('&np')
  if (scanner.take('in')) {
    scanner.expect('(')
    const numbers = [whole(scanner)]
    while (scanner.take(',')) numbers.push(whole(scanner))
    scanner.expect(')')
    return number => numbers.includes(number)
  }
  const operator = scanner.takeOneOf(['<=', '>=', '<>', '<', '=', '>'] as const)
  if (operator === undefined) return scanner.fail('ожидается сравнение или in')
  const bound = whole(scanner)
  return number => TESTS[operator](number, bound)
}

const TESTS = {
  '<=': (a: number, b: number) => a <= b,
  '>=': (a: number, b: number) => a >= b,
  '<>': (a: number, b: number) => a !== b,
  '<': (a: number, b: number) => a < b,
  '=': (a: number, b: number) => a === b,
  '>': (a: number, b: number) => a > b,
} as const

const whole = (scanner: Scanner): number => {
  const digits = scanner.match(/\d{1,9}/y)
  return digits === undefined ? scanner.fail('ожидается номер периода') : Number(digits)
}
