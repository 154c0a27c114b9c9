import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import nunjucks from 'nunjucks'
import { directories } from '../directories'

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
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  return new Map(templateNames().map(name => [name, environment.getTemplate(name, true)]))
}

const templateNames = (): string[] =>
  readdirSync(directories.views, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.njk'))
    .map(entry => relative(directories.views, join(entry.parentPath, entry.name)))
    .filter(name => !name.startsWith('mail/'))
