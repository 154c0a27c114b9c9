import { resolve } from 'node:path'
import { load } from 'cheerio'
import nunjucks, { runtime } from 'nunjucks'

const views = resolve(__dirname, '../../../views')

/** The environment as the app sets it up: autoescape on, block tags leave no lines behind. */
export const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([views, resolve(__dirname, 'samples')]),
  {
    autoescape: true,
    trimBlocks: true,
    lstripBlocks: true,
  },
)

/** HTML that a macro would have returned: printed as it is. */
export const safe = (html: string): unknown => new runtime.SafeString(html)

const macroName = (component: string): string =>
  component.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** What `{{ component(params) }}` prints, or with `inside` what `{% call component(params) %}…{% endcall %}` does. */
export const render = (component: string, params: object, inside?: string): string => {
  const name = macroName(component)
  const use = inside === undefined ? `{{ ${name}(params) }}` : `{% call ${name}(params) %}{{ inside }}{% endcall %}`
  const page = `{% from "components/${component}/macro.njk" import ${name} %}${use}`
  return environment.renderString(page, { params, ...(inside === undefined ? {} : { inside: safe(inside) }) })
}

/** The same as a document to ask questions of. */
export const draw = (component: string, params: object, inside?: string) =>
  load(render(component, params, inside), null, false)

/**
 * The same HTML written in one way: white space collapsed, and none just inside of a tag or next to a block, where it
 * shows nothing. Between words and inline elements it stays, and in what only a screen reader reads.
 */
export const normalise = (html: string): string => {
  const $ = load(html, null, false)
  const all = $('*').contents().add($.root().contents())
  all.each((_, node) => {
    if (node.nodeType !== TEXT || $(node).closest('textarea, .govuk-visually-hidden').length > 0) return
    let text = node.data.replace(/\s+/g, ' ')
    if (isEdge(node.prev)) text = text.trimStart()
    if (isEdge(node.next)) text = text.trimEnd()
    node.data = text
  })
  return $.html()
}

/** What the DOM calls a text by number. */
const TEXT = 3

const INLINE = new Set(['a', 'span', 'strong', 'b', 'button', 'input', 'select', 'code', 'img', 'time'])

const isEdge = (neighbour: { type: string; name?: string } | null): boolean =>
  neighbour === null || (neighbour.type === 'tag' && !INLINE.has(neighbour.name as string))
