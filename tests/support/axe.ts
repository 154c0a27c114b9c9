import { createRequire } from 'node:module'
import axe, { type AxeResults } from 'axe-core'

/** What is used of jsdom. Its types would make a browser's globals known everywhere, where there are none. */
type Node = { documentElement: Node }
type Element = { localName: string; parentElement: Element | null; getAttribute(name: string): string | null }
type Window = {
  eval(script: string): void
  close(): void
  axe: { run(page: Node, options: object): Promise<AxeResults> }
  document: Node & { adoptNode(node: Node): Node; replaceChild(node: Node, old: Node): void }
  DOMParser: new () => { parseFromString(html: string, type: string): Node }
  getComputedStyle(element: Element, pseudo?: string): object
}
const { JSDOM, VirtualConsole } = createRequire(__filename)('jsdom') as {
  JSDOM: new (html: string, options: object) => { window: Window }
  VirtualConsole: new () => object
}

/**
 * What axe objects to on a page, one line a rule. Contrast is computed from the palette elsewhere: nothing is painted
 * here. One window takes one page after the other, because to start axe costs more than to run it.
 */
export const axeViolations = async (html: string): Promise<string[]> => {
  window ??= openWindow()
  const { document, DOMParser } = window
  const page = new DOMParser().parseFromString(html, 'text/html')
  document.replaceChild(document.adoptNode(page.documentElement), document.documentElement)
  const { violations } = await window.axe.run(document, {
    rules: { 'color-contrast': { enabled: false } },
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
}

let window: Window | undefined
afterAll(() => window?.close())

const openWindow = (): Window => {
  const opened = new JSDOM('', {
    runScripts: 'outside-only',
    pretendToBeVisual: true,
    virtualConsole: new VirtualConsole(),
  }).window
  opened.eval(axe.source)
  rememberStyles(opened)
  return opened
}

/**
 * jsdom computes the style of an element from the beginning each time it is asked, for half of axe's time. Here it loads
 * no stylesheet but its own, and of what axe looks at that one decides by the tag and these attributes.
 */
const rememberStyles = (window: Window): void => {
  const compute = window.getComputedStyle.bind(window)
  const styles = new Map<string, object>()
  window.getComputedStyle = (element, pseudo) => {
    if (pseudo) return compute(element, pseudo)
    const { localName, parentElement } = element
    const attributes = ['type', 'hidden', 'open', 'dir'].map(name => element.getAttribute(name))
    const key = JSON.stringify([localName, parentElement?.localName, attributes])
    const style = styles.get(key) ?? compute(element)
    styles.set(key, style)
    return style
  }
}
