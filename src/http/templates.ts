import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import nunjucks from 'nunjucks'
import { directories } from '../directories'

export type Render = (view: string, context: object) => string

/**
 * Loads and compiles every template once, at start: a broken one stops the start instead of a request.
 * Autoescape is on; templates see only what they are given and the globals listed here.
 */
export const loadTemplates = (globals: Record<string, unknown> = {}): Render => {
  const loader = new nunjucks.FileSystemLoader(directories.views, { watch: false, noCache: false })
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value)
  const pages = new Map(templateNames().map(name => [name, environment.getTemplate(name, true)]))
  return (view, context) => {
    const template = pages.get(`${view}.njk`)
    if (template === undefined) throw new Error(`no template ${view}`)
    return template.render(context)
  }
}

const templateNames = (): string[] =>
  readdirSync(directories.views, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.njk'))
    .map(entry => relative(directories.views, join(entry.parentPath, entry.name)))
    .filter(name => !name.startsWith('mail/'))
