import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { FlkOptions } from '../../../src/flk'
import { runVector, type VectorFile } from '../../support/flk/vector-form'

/* One file a feature of the rule language: a small template, a report, and formulas with what they come to. */

const folder = resolve(__dirname, '../../fixtures/flk')

interface FeatureFile extends VectorFile {
  readonly options?: Partial<FlkOptions>
  readonly previous?: VectorFile['report']
  /** Decimal places of the cells, 2 unless said otherwise. */
  readonly fraction?: number
}

const files = readdirSync(folder).filter(name => name.endsWith('.json'))

describe.each(files)('%s', name => {
  const file = JSON.parse(readFileSync(join(folder, name), 'utf8')) as FeatureFile

  test.each(
    file.vectors.map(
      vector => [`${vector.rule} | ${vector.condition} | ${vector.fault} | ${vector.precision}`, vector] as const,
    ),
  )('%s', (_, vector) => {
    const { options = {}, previous, fraction = 2 } = file
    expect(
      runVector(file, vector, { options, fraction, ...(previous === undefined ? {} : { previous }) }).outcome,
    ).toEqual(vector.expect)
  })
})
