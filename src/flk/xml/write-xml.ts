import type { XmlElement, XmlNode } from './xml-element'

/** Characters that XML 1.0 cannot hold at all: controls, halves of pairs, the two that are no characters. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Whether the text can stand in a document; what cannot is left out by the writer. */
export const isXmlText = (text: string): boolean => text.search(FORBIDDEN) === -1

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\r/g, '&#13;')

/** Line ends and tabs are written as numbers: a reader would make spaces of them in an attribute. */
const escapedAttribute = (text: string): string =>
  escaped(text).replace(/"/g, '&quot;').replace(/\t/g, '&#9;').replace(/\n/g, '&#10;')

const write = (node: XmlNode, indent: string): string => {
  if (typeof node === 'string') return escaped(node)
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapedAttribute(value)}"`)
  const start = `${indent}<${node.name}${attributes.join('')}`
  const children = node.children.filter(child => typeof child !== 'string' || child.trim() !== '')
  if (children.length === 0)
    return node.children.length === 0
      ? `${start}/>`
      : `${start}>${node.children.map(escapedText).join('')}</${node.name}>`
  // Where text stands among the elements, every space counts.
  if (children.some(child => typeof child === 'string'))
    return `${start}>${node.children.map(child => write(child, '')).join('')}</${node.name}>`
  return `${start}>\n${children.map(child => write(child, `${indent}  `)).join('\n')}\n${indent}</${node.name}>`
}

const escapedText = (node: XmlNode): string => (typeof node === 'string' ? escaped(node) : '')

/** A document as text, declared as UTF-8, always the same for the same tree. */
export const writeXml = (root: XmlElement): string => `<?xml version="1.0" encoding="utf-8"?>\n${write(root, '')}\n`

/** An element that is made and not read. Attributes without a value are left out. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly XmlNode[] = [],
): XmlElement => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  children,
  line: 0,
})
