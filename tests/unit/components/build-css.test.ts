import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildCss } from '../../../src/cli/build-css'
import { STYLESHEETS, type StylesheetName } from '../../../src/http/view-settings'
import { environment } from './render'
import { samples } from './samples'

const folder = mkdtempSync(join(tmpdir(), 'css-'))
const first = buildCss(folder)
const load = (name: StylesheetName): string => readFileSync(join(folder, first.files[name]), 'utf8')
const css = load('normal-100')
afterAll(() => rmSync(folder, { recursive: true }))

describe('the build of the stylesheets', () => {
  test('makes one a scheme and size, names each by its content and says the names in the manifest', () => {
    expect(first.compiled).toBe(true)
    expect(Object.keys(first.files)).toEqual([...STYLESHEETS])
    for (const [name, file] of Object.entries(first.files))
      expect(file).toMatch(new RegExp(`^${name}\\.[\\da-f]{8}\\.css$`))
    expect(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))).toMatchObject({ files: first.files })
  })

  test('does nothing when nothing has changed', () => {
    expect(buildCss(folder)).toEqual({ files: first.files, compiled: false })
  })

  test('compiles anew when the sources were others, and removes older files', () => {
    writeFileSync(join(folder, 'normal-100.00000000.css'), '')
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ files: {}, sources: 'other' }))
    expect(buildCss(folder)).toEqual(first)
    expect(readdirSync(folder).toSorted()).toEqual([...Object.values(first.files), 'manifest.json'].toSorted())
  })

  test('compiles anew after a crash that left the manifest half written', () => {
    writeFileSync(join(folder, 'manifest.json'), '{"files"')
    expect(buildCss(folder)).toEqual(first)
  })
})

describe('the stylesheets of the accessibility mode', () => {
  test.each(STYLESHEETS)('%s weighs at most 14 KB on the wire', name => {
    expect(gzipSync(load(name), { level: 6 }).length).toBeLessThanOrEqual(14 * 1024)
  })

  test('larger letters lay a screen out as a narrower one', () => {
    expect(css).toContain('(min-width: 40.0625em)')
    expect(load('normal-200')).toContain('font-size:200%')
    expect(load('normal-200')).not.toContain('(min-width: 40.0625em)')
    expect(load('normal-200')).toContain('(min-width: 80.125em)')
  })

  test('a scheme of two colours knows no dark variant and gives old browsers its own values', () => {
    const black = load('white-on-black-100')
    expect(black).not.toContain('prefers-color-scheme')
    expect(black).toMatch(/background-color:#000000;background-color:var\(--govuk-body-background-colour\)/)
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
  'app-comparison__row--differs',
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
