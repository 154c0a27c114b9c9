import {
  checkReport,
  compileTemplate,
  readReport,
  readTemplate,
  writeReport,
  writeTemplate,
  XmlError,
} from '../../../src/flk'
import { metaForm, reportXml } from '../../support/flk/meta-form'
import { randomFrom } from '../../support/flk/random-formula'

/* What nobody would write on purpose: the same garbage in every run. */

const random = randomFrom(20_260_101)
const below = (count: number): number => Math.floor(random() * count)
const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T

const PARTS =
  '{ } {{ }} [ ] ( ) * - + / , . | = < > <= >= <> 0 1 2.5 sum abs floor round isnull nullif coalesce and or {[1][1][3]} {[1][*][*]} {{[1][1][3]}} а я & " \u0000 𝕏 İ ∅ 1e9 --'.split(
    ' ',
  )

const VALID = 'abs({[1][1][3]})+2*SUM{[1][*][3-4]}|>=|isnull({{[1][2][3]}},1) and (1=1 or 2<>3)'

/** Parts at random, or a formula with something put in or taken out. */
const formula = (): string => {
  if (below(2) === 0) return Array.from({ length: 1 + below(12) }, () => pick(PARTS)).join(pick(['', ' ']))
  const [from, length] = [below(VALID.length), below(4)]
  return VALID.slice(0, from) + pick(['', ...PARTS]) + VALID.slice(from + length)
}

test('formulas of garbage are compiled or told as defects, and never more', () => {
  const { template } = readTemplate(metaForm())
  const report = readReport(reportXml())
  const [control] = readTemplate(metaForm({ controls: '<control id="1" rule="1=1"/>' })).template.controls
  if (control === undefined) throw new Error('no control')
  let usable = 0
  for (let count = 0; count < 4000; count += 1) {
    const controls = [
      {
        ...control,
        rule: formula(),
        condition: pick(['', '', formula()]),
        periodClause: pick(['', '', '', formula()]),
      },
    ]
    const form = compileTemplate({ ...template, controls })
    const broken = form.defects.some(({ severity }) => severity === 'error')
    const { held, skipped, findings } = checkReport(form, report, { previous: report })
    if (broken) expect(skipped).toHaveLength(1)
    else usable += held + findings.length > 0 ? 1 : 0
  }
  expect(usable).toBeGreaterThan(30)
})

test('documents with bytes changed, cut and doubled are read or refused with a sentence', () => {
  const originals = [
    Buffer.from(
      metaForm({
        controls: '<control id="1" rule="{[1][1][3]}&gt;=0" condition="1=1"/>',
        dics: '<dic id="d"><term id="1"/></dic>',
      }),
    ),
    Buffer.from(reportXml()),
  ]
  let refused = 0
  for (let count = 0; count < 3000; count += 1) {
    const original = pick(originals)
    const [from, to] = [below(original.length), below(original.length)]
    const changed = pick([
      () => Buffer.concat([original.subarray(0, from), original.subarray(to)]),
      () => original.subarray(0, from),
      () => Buffer.concat([original.subarray(0, from), Buffer.from([below(256)]), original.subarray(from + 1)]),
      () =>
        Buffer.concat([
          original.subarray(0, from),
          Buffer.from(pick(['<', '>', '"', '&', '<!DOCTYPE x>', '<!--', ']]>', '<?'])),
          original.subarray(from),
        ]),
    ])()
    for (const read of [() => writeTemplate(readTemplate(changed).template), () => writeReport(readReport(changed))])
      try {
        read()
      } catch (error) {
        if (!(error instanceof XmlError)) throw error
        expect(error.message).toMatch(/^[А-ЯЁ][^]*\.$/)
        refused += 1
      }
  }
  expect(refused).toBeGreaterThan(1000)
})
