import nunjucks from 'nunjucks'
import { escapeHtml } from './escape-html'

type SafeString = InstanceType<typeof nunjucks.runtime.SafeString>
type Params = Record<string, unknown>
/** What a component file exports: prints its parameters. A second argument is the content of a {% call %}. */
export type Macro = (this: unknown, params: unknown, ...more: unknown[]) => SafeString

/** The components that stand on a page by the dozen and differ from one request to the next by a value alone. */
export const REMEMBERED: ReadonlySet<string> = new Set(['input', 'passwordInput', 'radios', 'select', 'textarea'])

/** What a field printed, taken apart where the texts of this request stood: parts[0] slots[0] parts[1] … */
type Skeleton = { parts: string[]; slots: string[] }
type Kept = { params: Params; skeleton: Skeleton }

const MOST_FIELDS = 1000
/** Of one field: empty and filled, right and wrong, and each choice. */
const MOST_SHAPES = 16

/**
 * Remembers what a field's macro printed for all that a template says of the field, and fills in what this request
 * says: the value, the error, the warning, the notice. Running a macro costs twenty times as much. A macro knows
 * nothing but its parameters, and all of them except those texts are compared; so nothing of one request can show up
 * in another, and no value that was typed into a text field is kept.
 */
export const remembering = (macro: Macro): Macro => {
  const fields = new Map<unknown, Kept[]>()
  return function (params, ...more) {
    const hollow = more.length === 0 ? hollowOut(params as Params) : undefined
    if (hollow === undefined) return macro.call(this, params, ...more)
    const name = hollow.params.name
    const shapes = fields.get(name) ?? []
    let skeleton = shapes.find(kept => isSame(kept.params, hollow.params))?.skeleton
    if (skeleton === undefined) {
      if (!isPlain(hollow.params)) return macro.call(this, params)
      skeleton = takeApart(String(macro.call(this, hollow.params)))
      if (fields.size >= MOST_FIELDS) fields.clear()
      fields.set(name, [{ params: hollow.params, skeleton }, ...shapes.slice(0, MOST_SHAPES - 1)])
    }
    return fill(skeleton, hollow.texts)
  }
}

type Texts = Record<string, string>

/** The messages of a field: parameter of the macro and its text. */
const MESSAGES = ['errorMessage', 'warningMessage', 'notice'] as const

/** The parameters with marks instead of the texts; undefined for what is too special to be remembered. */
const hollowOut = (params: Params): { params: Params; texts: Texts } | undefined => {
  const hollow = { ...params }
  const texts: Texts = {}
  const { value, attributes } = params
  // A generated password travels as an attribute, and a textarea doubles a line end in front.
  if ((attributes as Params | undefined)?.value !== undefined) return undefined
  if (isList(params)) {
    texts.options = String(params.options.render(value as string))
    hollow.options = HOLLOW_LIST
    hollow.value = ''
  } else if (params.items !== undefined) {
    if (value !== undefined && !isShort(value)) return undefined
  } else if (value !== undefined && value !== '') {
    if (typeof value !== 'string' || value.startsWith('\n')) return undefined
    texts.value = escapeHtml(value)
    hollow.value = mark('value')
  }
  for (const name of MESSAGES) {
    const message = params[name] as { text?: unknown } | undefined
    if (message === undefined) continue
    if (typeof message.text !== 'string') return undefined
    texts[name] = escapeHtml(message.text)
    hollow[name] = { ...message, text: mark(name) }
  }
  return { params: hollow, texts }
}

/** Of radios and short selects the chosen value is part of the key: it decides which item is marked. */
const LONGEST_CHOICE = 40
const isShort = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_CHOICE

/** A select with a long list: see OptionList. */
type WithList = Params & { options: { render(value: string): SafeString } }
const isList = (params: Params): params is WithList => params.options !== undefined

const mark = (name: string): string => `\uE000${name}\uE000`
const HOLLOW_LIST = { render: () => new nunjucks.runtime.SafeString(mark('options')) }

const takeApart = (html: string): Skeleton => {
  const pieces = html.split('\uE000')
  return {
    parts: pieces.filter((_, index) => index % 2 === 0),
    slots: pieces.filter((_, index) => index % 2 === 1),
  }
}

const fill = ({ parts, slots }: Skeleton, texts: Texts): SafeString => {
  let html = parts[0] as string
  for (let index = 0; index < slots.length; index += 1)
    html += (texts[slots[index] as string] as string) + (parts[index + 1] as string)
  return new nunjucks.runtime.SafeString(html)
}

/** Equal text by text. HTML from another macro equals nothing: its text would look like a plain string's. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true
  if (!isGroup(one) || !isGroup(other)) return false
  let names = 0
  for (const name in one) {
    names += 1
    if (!isSame(one[name], other[name])) return false
  }
  for (const _ in other) names -= 1
  return names === 0
}

/** Nothing but texts, numbers, and lists and groups of them. */
const isPlain = (value: unknown): boolean =>
  value === HOLLOW_LIST ||
  (isGroup(value) ? Object.values(value).every(isPlain) : typeof value !== 'object' && typeof value !== 'function')

const isGroup = (value: unknown): value is Params => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === Array.prototype
}
