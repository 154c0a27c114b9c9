/** One element of a document, with everything that stood in it: what the engine does not know is written back as it was. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlNode[]
  /** Line of the start tag, counted from one; 0 for an element that was made and not read. */
  readonly line: number
}

export type XmlNode = XmlElement | string

/** The elements below, in order; with a name, only those called so. */
export const elementsOf = (parent: XmlElement, name?: string): XmlElement[] =>
  parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  )

/** The first element of the name, if there is one. */
export const elementOf = (parent: XmlElement, name: string): XmlElement | undefined =>
  parent.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)

/** The text that stands directly in an element, trimmed. */
export const textOf = (element: XmlElement): string => {
  const [only] = element.children
  if (element.children.length === 1 && typeof only === 'string') return only.trim()
  return element.children
    .filter(child => typeof child === 'string')
    .join('')
    .trim()
}

/** The attributes but for those named: what is kept of an element without being understood. */
export const otherAttributes = (element: XmlElement, known: ReadonlySet<string>): Record<string, string> =>
  Object.fromEntries(Object.entries(element.attributes).filter(([name]) => !known.has(name)))
