import { join } from 'node:path'
import { compileString } from 'sass'
import { VIEW_CHOICES } from '../../../src/http/view-settings'

const styles = join(__dirname, '../../../src/styles')
const compiled = (scheme: string): string =>
  compileString(`@use "view" with ($scheme: ${scheme}); @use "schemes";`, {
    style: 'compressed',
    loadPaths: [styles],
  }).css

const colours = (block: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(block ?? '').matchAll(/--(?:govuk-)?([\w-]+?)(?:-colour)?: ?(#[\da-f]{6})/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  )

const normal = compiled('normal')
const schemes: Record<string, Record<string, string>> = {
  light: colours(normal.match(/^\W*:root\{color-scheme[^}]*/)?.[0]),
  dark: colours(normal.match(/prefers-color-scheme: ?dark\)\{:root\{[^}]*/)?.[0]),
  ...Object.fromEntries(
    VIEW_CHOICES.scheme.filter(name => name !== 'normal').map(name => [name, colours(compiled(name))]),
  ),
}
const inTwoColours = (name: string): boolean => name !== 'light' && name !== 'dark'

/** Relative luminance of a colour `#rrggbb`, 0 to 1 (WCAG 2.2, «relative luminance»). */
const luminance = (colour: string): number => {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2, «contrast ratio»). */
const contrast = (one: string, other: string): number => {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const TEXT_ON_PAGE = [
  'text',
  'secondary-text',
  'link',
  'link-visited',
  'link-hover',
  'link-active',
  'error',
  'success',
  'app-warning-text',
]

/** Text and the ground it stands on: 4.5 to 1 (WCAG 1.4.3), 7 to 1 in the schemes of two colours (1.4.6). */
const TEXT: [text: string, ground: string][] = [
  ...TEXT_ON_PAGE.flatMap((text): [string, string][] => [
    [text, 'body-background'],
    [text, 'surface-background'],
  ]),
  ['text', 'template-background'],
  ['text', 'hover'],
  ['link', 'hover'],
  ['secondary-text', 'template-background'],
  ['focus-text', 'focus'],
  ['inverse-text', 'brand'],
  ['inverse-text', 'link'],
  ['app-header-text', 'app-header'],
  ['app-header-muted', 'app-header'],
  ['app-button-text', 'app-button'],
  ['app-button-text', 'app-button-hover'],
  ['app-secondary-text', 'app-secondary'],
  ['app-secondary-text', 'app-secondary-hover'],
  ['app-danger-text', 'app-danger'],
  ['app-danger-text', 'app-danger-hover'],
  ['app-info-text', 'app-info-ground'],
  ['app-neutral-text', 'app-neutral-ground'],
  ['app-attention-text', 'app-attention-ground'],
  ['app-success-text', 'app-success-ground'],
  ['app-danger-ground-text', 'app-danger-ground'],
]

/** Edges of controls and marks that carry meaning against what is beside them: 3 to 1 (WCAG 1.4.11). */
const EDGES: [edge: string, ground: string][] = [
  ['input-border', 'body-background'],
  ['input-border', 'surface-background'],
  ['error', 'body-background'],
  ['app-warning', 'body-background'],
  ['brand', 'body-background'],
  ['brand', 'surface-background'],
  ['app-button', 'body-background'],
  ['focus', 'focus-text'],
]

describe.each(Object.entries(schemes))('in the %s scheme', (name, values) => {
  const of = (colour: string): string => values[colour] ?? `no colour ${colour}`

  test.each(TEXT)('%s is readable on %s', (text, ground) => {
    expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(inTwoColours(name) ? 7 : 4.5)
  })

  test.each(EDGES)('%s is seen on %s', (edge, ground) => {
    expect(contrast(of(edge), of(ground))).toBeGreaterThanOrEqual(3)
  })
})

test('every scheme gives every colour a value', () => {
  expect(Object.keys(schemes.light ?? {}).length).toBeGreaterThan(40)
  for (const values of Object.values(schemes)) expect(Object.keys(values)).toEqual(Object.keys(schemes.light ?? {}))
})

test('the contrast of black on white is 21 to 1, as the standard says', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
})
