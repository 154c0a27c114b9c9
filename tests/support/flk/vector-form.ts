import {
  checkReport,
  compileTemplate,
  type Finding,
  type FlkOptions,
  type Protocol,
  readReport,
  readTemplate,
} from '../../../src/flk'
import { metaForm, reportXml } from './meta-form'

/** The shape in which cases of the rule language are written down. */
export interface VectorFile {
  readonly template: Readonly<Record<string, VectorSection>>
  readonly report: Readonly<Record<string, readonly VectorRow[]>>
  readonly vectors: readonly Vector[]
}

interface VectorSection {
  readonly rows: readonly string[]
  readonly cols: readonly string[]
  readonly specs?: Readonly<Record<string, { col: string; ids: readonly string[]; default: string | null }>>
}

type VectorRow = readonly [string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]

export interface Vector {
  readonly rule: string
  readonly condition: string
  readonly fault: string
  readonly precision: number
  readonly expect: 'ok' | 'skip' | readonly (readonly [string | null, string, string | null])[]
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const sectionXml = (code: string, { rows, cols, specs = {} }: VectorSection): string => {
  const specific = Object.entries(specs).map(
    ([name, { col, default: byDefault }]) =>
      `<column code="${col}" type="S" fld="${name}" name=""><default-cell column="${col}" format="C(20)" inputType="2" dic="${name}_${code}" ${byDefault === null ? '' : `default="${byDefault}"`}/></column>`,
  )
  const values = cols.map(
    col =>
      `<column code="${col}" type="Z" name=""><default-cell column="${col}" format="N(15,2)" inputType="2"/></column>`,
  )
  const type = specific.length > 0 ? 'M' : 'F'
  return `<section code="${code}" name=""><columns>${[...specific, ...values].join('')}</columns><rows>${rows.map(row => `<row code="${row}" type="${type}" name=""/>`).join('')}</rows></section>`
}

/** The template of a vector file with one control. */
export const vectorTemplate = (
  { template }: Pick<VectorFile, 'template'>,
  { rule, condition, fault, precision }: Omit<Vector, 'expect'>,
  more = '',
): string =>
  metaForm({
    sections: Object.entries(template)
      .map(([code, section]) => sectionXml(code, section))
      .join(''),
    controls: `<control id="1" name="Контроль" rule="${attribute(rule)}" condition="${attribute(condition)}" fault="${fault}" precision="${precision}" ${more}/>`,
    dics: Object.entries(template)
      .flatMap(([code, { specs = {} }]) =>
        Object.entries(specs).map(
          ([name, { ids }]) => `<dic id="${name}_${code}">${ids.map(id => `<term id="${id}"/>`).join('')}</dic>`,
        ),
      )
      .join(''),
  })

/** The report of a vector file. */
export const vectorReport = ({ report, template }: Pick<VectorFile, 'report' | 'template'>): string =>
  reportXml({
    sections: Object.keys(template)
      .map(code => {
        const rows = (report[code] ?? []).map(([row, specifics, cells]) => {
          const attributes = Object.entries(specifics).map(([name, value]) => ` ${name}="${attribute(value)}"`)
          const cols = Object.entries(cells).map(([column, value]) => `<col code="${column}">${attribute(value)}</col>`)
          return `<row code="${row}"${attributes.join('')}>${cols.join('')}</row>`
        })
        return `<section code="${code}">${rows.join('')}</section>`
      })
      .join(''),
  })

/** What the engine makes of a case: as `expect` says it, with the protocol for whoever wants more. */
export const runVector = (
  file: Pick<VectorFile, 'template' | 'report'>,
  vector: Omit<Vector, 'expect'>,
  {
    options = {},
    previous,
    fraction = 2,
  }: { options?: Partial<FlkOptions>; previous?: VectorFile['report']; fraction?: number } = {},
): { outcome: Vector['expect'] | 'broken'; protocol: Protocol } => {
  const { template, defects } = readTemplate(vectorTemplate(file, vector).replaceAll('N(15,2)', `N(15,${fraction})`))
  const form = compileTemplate(template, options)
  const broken = [...defects, ...form.defects].filter(({ severity }) => severity === 'error')
  const protocol = checkReport(form, readReport(vectorReport(file)), {
    previous: previous === undefined ? undefined : readReport(vectorReport({ ...file, report: previous })),
  })
  if (broken.length > 0) return { outcome: 'broken', protocol }
  if (protocol.skipped.length > 0) return { outcome: 'skip', protocol }
  return {
    outcome: protocol.findings.length === 0 && protocol.held === 1 ? 'ok' : protocol.findings.map(pair),
    protocol,
  }
}

const pair = ({ left, operator, right, message }: Finding): [string | null, string, string | null] => [
  left,
  operator ?? message,
  right,
]
