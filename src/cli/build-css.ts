import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import postcss, { type Plugin, type Root } from 'postcss'
import { compileString } from 'sass'
import { directories } from '../directories'
import { STYLESHEETS, type StylesheetManifest, type StylesheetName } from '../http/view-settings'

const styles = resolve(directories.root, 'src/styles')
const modules = resolve(directories.root, 'node_modules')

type Manifest = StylesheetManifest & { sources: string }

/**
 * Compiles `src/styles/app.scss` once a scheme of colours and size of letters into `<outDir>/<name>.<hash8>.css`, and
 * names the files in `<outDir>/manifest.json`: `{ "files": { "normal-100": "normal-100.<hash8>.css", … }, "sources":
 * "<hash>" }`. Older stylesheets are removed. When neither the sources nor the tools have changed since, nothing is done.
 *
 * @returns the file names of the stylesheets and whether they were compiled now
 */
export const buildCss = (outDir: string): { files: StylesheetManifest['files']; compiled: boolean } => {
  const manifestFile = join(outDir, 'manifest.json')
  const sources = hashOfSources()
  const known = readManifest(manifestFile)
  if (known?.sources === sources && Object.values(known.files).every(file => existsSync(join(outDir, file))))
    return { files: known.files, compiled: false }

  mkdirSync(outDir, { recursive: true })
  const files = Object.fromEntries(STYLESHEETS.map(name => [name, writeStylesheet(outDir, name)])) as Manifest['files']
  const made = new Set(Object.values(files))
  for (const old of readdirSync(outDir)) if (old.endsWith('.css') && !made.has(old)) rmSync(join(outDir, old))
  writeFileSync(manifestFile, `${JSON.stringify({ files, sources } satisfies Manifest, null, 2)}\n`)
  return { files, compiled: true }
}

const writeStylesheet = (outDir: string, name: StylesheetName): string => {
  const css = compileCss(name)
  const file = `${name}.${hash(css).slice(0, 8)}.css`
  writeFileSync(join(outDir, file), css)
  return file
}

const compileCss = (name: StylesheetName): string => {
  const [scheme, size] = [name.slice(0, name.lastIndexOf('-')), name.slice(name.lastIndexOf('-') + 1)]
  const entry = `@use "view" with ($scheme: ${scheme}, $size: ${size}); @use "app";`
  const sassed = compileString(entry, { style: 'compressed', loadPaths: [styles, modules], quietDeps: true }).css
  return postcss([staticValues, lean]).process(sassed, { from: undefined }).css
}

/**
 * Puts a static value before every one that uses our custom properties, for browsers that do not know them. Ours are all
 * set at the top, so there is nothing to compute; dark screens change the properties only.
 */
const staticValues: Plugin = {
  postcssPlugin: 'static-values',
  OnceExit(root) {
    const values = valuesAtTop(root)
    root.walkDecls(declaration => {
      if (declaration.prop.startsWith('--')) return
      const value = declaration.value.replaceAll(USE, (use, name: string) => values.get(name) ?? use)
      if (value === declaration.value) return
      declaration.cloneBefore({ value })
      declaration.value = declaration.value.replaceAll(USE, 'var($1)')
    })
  },
}

/** `var(--app-button)`, or as govuk-frontend writes it, with a value of its own to fall back on. */
const USE = /var\((--(?:govuk|app)-[\w-]+)(?:,\s*#[\da-f]+)?\)/g

const valuesAtTop = (root: Root): Map<string, string> => {
  const values = new Map<string, string>()
  for (const rule of root.nodes)
    if (rule.type === 'rule' && rule.selector === ':root')
      rule.each(
        node => void (node.type === 'decl' && node.prop.startsWith('--') && values.set(node.prop, node.value.trim())),
      )
  return values
}

/**
 * Takes out what govuk-frontend repeats in every rule and what says nothing here: the smoothing of letters, and `inherit`
 * as font (form controls get it once). Rules that thereby come to stand next to each other under one selector become one.
 */
const lean: Plugin = {
  postcssPlugin: 'lean',
  OnceExit(root) {
    root.walkDecls(declaration => {
      const repeated = /^-(webkit|moz-osx)-font-smoothing$/.test(declaration.prop)
      if (repeated || (declaration.prop === 'font-family' && declaration.value === 'inherit')) declaration.remove()
    })
    root.walkRules(rule => void (rule.nodes.length === 0 && rule.remove()))
    root.walkAtRules('media', media => void (media.nodes?.length === 0 && media.remove()))
    root.walkRules(rule => {
      const before = rule.prev()
      if (before?.type !== 'rule' || before.selector !== rule.selector) return
      rule.prepend(before.nodes)
      before.remove()
    })
  },
}

const hashOfSources = (): string => {
  const files = readdirSync(styles, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .toSorted()
  const tools = ['govuk-frontend', 'postcss', 'sass'].map(name => join(modules, name, 'package.json'))
  const parts = [...files, ...tools, __filename].map(
    file => `${relative(directories.root, file)}\n${hash(readFileSync(file))}`,
  )
  return hash(parts.join('\n'))
}

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

/** A manifest that is not there or was cut short by a crash counts for nothing: the stylesheet is made anew. */
const readManifest = (file: string): Manifest | undefined => {
  try {
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Partial<Manifest>
    return manifest.files === undefined ? undefined : (manifest as Manifest)
  } catch {
    return undefined
  }
}

if (require.main === module) {
  const { files, compiled } = buildCss(resolve(directories.public, 'css'))
  process.stdout.write(
    `${compiled ? 'compiled' : 'unchanged'}: ${files['normal-100']} and ${STYLESHEETS.length - 1} more\n`,
  )
}
