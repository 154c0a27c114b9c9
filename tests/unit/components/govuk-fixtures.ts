import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { safe } from './render'

export type Fixture = { name: string; options: Record<string, unknown>; html: string }

const folder = join(__dirname, '../../../node_modules/govuk-frontend/dist/govuk/components')

/** The examples that govuk-frontend ships with a component: parameters and the HTML they must give. */
export const readFixtures = (component: string): Fixture[] =>
  (JSON.parse(readFileSync(join(folder, component, 'fixtures.json'), 'utf8')) as { fixtures: Fixture[] }).fixtures

/** Paths of all options that a fixture uses: `items[].hint.text`. Names of attributes are free and not listed. */
export const optionPaths = (options: unknown, prefix = ''): string[] => {
  if (Array.isArray(options)) return options.flatMap(item => optionPaths(item, `${prefix}[]`))
  if (typeof options !== 'object' || options === null) return []
  return Object.entries(options).flatMap(([key, value]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`
    return key === 'attributes' ? [path] : [path, ...optionPaths(value, path)]
  })
}

/**
 * govuk-frontend takes ready HTML under names of its own (`html`, `titleHtml`). Ours takes it where the text goes, and
 * only as something that a macro returned; so the fixture says it that way.
 */
export const htmlAsSafeText = (options: unknown): unknown => {
  if (Array.isArray(options)) return options.map(htmlAsSafeText)
  if (typeof options !== 'object' || options === null) return options
  const entries = Object.entries(options).map(([key, value]): [string, unknown] => {
    if (key === 'attributes') return [key, value]
    if (key === 'conditional') return [key, asSafe((value as { html?: unknown }).html)]
    if (key === 'html') return ['text', asSafe(value)]
    if (key.endsWith('Html')) return [key.replace(/Html$/, 'Text'), asSafe(value)]
    return [key, htmlAsSafeText(value)]
  })
  return Object.fromEntries(entries)
}

const asSafe = (html: unknown): unknown => (typeof html === 'string' && html !== '' ? safe(html) : undefined)
