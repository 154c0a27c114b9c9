import { checkReport, compileTemplate, readReport, readTemplate } from '../../../src/flk'
import { Chance } from '../../support/flk/random-formula'
import { evaluateControl } from '../../support/flk/slow-evaluator'
import { vectorReport, vectorTemplate } from '../../support/flk/vector-form'

const FORMULAS_PER_SEED = 150

const COLUMNS = ['3', '4', '5']
const TEMPLATE = {
  '1': { rows: ['01', '02', '03', '04'], cols: COLUMNS },
  '2': { rows: ['1', '2'], cols: COLUMNS, specs: { s1: { col: 'В', ids: ['a', 'b', 'c', 'd'], default: 'a' } } },
} as const

const { template } = readTemplate(
  vectorTemplate({ template: TEMPLATE }, { rule: '', condition: '', fault: '0', precision: 2 }).replaceAll(
    'N(15,2)',
    'N(20,9)',
  ),
)

const reportOf = (chance: Chance) => {
  const cells = () =>
    Object.fromEntries(
      COLUMNS.flatMap(column => {
        const value = chance.value()
        return value === undefined ? [] : [[column, value]]
      }),
    )
  const fixed = TEMPLATE['1'].rows.filter(() => chance.below(6) > 0).map(row => [row, {}, cells()] as const)
  const free = TEMPLATE['2'].rows.flatMap(row =>
    ['a', 'b', 'c', 'd']
      .filter(() => chance.below(2) === 0)
      .map(s1 => [row, s1 === 'a' ? {} : { s1 }, cells()] as const),
  )
  return readReport(
    vectorReport({ template: TEMPLATE, report: { '1': [['01', {}, { 3: '1' }], ...fixed.slice(1)], '2': free } }),
  )
}

/*
 * The engine against the slow evaluator, which was written apart: formulas, values, faults and precisions by chance, the
 * same ones in every run.
 */
test.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
  'seed %i: the engine and the slow evaluator agree on formulas by chance',
  seed => {
    const chance = new Chance(seed * 7919)
    const report = reportOf(chance)
    const previous = chance.below(4) === 0 ? undefined : reportOf(chance)
    const seen = new Set<string>()
    for (let count = 0; count < FORMULAS_PER_SEED; count += 1) {
      const control = chance.control()
      const given = { id: '1', name: '', periodClause: '', obligatory: true, line: 1, ...control }
      const form = compileTemplate({ ...template, controls: [given] })
      expect(form.defects.filter(({ severity }) => severity === 'error')).toEqual([])
      const fault = control.fault.startsWith('-') ? '0' : control.fault
      const { findings, skipped, stoppedAfter } = checkReport(form, report, { previous })
      expect(stoppedAfter ?? 4).toBe(4)
      const found =
        skipped.length > 0
          ? 'skip'
          : findings.length === 0
            ? 'ok'
            : findings.map(({ left, operator, right }) => [left, operator, right])
      const expected = evaluateControl(template, report, previous, { ...control, fault })
      expect({ ...control, outcome: found }).toEqual({ ...control, outcome: expected })
      seen.add(typeof expected === 'string' ? expected : 'fails')
    }
    expect(seen).toEqual(new Set(['ok', 'skip', 'fails']))
  },
)
