import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildCss } from '../../../src/cli/build-css'
import { environment } from './render'
import { samples } from './samples'

const folder = mkdtempSync(join(tmpdir(), 'css-'))
const first = buildCss(folder)
const css = readFileSync(join(folder, first.file), 'utf8')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the build of the stylesheet', () => {
  test('names the file by its content and says the name in the manifest', () => {
    expect(first.compiled).toBe(true)
    expect(first.file).toMatch(/^app\.[\da-f]{8}\.css$/)
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({ 'app.css': first.file })
  })

  test('does nothing when nothing has changed', () => {
    expect(buildCss(folder)).toEqual({ file: first.file, compiled: false })
  })

  test('compiles anew when the sources were others, and removes older files', () => {
    writeFileSync(join(folder, 'app.00000000.css'), '')
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ 'app.css': 'app.00000000.css', sources: 'other' }))
    expect(buildCss(folder)).toEqual(first)
    expect(readdirSync(folder).toSorted()).toEqual([first.file, 'manifest.json'])
  })

  test('compiles anew after a crash that left the manifest half written', () => {
    writeFileSync(join(folder, 'manifest.json'), '{"app.css"')
    expect(buildCss(folder)).toEqual(first)
  })
})

describe('the stylesheet', () => {
  test('weighs at most 14 KB on the wire', () => {
    expect(gzipSync(css, { level: 6 }).length).toBeLessThanOrEqual(14 * 1024)
  })

  test('fetches nothing and carries nothing of the look of gov.uk', () => {
    expect(css).not.toMatch(/url\(|@import|@font-face|GDS Transport|crown|crest/i)
  })

  test('gives browsers without custom properties a static value before each one that uses them', () => {
    const declarations = css.match(/[\w-]+:[^;{}]*/g) as string[]
    const alone = declarations.filter((declaration, index) => {
      const [property] = declaration.split(':') as [string]
      return (
        /var\(--(govuk|app)-/.test(declaration) &&
        !property.startsWith('--') &&
        !declarations[index - 1]?.startsWith(`${property}:`)
      )
    })
    expect(alone).toEqual([])
  })

  test('knows dark screens, paper and forced colours, and moves nothing', () => {
    expect(css).toContain('prefers-color-scheme: dark')
    expect(css).toContain('@media print')
    expect(css).toContain('forced-colors: active')
    expect(css).not.toMatch(/transition|animation|@keyframes/)
  })

  test('has a rule for every class that our templates print, or the class only names its element', () => {
    const printed = Object.values(samples).flatMap(
      ({ view, context }) => environment.render(view, context).match(/class="[^"]*"/g) ?? [],
    )
    const classes = new Set(
      printed.flatMap(attribute => attribute.slice(7, -1).split(' ')).filter(name => /^(app|govuk)-/.test(name)),
    )
    expect([...classes].filter(name => !css.includes(`.${name}`) && !NAMES_ONLY.has(name)).toSorted()).toEqual([])
  })
})

/** Classes that only name their element: the HTML stays the same as govuk-frontend's. */
const NAMES_ONLY = new Set([
  'app-findings--error',
  'govuk-file-upload--error',
  'govuk-pagination__icon--prev',
  'govuk-pagination__link-title',
  'govuk-panel--confirmation',
  'govuk-panel__body',
  'govuk-password-input__input',
  'govuk-table__body',
  'govuk-table__row',
])
