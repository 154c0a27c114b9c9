type Child = Node | string | undefined

/** An element with attributes and children. `true` is an attribute without a value; `false` and undefined leave it out. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value)
  made.append(...children.filter(child => child !== undefined))
  return made
}

/** The element of an id that the page is known to have. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`no element ${id}`)
  return found
}

let made = 0
/** An id that no other element has. */
export const freshId = (): string => {
  made += 1
  return `e${made}`
}

/** A caption with its field, as they stand in the form. */
export const labelled = (caption: string, control: HTMLElement, hint?: string): HTMLElement => {
  const id = control.id || freshId()
  control.id = id
  return element(
    'p',
    { class: 'field' },
    element('label', { for: id }, caption),
    hint === undefined ? undefined : element('span', { class: 'hint' }, hint),
    control,
  )
}
