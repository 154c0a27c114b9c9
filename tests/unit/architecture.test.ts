import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

/*
 * The way that folders may know each other. The lint rules forbid circles of files and say what plumbing may import;
 * here stands what they cannot say: that there are no circles of folders either.
 */

const features = resolve(__dirname, '../../src/features')

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => join(entry.parentPath, entry.name))

/** The first folder below `features` of a path; undefined outside it and for `features/index.ts`. */
const featureOf = (path: string): string | undefined => {
  const [folder = '', ...rest] = relative(features, path).split(sep)
  return folder === '..' || rest.length === 0 ? undefined : folder
}

const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)'/g)].map(([, to = '']) => resolve(dirname(path), to))

/** For each feature the features whose code it uses. */
const known = new Map<string, Set<string>>()
for (const path of filesBelow(features)) {
  const feature = featureOf(path)
  if (feature === undefined) continue
  const used = known.get(feature) ?? new Set<string>()
  for (const other of importsOf(path).map(featureOf)) if (other !== undefined && other !== feature) used.add(other)
  known.set(feature, used)
}

/** The features that can be reached from one, itself included only by way of a circle. */
const reachable = (from: string): Set<string> => {
  const found = new Set<string>()
  const open = [...(known.get(from) ?? [])]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue
    found.add(next)
    open.push(...(known.get(next) ?? []))
  }
  return found
}

test('the features are there to be looked at', () => {
  expect(known.size).toBeGreaterThan(30)
  expect(known.get('review')).toContain('applications')
})

test('no feature comes back to itself through others', () => {
  expect([...known.keys()].filter(feature => reachable(feature).has(feature))).toEqual([])
})
