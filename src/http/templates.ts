import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import nunjucks from 'nunjucks'
import { directories } from '../directories'
import { type Macro, REMEMBERED, remembering } from './remembered-fields'

export type Render = (view: string, context: object) => string

/**
 * Every template, loaded and compiled once a process, at start: a broken one stops the start instead of a request.
 * Autoescape is on; templates see only what they are given and `globals`.
 */
export const loadTemplates = (globals: object = {}): Render => {
  pages ??= compile()
  const templates = pages
  return (view, context) => {
    const template = templates.get(`${view}.njk`)
    if (template === undefined) throw new Error(`no template ${view}`)
    return template.render({ ...globals, ...context })
  }
}

let pages: Map<string, nunjucks.Template> | undefined

const compile = (): Map<string, nunjucks.Template> => {
  const loader = new nunjucks.FileSystemLoader(directories.views, { watch: false, noCache: false })
  const environment: Environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  environment.waterfall = runTasks
  const templates = new Map(
    templateNames().map(name => [name, environment.getTemplate(name, true) as nunjucks.Template & MacroFile]),
  )
  for (const [name, template] of templates) if (name.startsWith('components/')) keepMacros(template)
  return templates
}

/** A method that the types of nunjucks do not know: how a template with an {% include %} runs. */
type Environment = nunjucks.Environment & { waterfall?: typeof runTasks }
type Done = (error?: unknown, ...results: unknown[]) => void
type Task = (...given: unknown[]) => void

/**
 * Runs the parts of a template one after the other, each with what the one before gave. Ours are all at hand at once; the
 * library that nunjucks has for it makes eight functions an include and binds the whole page to them, until V8 tidies up
 * its old objects.
 */
const runTasks = (tasks: readonly Task[], done: Done): void => {
  let next = 0
  const step: Done = (error, ...results) => {
    const task = error ? undefined : tasks[next++]
    if (task === undefined) done(error, ...results)
    else task(...results, step)
  }
  step()
}

type Macros = (error: unknown, macros: Record<string, Macro>) => void
/** A method that the types of nunjucks do not know. */
type MacroFile = { getExported(done: Macros): void }

/**
 * Nunjucks makes the macros of a file anew whenever a page imports it, with all that the file itself imports: a seventh
 * of a page. Macros know nothing but their arguments, so they are made once.
 */
const keepMacros = (file: MacroFile): void => {
  const make = file.getExported.bind(file)
  let kept: Record<string, Macro> | undefined
  file.getExported = done => {
    if (kept !== undefined) return done(null, kept)
    make((error, macros) => {
      if (!error) kept = withMemory(macros)
      done(error, kept ?? macros)
    })
  }
}

const withMemory = (macros: Record<string, Macro>): Record<string, Macro> =>
  Object.fromEntries(
    Object.entries(macros).map(([name, macro]) => [name, REMEMBERED.has(name) ? remembering(macro) : macro]),
  )

const templateNames = (): string[] =>
  readdirSync(directories.views, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.njk'))
    .map(entry => relative(directories.views, join(entry.parentPath, entry.name)))
    .filter(name => !name.startsWith('mail/'))
