import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { directories } from '../directories'

/** Renders one template of a letter to text. */
export type MailTemplates = (name: string, data: object) => string

/**
 * Loads and compiles the templates of letters once, at start: a broken one stops the start. Their own environment:
 * letters are plain text, so nothing is escaped, and a value that is missing is an error instead of a hole in a letter.
 */
export const loadMailTemplates = (directory: string = join(directories.views, 'mail')): MailTemplates => {
  const loader = new nunjucks.FileSystemLoader(directory, { watch: false, noCache: false })
  const environment = new nunjucks.Environment(loader, {
    autoescape: false,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  })
  const files = readdirSync(directory).filter(file => file.endsWith('.njk'))
  const templates = new Map(files.map(file => [file, environment.getTemplate(file, true)]))
  return (name, data) => {
    const template = templates.get(`${name}.njk`)
    if (template === undefined) throw new Error(`no template mail/${name}`)
    return template.render(data)
  }
}

/**
 * The subject and the text of a letter. The first line of its template is `Тема: …`, the text follows. A paragraph is
 * one line, however long: the reader's program wraps it to its own window. Throws when there is no subject or no text.
 */
export const renderLetter = (
  templates: MailTemplates,
  name: string,
  data: object,
): { subject: string; text: string } => {
  const lines = templates(name, data)
    .trim()
    .split(/\r\n?|\n/)
    .map(line => line.trimEnd())
  const subject = /^Тема:\s*(.+)$/.exec(lines[0] ?? '')?.[1]?.replace(/[\p{Cc}\s]+/gu, ' ')
  const text = lines
    .slice(1)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  if (subject === undefined || text === '') throw new Error(`template mail/${name} must give «Тема: …» and a text`)
  return { subject, text: `${text}\n` }
}
