import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, relative, resolve } from 'node:path'
import postcss, { type Plugin } from 'postcss'
import customProperties from 'postcss-custom-properties'
import { compile } from 'sass'
import { directories } from '../directories'

const styles = resolve(directories.root, 'src/styles')
const modules = resolve(directories.root, 'node_modules')

type Manifest = { 'app.css': string; sources: string }

/**
 * Compiles `src/styles/app.scss` into `<outDir>/app.<hash8>.css` and names it in `<outDir>/manifest.json`:
 * `{ "app.css": "app.<hash8>.css", "sources": "<hash>" }`. Older stylesheets are removed. When neither the sources nor
 * the tools have changed since, nothing is done.
 *
 * @returns the file name of the stylesheet and whether it was compiled now
 */
export const buildCss = (outDir: string): { file: string; compiled: boolean } => {
  const manifestFile = join(outDir, 'manifest.json')
  const sources = hashOfSources()
  const known = readManifest(manifestFile)
  if (known?.sources === sources && existsSync(join(outDir, known['app.css'])))
    return { file: known['app.css'], compiled: false }

  const css = compileCss()
  const file = `app.${hash(css).slice(0, 8)}.css`
  mkdirSync(outDir, { recursive: true })
  for (const old of readdirSync(outDir))
    if (/^app\.[\da-f]{8}\.css$/.test(old) && old !== file) rmSync(join(outDir, old))
  writeFileSync(join(outDir, file), css)
  writeFileSync(manifestFile, `${JSON.stringify({ 'app.css': file, sources } satisfies Manifest, null, 2)}\n`)
  return { file, compiled: true }
}

const compileCss = (): string => {
  const sassed = compile(join(styles, 'app.scss'), { style: 'compressed', loadPaths: [modules], quietDeps: true }).css
  return postcss([customProperties({ preserve: true }), lean]).process(sassed, { from: undefined }).css
}

/**
 * Takes out what govuk-frontend repeats in every rule and what says nothing here: the smoothing of letters, `inherit` as
 * font (form controls get it once), and the second argument of `var()`, which the static value before it makes needless.
 * Rules that thereby come to stand next to each other under one selector become one.
 */
const lean: Plugin = {
  postcssPlugin: 'lean',
  OnceExit(root) {
    root.walkDecls(declaration => {
      const repeated = /^-(webkit|moz-osx)-font-smoothing$/.test(declaration.prop)
      if (repeated || (declaration.prop === 'font-family' && declaration.value === 'inherit')) declaration.remove()
      else declaration.value = declaration.value.replaceAll(/var\((--(?:govuk|app)-[\w-]+),\s*#[\da-f]+\)/g, 'var($1)')
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
  const tools = ['govuk-frontend', 'postcss', 'postcss-custom-properties', 'sass'].map(name =>
    join(modules, name, 'package.json'),
  )
  const parts = [...files, ...tools, __filename].map(
    file => `${relative(directories.root, file)}\n${hash(readFileSync(file))}`,
  )
  return hash(parts.join('\n'))
}

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')

const readManifest = (file: string): Manifest | undefined =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined

if (require.main === module) {
  const { file, compiled } = buildCss(resolve(directories.public, 'css'))
  process.stdout.write(`${compiled ? 'compiled' : 'unchanged'}: ${basename(file)}\n`)
}
