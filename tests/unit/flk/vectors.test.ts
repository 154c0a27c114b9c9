import { trialFile, withTrialData } from '../../support/flk/trial-data'
import { runVector, type VectorFile } from '../../support/flk/vector-form'

interface FaultCase {
  readonly left: string
  readonly op: string
  readonly right: string
  readonly fault: string
  readonly rule: boolean
  readonly condition: boolean
}

withTrialData('the vectors of the rule language', () => {
  const file = JSON.parse(trialFile('flk', 'rule-vectors.json').toString()) as VectorFile

  test.each(
    file.vectors.map(
      vector => [`${vector.rule} (${vector.condition}) {${vector.fault}} ${vector.precision}`, vector] as const,
    ),
  )('%s', (_, vector) => {
    expect(runVector(file, vector).outcome).toEqual(vector.expect)
  })
})

withTrialData('the truth table of the fault', () => {
  const cases = JSON.parse(trialFile('flk', 'fault-truth-table.json').toString()) as FaultCase[]
  const file = { template: { '1': { rows: ['1'], cols: ['3'] } }, report: { '1': [['1', {}, { '3': '1' }]] } } as const

  test.each(cases)('$left $op $right, fault $fault', ({ left, op, right, fault, rule, condition }) => {
    const formula = `${left}|${op}|${right}`
    const precision = 2
    expect(runVector(file, { rule: formula, condition: '', fault, precision }).outcome === 'ok').toBe(rule)
    const gated = runVector(file, { rule: '1=2', condition: formula, fault, precision }).outcome
    expect(gated).toEqual(condition ? [['1.00', '=', '2.00']] : 'skip')
  })
})
