import { spawnSync } from 'node:child_process'
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directories } from '../../../src/directories'
import { metaForm, reportXml } from '../../support/flk/meta-form'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'websbor-flk-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** The command as it is built: what `npx websbor-flk` runs. */
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(directories.root, 'dist/cli/flk.js'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const CONTROLS =
  '<control id="30" name="Строки равны" rule="{[1][1][3]}|=|{[1][2][3]}"/><control id="31" name="Рост" tip="0" rule="{[1][1][3]}|&lt;=|{{[1][1][3]}}"/>'

test('the protocol as text and as JSON, with exit code 1 for an obligatory failure', () => {
  const template = file('template.xml', metaForm({ controls: CONTROLS }))
  const report = file('report.xml', reportXml())
  const text = run(template, report)
  expect(text.status).toBe(1)
  expect(text.stdout).toContain(
    'Ошибка 4.30. Строки равны; слева 1.00 = справа пусто разница 1.00 (раздел 1, строка 01, графа 3)',
  )
  expect(text.stdout).toContain('Контроль 31 пропущен: нет отчёта за прошлый период.')
  const json = JSON.parse(run(template, report, '--json').stdout) as { findings: object[]; result: string }
  expect(json.result).toBe('failed')
  expect(json.findings).toEqual([
    expect.objectContaining({
      block: 4,
      code: '4.30',
      control: '30',
      severity: 'error',
      section: '1',
      row: '01',
      column: '3',
      left: '1.00',
      operator: '=',
      right: null,
      difference: '1.00',
    }),
  ])
})

test('exit code 0 when nothing obligatory failed, warnings or not', () => {
  const template = file('template.xml', metaForm({ controls: CONTROLS }))
  const rows = (value: number): string =>
    `<row code="1"><col code="3">${value}</col></row><row code="2"><col code="3">${value}</col></row>`
  const report = file('report.xml', reportXml({ rows: rows(5) }))
  expect(run(template, report)).toMatchObject({ status: 0, stdout: expect.stringContaining('Ошибок нет.') })
  const previous = file('previous.xml', reportXml({ rows: rows(4), period: '0401' }))
  const warned = run(template, report, '--previous', previous)
  expect(warned).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Предупреждение 4.31. Рост; слева 5.00 <= справа 4.00'),
  })
})

test('exit code 2 and a sentence for what cannot be read', () => {
  const template = file('template.xml', metaForm())
  const report = file('report.xml', reportXml())
  const bomb = file('bomb.xml', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
  const huge = join(folder, 'huge.xml')
  const handle = openSync(huge, 'w')
  ftruncateSync(handle, 200 * 1024 * 1024)
  closeSync(handle)
  for (const [args, sentence] of [
    [[template, join(folder, 'missing.xml')], 'Файл не читается (ENOENT).'],
    [[report, report], 'Файл не является XML-шаблоном формы'],
    [[template, template], 'Это XML-шаблон формы, а не отчёт.'],
    [[template, bomb], 'DOCTYPE'],
    [[template, huge], 'символ, недопустимый в XML'],
    [[template, report, '--previous', bomb], 'DOCTYPE'],
    [[template], 'websbor-flk TEMPLATE.xml REPORT.xml'],
    [[template, report, '--unknown'], 'websbor-flk TEMPLATE.xml REPORT.xml'],
  ] as const)
    expect(run(...args)).toMatchObject({ status: 2, stderr: expect.stringContaining(sentence) })
  expect(JSON.parse(run(template, bomb, '--json').stdout)).toMatchObject({
    result: 'unreadable',
    message: expect.stringContaining('DOCTYPE'),
  })
})
